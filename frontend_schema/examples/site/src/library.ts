import { createHub, NetworkLibrary } from "local-action-hub";

const url = process.env.HUB_URL ?? "http://127.0.0.1:8000/graphql/";
const hub = createHub({ url, locale: "fr" });

const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The library of the network, in its order, as a list of links. */
export async function library(): Promise<string> {
  const items = [];
  for await (const { node } of hub.all(
    NetworkLibrary,
    { slug: "mc2cm" },
    (data) => data.network?.resources,
  )) {
    const language = `lang="${node.locale.code}" dir="${node.locale.direction.toLowerCase()}"`;
    items.push(
      `<li ${language}><a href="${escape(node.url)}">${escape(node.title)}</a> ${escape(node.summary)}</li>`,
    );
  }
  return `<ul>${items.join("\n")}</ul>`;
}
