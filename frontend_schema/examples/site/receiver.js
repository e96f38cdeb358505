// Takes the hub's webhooks (Standard Webhooks), and builds the site again after each genuine one.
import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";
import { build } from "vite";

const LARGEST = 1_000_000;
const webhook = new Webhook(process.env.WEBHOOK_SECRET);
let built = Promise.resolve();

async function read(request) {
  let text = "";
  for await (const part of request.setEncoding("utf8")) {
    text += part;
    if (text.length > LARGEST) throw new Error("too long");
  }
  return text;
}

const server = createServer(async (request, response) => {
  try {
    webhook.verify(await read(request), request.headers);
  } catch {
    response.writeHead(400).end();
    return;
  }
  // The hub waits for no build; what comes meanwhile is built afterwards.
  built = built.then(() => build()).catch(console.error);
  response.writeHead(204).end();
});
server.listen(Number(process.env.PORT ?? 8202), "127.0.0.1", () => {
  console.log(`Waiting for webhooks at http://127.0.0.1:${server.address().port}/`);
});
