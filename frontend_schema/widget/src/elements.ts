type Value = string | number | boolean | EventListener | null | undefined;
type Child = Node | string | false | null | undefined;

/** Makes an element. Children are nodes or plain text; nothing is ever read as HTML. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, "");
    else if (value || value === "" || value === 0) made.setAttribute(name, String(value));
  }
  made.append(...children.filter((child): child is Node | string => !!child));
  return made;
}

/** An address that a link may have, absolute; nothing for scripts and the like. */
export function safeAddress(address: string, base: URL): string | undefined {
  const url = parse(address, base);
  return url && ["http:", "https:"].includes(url.protocol) ? url.href : undefined;
}

function parse(address: string, base: URL): URL | undefined {
  try {
    return new URL(address, base);
  } catch {
    return undefined;
  }
}
