import { afterEach, beforeEach, expect, expectTypeOf, test, vi } from "vitest";
import {
  createHub,
  HubError,
  Library,
  NetworkLibrary,
  operation,
  type HubOptions,
} from "../src/index";

const url = "https://hub.example/graphql/";
const PAGE = { topics: [] };
const Topics = operation<{ topics: { code: string }[] }>("{ topics { code } }");
const Known = { ...Topics, id: "sha256:00" };

type Sent = { url: URL; init: RequestInit & { headers: Record<string, string> } };
type Reply = Response | Error;

/** Answers what is asked, one reply after the other, and keeps what was sent. */
function hubThat(replies: Reply[], options: Partial<HubOptions> = {}) {
  const sent: Sent[] = [];
  const fetch = async (url: URL, init: Sent["init"]) => {
    sent.push({ url, init });
    const reply = replies.shift()!;
    if (reply instanceof Error) throw reply;
    return reply;
  };
  return { sent, hub: createHub({ url, fetch: fetch as typeof globalThis.fetch, ...options }) };
}

const answer = (data: unknown, headers = {}) => Response.json({ data }, { headers });
const refusal = (status: number, code: string, headers = {}) =>
  Response.json(
    { errors: [{ message: "No.", extensions: { code, requestId: "r1" } }] },
    { status, headers },
  );

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Lets a promise come to its end without waiting for its pauses; how long they were. */
async function settle<T>(promise: Promise<T>) {
  const start = Date.now();
  const settled = promise.then(
    (value) => ({ value, error: undefined }),
    (error: HubError) => ({ value: undefined, error }),
  );
  await vi.runAllTimersAsync();
  return { ...(await settled), waited: Date.now() - start };
}

test("a document is asked for by its id, in the language and with the key of the hub", async () => {
  const { hub, sent } = hubThat([answer(PAGE)], { locale: "fr", key: "k" });

  expect(await hub.query(Library, { first: 2 })).toEqual(PAGE);

  const [{ url, init }] = sent as [Sent];
  expect(init.method).toBe("GET");
  expect(url.searchParams.get("documentId")).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(JSON.parse(url.searchParams.get("variables")!)).toEqual({ locale: "fr", first: 2 });
  expect(init.headers).toMatchObject({ Authorization: "Bearer k", "Accept-Language": "fr" });
  expect(init.credentials).toBe("omit");
});

test.each([
  ["does not know the document", () => refusal(404, "DOCUMENT_UNKNOWN")],
  ["knows no documents at all", () => refusal(400, "BAD_USER_INPUT")],
])("a hub that %s is sent the text, and the next time at once", async (_, unknown) => {
  const { hub, sent } = hubThat([unknown(), answer(PAGE), answer(PAGE)]);

  await hub.query(Known);
  await hub.query(Known);

  expect(sent.map(({ init }) => init.method)).toEqual(["GET", "POST", "POST"]);
  const { id, text } = Known;
  expect(JSON.parse(sent[2]!.init.body as string)).toEqual({
    query: text,
    variables: {},
    documentId: id,
  });
});

test("variables that fit into no address are posted", async () => {
  const { hub, sent } = hubThat([answer(PAGE)]);

  await hub.query(Library, { locale: "x".repeat(9000) });

  expect(sent[0]!.init.method).toBe("POST");
});

test("what is unchanged is not sent again", async () => {
  const unchanged = new Response(null, { status: 304 });
  const { hub, sent } = hubThat([answer(PAGE, { ETag: 'W/"1"' }), unchanged]);

  await hub.query(Known);

  expect(await hub.query(Known)).toEqual(PAGE);
  expect(sent[0]!.init.headers).not.toHaveProperty("If-None-Match");
  expect(sent[1]!.init.headers).toHaveProperty("If-None-Match", 'W/"1"');
});

test("only so many answers are kept", async () => {
  const replies = Array.from({ length: 102 }, () => answer(PAGE, { ETag: '"1"' }));
  const { hub, sent } = hubThat(replies);

  for (let first = 0; first <= 100; first += 1) await hub.query(Library, { first });
  await hub.query(Library, { first: 0 });

  expect(sent[101]!.init.headers).not.toHaveProperty("If-None-Match");
});

