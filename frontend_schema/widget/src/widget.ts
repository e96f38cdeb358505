import { detailView } from "./detail.js";
import { element } from "./elements.js";
import { Library, type Item, type Narrowing } from "./library.js";
import { List } from "./list.js";
import { languageOf, stringsFor } from "./strings.js";
import css from "./widget.css?inline";

const NAME = "local-action-hub";
const MOST_ROWS = 50;
const here = import.meta.url;

// A style sheet made by a script is allowed where the page's policy allows the script.
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

/** The library of a hub inside any page. Where it fails, the links that stand in it are shown. */
class LocalActionHub extends HTMLElement {
  static readonly observedAttributes = ["hub", "locale", "network", "kind", "topic", "first"];

  readonly #root = this.attachShadow({ mode: "open" });
  #narrowing: Narrowing = { query: "", kind: "", topic: "" };
  #next: string | undefined;
  #hasChoices = false;
  #asked = new AbortController();
  #library!: Library;
  #list!: List;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [sheet];
  }

  connectedCallback(): void {
    this.#start();
  }

  disconnectedCallback(): void {
    this.#asked.abort();
  }

  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (this.isConnected && this.#library && before !== after) this.#start();
  }

  #words(name: string): string[] {
    const given = this.getAttribute(name) ?? "";
    return given.split(/[\s,]+/).filter(Boolean);
  }

  #start(): void {
    const hub = this.getAttribute("hub");
    const wanted = this.getAttribute("locale") || undefined;
    const page = this.closest<HTMLElement>("[lang]")?.lang ?? "";
    const locale = languageOf(wanted ?? page) ?? wanted ?? "en";
    const first = Math.min(Number(this.getAttribute("first")) || 10, MOST_ROWS);
    this.#library = new Library({
      url: hub ? new URL(hub, document.baseURI) : new URL("/graphql/", here),
      locale,
      network: this.getAttribute("network") || undefined,
      kinds: this.#words("kind"),
      topics: this.#words("topic"),
      first: Math.max(1, first),
    });
    const { chosen } = this.#library;
    const strings = stringsFor(locale);
    this.#narrowing = { query: "", kind: "", topic: "" };
    this.#hasChoices = false;
    this.#list = new List({
      strings,
      locale,
      base: chosen.url,
      hasKind: chosen.kinds.length !== 1,
      hasTopic: chosen.topics.length !== 1,
      rows: chosen.first,
      onNarrow: (narrowing) => {
        this.#narrowing = narrowing;
        void this.#load();
      },
      onMore: () => void this.#load(this.#next),
      onOpen: (item) => void this.#open(item),
      onRetry: () => void this.#load(),
    });
    const { language, direction } = strings;
    const attributes = { class: "widget", part: "widget", lang: language, dir: direction };
    this.#root.replaceChildren(element("div", attributes, this.#list.root));
    void this.#load();
  }

  /** Returns what ends when something else is asked for. */
  #ask(): AbortSignal {
    this.#asked.abort();
    this.#asked = new AbortController();
    return this.#asked.signal;
  }

  async #load(after?: string): Promise<void> {
    const signal = this.#ask();
    const list = this.#list;
    list.showLoading(!!after);
    try {
      const page = await this.#library.page(this.#narrowing, !this.#hasChoices, after, {
        signal,
      });
      this.#hasChoices = true;
      this.#next = page.next;
      list.show(page, !!after);
    } catch (problem) {
      this.#tell(problem, signal, !!after);
    }
  }

  async #open(item: Item): Promise<void> {
    const signal = this.#ask();
    const list = this.#list;
    const opened = this.#root.activeElement as HTMLElement | null;
    const { url: base, locale } = this.#library.chosen;
    try {
      const detail = await this.#library.detail(item.id, { signal });
      const onBack = () => {
        view.remove();
        list.root.hidden = false;
        opened?.focus();
      };
      const view = detailView(detail, { strings: stringsFor(locale), locale, base, onBack });
      list.root.hidden = true;
      list.root.after(view);
      view.querySelector("h2")!.focus();
    } catch (problem) {
      this.#tell(problem, signal, true);
    }
  }

  /** Shows readers that it failed, and those who embed the widget why. */
  #tell(problem: unknown, signal: AbortSignal, keepsItems: boolean): void {
    if (signal.aborted) return;
    console.warn(problem);
    this.#list.showProblem(keepsItems);
  }
}

if (!customElements.get(NAME)) customElements.define(NAME, LocalActionHub);
