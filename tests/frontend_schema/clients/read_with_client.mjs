// Pages through the library with our own client, twice, and prints what it saw as JSON.
//   node read_with_client.mjs ADDRESS PAGE_SIZE
import { createHub, HubError, Library } from "./frontend_schema/client/dist/index.js";

const [url, size] = process.argv.slice(2);
const seen = [];
const watch = async (address, init) => {
  const response = await fetch(address, init);
  seen.push({ method: init.method, status: response.status });
  return response;
};
const hub = createHub({ url, locale: "es", fetch: watch });

async function read() {
  const titles = [];
  seen.length = 0;
  for await (const { node } of hub.all(
    Library,
    { first: Number(size) },
    (data) => data.resources,
  )) {
    titles.push(node.title);
  }
  return { titles, seen: [...seen] };
}

const first = await read();
const again = await read();
const { code, requestId } = await hub.query(Library, { after: "forged" }).catch((error) => {
  if (!(error instanceof HubError)) throw error;
  return error;
});
console.log(JSON.stringify({ first, again, error: { code, requestId } }));
