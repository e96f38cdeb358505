// Pages through the whole library with urql as it comes, and prints what it found as JSON.
//   node read_library.mjs ADDRESS FILE_OF_THE_OPERATION PAGE_SIZE
import { readFileSync } from "node:fs";
import { Client, fetchExchange } from "@urql/core";

const [address, file, size] = process.argv.slice(2);
const query = readFileSync(file, "utf-8");
const client = new Client({ url: address, exchanges: [fetchExchange] });

const titles = [];
let requests = 0;
let page = { hasNextPage: true, endCursor: null };
while (page.hasNextPage) {
  const variables = { locale: "es", first: Number(size), after: page.endCursor };
  const { data, error } = await client.query(query, variables).toPromise();
  if (error) throw error;
  titles.push(...data.resources.edges.map((edge) => edge.node.title));
  page = data.resources.pageInfo;
  requests += 1;
}
console.log(JSON.stringify({ requests, titles }));