test.each([
  ["a network that fails", () => new TypeError("fetch failed")],
  ["a proxy without a hub", () => new Response("<h1>Bad gateway", { status: 502 })],
  ["a hub that is away", () => refusal(503, "UNAVAILABLE")],
])("%s is tried again", async (_, failure) => {
  const { hub, sent } = hubThat([failure(), failure(), answer(PAGE)]);

  const { value, waited } = await settle(hub.query(Topics));

  expect(value).toEqual(PAGE);
  expect(sent).toHaveLength(3);
  expect(waited).toBeLessThan(500 + 1000);
});

test("who asks too much waits as long as the hub says", async () => {
  const limited = refusal(429, "RATE_LIMITED", { "Retry-After": "7" });
  const { hub } = hubThat([limited, answer(PAGE)]);

  expect((await settle(hub.query(Topics))).waited).toBeGreaterThanOrEqual(7000);
});

test("who would wait too long is told so", async () => {
  const { hub, sent } = hubThat([refusal(429, "RATE_LIMITED", { "Retry-After": "60" })]);

  const { error, waited } = await settle(hub.query(Topics));

  expect(error).toBeInstanceOf(HubError);
  expect(error).toMatchObject({
    code: "RATE_LIMITED",
    status: 429,
    retryAfter: 60,
    requestId: "r1",
  });
  expect([sent.length, waited]).toEqual([1, 0]);
});

test.each([
  ["a mistake", () => refusal(400, "BAD_USER_INPUT"), "BAD_USER_INPUT"],
  ["a page that is no answer", () => new Response("<html>"), "UNREADABLE"],
])("%s is not tried again", async (_, reply, code) => {
  const { hub, sent } = hubThat([reply()]);

  expect((await settle(hub.query(Topics))).error).toMatchObject({ code });
  expect(sent).toHaveLength(1);
});

test("a change is sent once", async () => {
  const { hub, sent } = hubThat([new TypeError("fetch failed")]);

  expect((await settle(hub.mutate(Topics))).error).toMatchObject({ code: "NETWORK" });
  expect(sent).toHaveLength(1);
});

test("half an answer is an error that has the other half", async () => {
  const { hub } = hubThat([Response.json({ data: PAGE, errors: [{ message: "Half." }] })]);

  expect((await settle(hub.query(Topics))).error).toMatchObject({ message: "Half.", data: PAGE });
});

test("who no longer wants an answer waits for none", async () => {
  const { hub, sent } = hubThat([refusal(503, "UNAVAILABLE"), answer(PAGE)]);
  const asked = new AbortController();

  const given = settle(hub.query(Topics, undefined, { signal: asked.signal }));
  await Promise.resolve().then(() => asked.abort());

  expect((await given).error).toHaveProperty("name", "AbortError");
  expect(sent).toHaveLength(1);
});

test("a list is followed to its end", async () => {
  const page = (numbers: number[], endCursor: string | null) =>
    answer({ list: { edges: numbers, pageInfo: { hasNextPage: !!endCursor, endCursor } } });
  type List = {
    list: { edges: number[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
  };
  const Numbers = operation<List, { after?: string }>("{ list }");
  const { hub, sent } = hubThat([page([1, 2], "c"), page([3], null)]);

  const found = [];
  for await (const number of hub.all(Numbers, {}, ({ list }) => list)) found.push(number);

  expect(found).toEqual([1, 2, 3]);
  expect(JSON.parse(sent[1]!.init.body as string).variables).toEqual({ after: "c" });
});

test("types say what is asked and what is answered", () => {
  const hub = createHub({ url });
  const ask = {
    list: () => hub.all(NetworkLibrary, { slug: "mc2cm" }, (data) => data.network?.resources),
    library: () => hub.query(Library),
    // @ts-expect-error: a network is asked for by its slug.
    incomplete: () => hub.query(NetworkLibrary),
    // @ts-expect-error: there is no such order.
    wrong: () => hub.query(Library, { order: "RANDOM" }),
  };

  type Edge = ReturnType<typeof ask.list> extends AsyncGenerator<infer E> ? E : never;
  expectTypeOf<Edge["node"]["title"]>().toEqualTypeOf<string>();
  expectTypeOf<Edge["note"]>().toEqualTypeOf<string | null>();
  type Answer = Awaited<ReturnType<typeof ask.library>>;
  expectTypeOf<Answer["resources"]["totalCount"]>().toEqualTypeOf<number>();
});
