// Writes what is sent for each operation: the text of its file, and the id under which the hub knows it.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const OPERATION = 'import type { Operation } from "./operation.js";';

function constant({ document, location }) {
  const text = readFileSync(location, "utf-8");
  const id = `sha256:${createHash("sha256").update(text).digest("hex")}`;
  const { name } = document.definitions.find(({ kind }) => kind === "OperationDefinition");
  const type = `Operation<${name.value}Query, ${name.value}QueryVariables>`;
  return `export const ${name.value}: ${type} = ${JSON.stringify({ id, text }, null, 2)};`;
}

export const plugin = (_schema, documents) => ({
  prepend: [OPERATION],
  content: documents.map(constant).sort().join("\n"),
});
