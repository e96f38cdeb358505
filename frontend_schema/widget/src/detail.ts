import { element, safeAddress } from "./elements.js";
import { day, mediaName, number, size } from "./formats.js";
import type { Detail } from "./library.js";
import type { Strings } from "./strings.js";

export interface DetailOptions {
  strings: Strings;
  locale: string;
  base: URL;
  onBack: () => void;
}

/** What one resource is, with its files; `undefined` where it is gone. */
export function detailView(detail: Detail | undefined, options: DetailOptions): HTMLElement {
  const { strings, onBack } = options;
  const back = element(
    "button",
    { class: "back", part: "button back", type: "button", click: onBack },
    strings.back,
  );
  if (!detail) return element("article", { part: "detail" }, back, heading(strings.gone));
  const { code, direction, nativeName } = detail.locale;
  const language = { lang: code, dir: direction.toLowerCase() };
  return element(
    "article",
    { part: "detail" },
    back,
    heading(detail.title, language),
    detail.isFallback &&
      element("p", { class: "kind", part: "fallback" }, strings.only(nativeName)),
    element("p", { ...language, class: "lead", part: "summary" }, detail.summary),
    facts(detail, options),
    detail.files.length > 0 && files(detail, options),
    element(
      "p",
      {},
      element(
        "a",
        { class: "onward", part: "link", href: safeAddress(detail.url, options.base) },
        strings.onHub,
      ),
    ),
  );
}

function heading(text: string, language: Record<string, string> = {}): HTMLElement {
  return element("h2", { ...language, part: "heading", tabindex: -1 }, text);
}

function facts(
  { issuedOn, publishers, topics }: Detail,
  { strings, locale }: DetailOptions,
): HTMLElement | false {
  const fact = (name: string, text: string) =>
    text && [element("dt", {}, name), element("dd", {}, text)];
  const names = publishers.map(({ organisation }) => organisation.name);
  const published = [...names, issuedOn && day(issuedOn, locale)].filter(Boolean);
  const shown = [
    fact(strings.publishedBy, published.join(" · ")),
    fact(strings.topics, topics.map(({ label }) => label).join(" · ")),
  ].flat();
  return shown.some(Boolean) && element("dl", { part: "facts" }, ...shown);
}

function files({ files }: Detail, { strings, locale, base }: DetailOptions): HTMLElement {
  const items = files.map((file) => {
    const about = [
      file.isLink ? new URL(file.url, base).hostname : file.mediaType && mediaName(file.mediaType),
      file.bytes && size(file.bytes, locale),
      file.pages && strings.pages(number(file.pages, locale)),
      ...file.languages.map(({ nativeName }) => nativeName),
    ];
    return element(
      "li",
      { part: "file" },
      element("a", { href: safeAddress(file.url, base), dir: "auto" }, file.title),
      element("span", { class: "about" }, about.filter(Boolean).join(" · ")),
    );
  });
  return element(
    "section",
    {},
    element("h3", {}, strings.files),
    element("ul", { class: "files", part: "files", role: "list" }, ...items),
  );
}
