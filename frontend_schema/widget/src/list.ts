import { element, safeAddress } from "./elements.js";
import { number } from "./formats.js";
import { kindOf, type Choice, type Item, type Narrowing, type Page } from "./library.js";
import type { Strings } from "./strings.js";

export interface ListOptions {
  strings: Strings;
  locale: string;
  base: URL;
  /** What the reader may choose; the page that embeds the widget has fixed the others. */
  hasKind: boolean;
  hasTopic: boolean;
  rows: number;
  onNarrow: (narrowing: Narrowing) => void;
  onMore: () => void;
  onOpen: (item: Item) => void;
  onRetry: () => void;
}

/** Search box, filters, list, and the button for more. */
export class List {
  readonly root: HTMLElement;
  readonly #options: ListOptions;
  readonly #form: HTMLFormElement;
  readonly #kind: HTMLSelectElement;
  readonly #topic: HTMLSelectElement;
  readonly #status: HTMLElement;
  readonly #items: HTMLUListElement;
  readonly #more: HTMLButtonElement;
  readonly #problem: HTMLElement;
  readonly #failure: HTMLElement[];
  readonly #kinds = new Map<string, string>();

  constructor(options: ListOptions) {
    const { strings, onMore, onRetry } = options;
    this.#options = options;
    this.#kind = this.#select("kind");
    this.#topic = this.#select("topic");
    this.#form = element(
      "form",
      { part: "search", role: "search", submit: (event) => this.#narrow(event) },
      element(
        "label",
        { class: "words" },
        element("span", {}, strings.searchLabel),
        element("input", {
          type: "search",
          name: "query",
          maxlength: 256,
          autocomplete: "off",
        }),
      ),
      options.hasKind && this.#labelled(strings.kind, this.#kind),
      options.hasTopic && this.#labelled(strings.topic, this.#topic),
      element("button", { part: "button" }, strings.search),
    );
    this.#status = element("p", { class: "status", part: "status", role: "status" });
    this.#items = element("ul", { part: "list", role: "list" });
    this.#more = element(
      "button",
      { class: "more", part: "button more", type: "button", hidden: true, click: onMore },
      strings.more,
    );
    this.#problem = element("div", { class: "problem", part: "error", role: "alert" });
    this.#failure = [
      element("p", {}, strings.failed),
      element("button", { part: "button", type: "button", click: onRetry }, strings.again),
      element("slot"),
    ];
    this.root = element(
      "div",
      {},
      this.#form,
      this.#status,
      this.#problem,
      this.#items,
      this.#more,
    );
  }

  #select(name: string): HTMLSelectElement {
    const all = element("option", { value: "" }, this.#options.strings.all);
    const change = (event: Event) => this.#narrow(event);
    return element("select", { name, disabled: true, change }, all);
  }

  #labelled(label: string, select: HTMLSelectElement): HTMLElement {
    return element("label", {}, element("span", {}, label), select);
  }

  #narrow(event: Event): void {
    event.preventDefault();
    const given = new FormData(this.#form);
    const text = (name: string) => String(given.get(name) ?? "").trim();
    this.#options.onNarrow({ query: text("query"), kind: text("kind"), topic: text("topic") });
  }

  /** Reserves the room of what will come. */
  showLoading(isMore: boolean): void {
    this.#status.textContent = this.#options.strings.loading;
    this.#problem.replaceChildren();
    this.#items.setAttribute("aria-busy", "true");
    this.#more.disabled = true;
    if (isMore) return;
    this.#more.hidden = true;
    const row = () =>
      element(
        "li",
        { class: "item waiting", "aria-hidden": "true" },
        element("div", { class: "cover" }),
      );
    this.#items.replaceChildren(...Array.from({ length: this.#options.rows }, row));
  }

  show({ items, totalCount, next, choices }: Page, isMore: boolean): void {
    if (choices) this.#offer(choices);
    const added = items.map((item) => this.#item(item));
    if (!isMore) this.#items.replaceChildren();
    this.#items.append(...added);
    this.#items.removeAttribute("aria-busy");
    this.#more.hidden = !next;
    this.#more.disabled = false;
    this.#status.textContent = this.#count(totalCount);
    if (isMore) added[0]?.querySelector("a")?.focus();
  }

  showProblem(isMore: boolean): void {
    this.#status.textContent = "";
    this.#items.removeAttribute("aria-busy");
    if (!isMore) this.#items.replaceChildren();
    this.#more.hidden = true;
    this.#problem.replaceChildren(...this.#failure);
  }

  #count(total: number): string {
    const { strings, locale } = this.#options;
    const shown = this.#items.childElementCount;
    if (total === 0) return strings.nothing;
    const count = number(total, locale);
    return shown < total ? strings.shown(number(shown, locale), count) : strings.results(count);
  }

  #offer({ kinds, topics }: { kinds: Choice[]; topics: Choice[] }): void {
    for (const { value, label } of kinds) this.#kinds.set(value, label);
    for (const [select, choices] of [
      [this.#kind, kinds],
      [this.#topic, topics],
    ] as const) {
      select.append(...choices.map(({ value, label }) => element("option", { value }, label)));
      select.disabled = choices.length < 2;
    }
  }

  #item(item: Item): HTMLLIElement {
    const { base, onOpen } = this.#options;
    const { code, direction, nativeName } = item.locale;
    const language = { lang: code, dir: direction.toLowerCase() };
    const open = (event: Event) => {
      const { button, metaKey, ctrlKey, shiftKey, altKey } = event as MouseEvent;
      if (button || metaKey || ctrlKey || shiftKey || altKey) return;
      event.preventDefault();
      onOpen(item);
    };
    return element(
      "li",
      { class: "item", part: "item" },
      element("div", { class: "cover", part: "cover" }, this.#cover(item)),
      element(
        "div",
        { class: "words" },
        element(
          "p",
          { class: "kind", part: "kind" },
          this.#kinds.get(kindOf(item)),
          item.isFallback && element("span", { lang: code, part: "language" }, nativeName),
        ),
        element(
          "a",
          { ...language, part: "title", href: safeAddress(item.url, base), click: open },
          item.title,
        ),
        element("p", { ...language, class: "summary", part: "summary" }, item.summary),
      ),
    );
  }

  #cover({ cover, locale }: Item): HTMLImageElement | undefined {
    const address = cover && safeAddress(cover.rendition.url, this.#options.base);
    if (!address) return undefined;
    const { width, height } = cover.rendition;
    const image = element("img", {
      src: address,
      alt: cover.alt,
      lang: locale.code,
      width,
      height,
      loading: "lazy",
    });
    image.addEventListener("error", () => image.remove());
    return image;
  }
}
