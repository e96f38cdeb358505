// Runs a query against the address of this page. Nothing that is typed here goes into an address:
// addresses are kept in histories and logs.
"use strict";

const byId = (id) => document.getElementById(id);
const form = byId("request");
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
let running = null;

async function ask(body, signal) {
  return fetch(form.dataset.address, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/graphql-response+json" },
    body: JSON.stringify(body),
    referrerPolicy: "no-referrer",
    signal,
  });
}

function readVariables() {
  const text = byId("variables").value.trim();
  if (!text) return {};
  const value = JSON.parse(text);
  if (value === null || typeof value !== "object" || Array.isArray(value)) throw new TypeError();
  return value;
}

async function run() {
  const status = byId("status");
  let variables = null;
  try {
    variables = readVariables();
  } catch {
    byId("variables").focus();
  }
  byId("problem").hidden = variables !== null;
  byId("variables").setAttribute("aria-invalid", String(variables === null));
  if (variables === null) return;
  remember();
  running?.abort();
  const current = (running = new AbortController());
  status.textContent = status.dataset.running;
  const started = performance.now();
  try {
    const response = await ask({ query: byId("query").value, variables }, current.signal);
    const text = await response.text();
    showAnswer(response.status, text, Math.round(performance.now() - started));
  } catch (error) {
    if (!current.signal.aborted) status.textContent = status.dataset.failed;
  }
}

function showAnswer(code, text, milliseconds) {
  const status = byId("status");
  const bytes = new TextEncoder().encode(text).length;
  const parts = [fill(status.dataset.done, { status: code, milliseconds, bytes })];
  let shown = text;
  try {
    const answer = JSON.parse(text);
    shown = JSON.stringify(answer, null, 2);
    if (answer.extensions?.cost) parts.push(fill(status.dataset.cost, answer.extensions.cost));
  } catch {
    // A machine in between answered; its words are shown as they came.
  }
  status.textContent = parts.join(", ");
  byId("answer").textContent = shown;
}

// What was typed outlives a reload, and ends with the tab.
function remember() {
  for (const id of ["query", "variables"]) sessionStorage.setItem(`explorer.${id}`, byId(id).value);
}

function recall() {
  for (const id of ["query", "variables"]) {
    const kept = sessionStorage.getItem(`explorer.${id}`);
    if (kept) byId(id).value = kept;
  }
  const examples = JSON.parse(byId("examples").textContent);
  const shown = Object.keys(examples).find((name) => examples[name] === byId("query").value);
  if (byId("example")) byId("example").value = shown ?? "";
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  form.requestSubmit();
});
byId("example")?.addEventListener("change", (event) => {
  const example = JSON.parse(byId("examples").textContent)[event.target.value];
  if (example) byId("query").value = example;
});

// The schema beside it, asked for once.
// Deep enough for a list of lists in which nothing is null.
const nest = (depth) => (depth ? `kind name ofType { ${nest(depth - 1)} }` : "kind name");
const TYPE = nest(5);
const INPUT = `name description defaultValue type { ${TYPE} }`;
const SCHEMA = `{ __schema { types { kind name description
  fields { name description args { ${INPUT} } type { ${TYPE} } }
  inputFields { ${INPUT} } enumValues { name description } possibleTypes { name } } } }`;

function element(name, text, properties = {}) {
  return Object.assign(document.createElement(name), { textContent: text ?? "" }, properties);
}

function writeType(type) {
  if (type.kind === "NON_NULL") return `${writeType(type.ofType)}!`;
  if (type.kind === "LIST") return `[${writeType(type.ofType)}]`;
  return type.name;
}

function typeLink(type) {
  const text = writeType(type);
  const name = text.replace(/[[\]!]/g, "");
  return element("a", text, { href: `#type-${name}` });
}

/* The schema is described in English, whatever the language of the page. */
function description(member) {
  return element("p", member.description, { lang: "en", dir: "ltr" });
}

function memberItem(member) {
  const item = element("li");
  const line = element("p", member.name, { className: "field", dir: "ltr" });
  if (member.type) line.append(": ", typeLink(member.type));
  if (member.defaultValue) line.append(` = ${member.defaultValue}`);
  item.append(line);
  if (member.description) item.append(description(member));
  if (member.args?.length) {
    const details = element("details");
    details.append(element("summary", byId("schema").dataset.arguments), memberList(member.args));
    item.append(details);
  }
  return item;
}

function memberList(members) {
  const list = element("ul");
  list.append(...members.map(memberItem));
  return list;
}

function typeDetails(type) {
  const details = element("details", "", { id: `type-${type.name}` });
  const members = [type.fields, type.inputFields, type.enumValues, type.possibleTypes].flatMap((some) => some ?? []);
  details.append(element("summary", type.name));
  if (type.description) details.append(description(type));
  details.append(memberList(members));
  details.dataset.words = [type.name, ...members.map((member) => member.name)].join(" ").toLowerCase();
  return details;
}

function openNamedType() {
  const details = document.getElementById(location.hash.slice(1));
  if (!details?.dataset.words) return;
  details.hidden = false;
  details.open = true;
  details.querySelector("summary").focus();
}

async function showSchema() {
  const container = byId("types");
  const answer = await ask({ query: SCHEMA }).then((response) => response.json()).catch(() => ({}));
  if (!answer.data) {
    container.append(element("p", byId("schema").dataset.missing));
    return;
  }
  const rank = (type) => ["Query", "Mutation"].indexOf(type.name) + 1 || 3;
  const types = answer.data.__schema.types.filter((type) => !type.name.startsWith("__"));
  types.sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name));
  container.append(...types.map(typeDetails));
  container.firstChild.open = true;
}

byId("filter").addEventListener("input", (event) => {
  const wanted = event.target.value.trim().toLowerCase();
  for (const details of byId("types").children) {
    details.hidden = Boolean(wanted) && !(details.dataset.words ?? "").includes(wanted);
  }
});
addEventListener("hashchange", openNamedType);

recall();
showSchema();
