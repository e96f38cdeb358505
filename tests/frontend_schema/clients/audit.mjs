// Runs the audits of the GraphQL-over-HTTP specification against the address given, one after the
// other, and prints their results as JSON.
import { serverAudits } from "graphql-http";

const results = [];
for (const audit of serverAudits({ url: process.argv[2], fetchFn: fetch })) {
  const { id, name, status, reason } = await audit.fn();
  results.push({ id, name, status, reason: reason ?? "" });
}
console.log(JSON.stringify(results));
