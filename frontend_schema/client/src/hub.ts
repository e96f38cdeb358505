import { readAnswer } from "./answers.js";
import { HubError } from "./errors.js";
import type { Operation } from "./operation.js";
import { retrying } from "./retrying.js";

export interface HubOptions {
  /** The address of the API, as `https://hub.example/graphql/`. */
  url: string | URL;
  /** The key of a partner site. Keep it on your server: a page would tell it to everybody. */
  key?: string;
  /** The language of operations that take one, unless they are asked in another. */
  locale?: string;
  fetch?: typeof globalThis.fetch;
  /** How often a query is sent again after what may pass; 2 unless said otherwise. */
  retries?: number;
  /** Milliseconds for each attempt; 10 000 unless said otherwise. */
  timeout?: number;
}

export interface Asking {
  signal?: AbortSignal;
}

export interface Connection<Edge> {
  edges: readonly Edge[];
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
}

/** Variables may be left out where none is required. */
type Asked<Variables> =
  Record<never, never> extends Variables
    ? [variables?: Variables, asking?: Asking]
    : [variables: Variables, asking?: Asking];

export interface Hub {
  /** Asks for data; throws a `HubError`. */
  query<R, V>(operation: Operation<R, V>, ...asked: Asked<V>): Promise<R>;
  /** Changes something; sent once and never again. */
  mutate<R, V>(operation: Operation<R, V>, ...asked: Asked<V>): Promise<R>;
  /** Gives the edges of a list, page after page; `pick` finds the list in an answer. */
  all<R, V extends { after?: string | null | undefined }, Edge>(
    operation: Operation<R, V>,
    variables: V,
    pick: (data: R) => Connection<Edge> | null | undefined,
    asking?: Asking,
  ): AsyncGenerator<Edge, void, undefined>;
}

/** Answers that are kept for the next time they are asked for, with what names their content. */
const MOST_KEPT = 100;
/** Characters of what follows the question mark. */
const LONGEST_ADDRESS = 8000;
// A browser keeps answers itself, and asks for permission first when a script names one.
const keepsAnswers = typeof document === "undefined";

export function createHub(options: HubOptions): Hub {
  const { key, locale, retries = 2, timeout = 10_000 } = options;
  const unknown = new Set<string>();
  const kept = new Map<string, { etag: string; text: string }>();

  const headers = {
    Accept: "application/graphql-response+json",
    ...(locale && { "Accept-Language": locale }),
    ...(key && { Authorization: `Bearer ${key}` }),
  };

  async function send(url: URL, init: RequestInit, { signal }: Asking): Promise<unknown> {
    const address = url.href;
    const known = init.method === "GET" ? kept.get(address) : undefined;
    const given = AbortSignal.timeout(timeout);
    let response: Response, text: string;
    try {
      response = await (options.fetch ?? fetch)(url, {
        ...init,
        headers: {
          ...headers,
          ...init.headers,
          ...(known && { "If-None-Match": known.etag }),
        },
        credentials: "omit",
        signal: signal ? AbortSignal.any([signal, given]) : given,
      });
      text = await response.text();
    } catch (cause) {
      signal?.throwIfAborted();
      throw new HubError("The hub cannot be reached.", { code: "NETWORK" }, { cause });
    }
    if (known && response.status === 304) return JSON.parse(known.text).data;
    const data = readAnswer(response, text);
    const etag = response.headers.get("ETag");
    if (keepsAnswers && etag && init.method === "GET") {
      kept.delete(address);
      kept.set(address, { etag, text });
      if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
    }
    return data;
  }

  function post(body: object, asking: Asking): Promise<unknown> {
    const json = { "Content-Type": "application/json" };
    const init = { method: "POST", headers: json, body: JSON.stringify(body) };
    return send(new URL(options.url), init, asking);
  }

  /** The address that asks by id, unless it is longer than a hub reads. */
  function addressOf(id: string, variables: object): URL | undefined {
    const url = new URL(options.url);
    url.searchParams.set("documentId", id);
    url.searchParams.set("variables", JSON.stringify(variables));
    return url.search.length > LONGEST_ADDRESS ? undefined : url;
  }

  const inLocale = (variables: object = {}) => (locale ? { locale, ...variables } : variables);

  const hub: Hub = {
    async query<R, V>({ id, text }: Operation<R, V>, ...asked: Asked<V>): Promise<R> {
      const [given, asking = {}] = asked as [object?, Asking?];
      const variables = inLocale(given);
      const again = (attempt: () => Promise<unknown>) => retrying(retries, asking.signal, attempt);
      const address = id && !unknown.has(id) && addressOf(id, variables);
      if (address) {
        try {
          return (await again(() => send(address, { method: "GET" }, asking))) as R;
        } catch (error) {
          if (!mayBeUnknown(error)) throw error;
        }
      }
      // With its id, so that the hub may know it the next time.
      const body = { query: text, variables, ...(id && { documentId: id }) };
      const data = (await again(() => post(body, asking))) as R;
      if (id && address) unknown.add(id);
      return data;
    },

    async mutate<R, V>({ text }: Operation<R, V>, ...asked: Asked<V>): Promise<R> {
      const [given, asking = {}] = asked as [object?, Asking?];
      return (await post({ query: text, variables: inLocale(given) }, asking)) as R;
    },

    async *all(operation, variables, pick, asking) {
      let { after } = variables;
      do {
        const asked = [{ ...variables, after }, asking] as unknown as Asked<typeof variables>;
        const page = pick(await hub.query(operation, ...asked));
        if (!page) return;
        yield* page.edges;
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      } while (after);
    },
  };
  return hub;
}

/** A hub without this document, or one that knows none by id, does with the text. */
function mayBeUnknown(error: unknown): boolean {
  return error instanceof HubError && (error.code === "DOCUMENT_UNKNOWN" || error.status === 400);
}
