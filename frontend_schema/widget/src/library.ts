import type { ResourceKind, WidgetDetailQuery, WidgetQuery } from "../../client/src/generated.js";
import { Widget, WidgetDetail } from "../../client/src/generated.js";
import { createHub, type Asking } from "../../client/src/hub.js";

const KINDS = [
  "report",
  "toolkit",
  "indicator_framework",
  "city_assessment",
  "programme",
  "knowledge_platform",
  "course",
];

/** What the page that embeds the widget has chosen. */
export interface Chosen {
  url: URL;
  locale: string;
  network: string | undefined;
  kinds: string[];
  topics: string[];
  first: number;
}

/** What its reader has chosen. */
export interface Narrowing {
  query: string;
  kind: string;
  topic: string;
}

type Found = NonNullable<WidgetQuery["resources"]>;
export type Item = Found["edges"][number]["node"];
export type Detail = Extract<NonNullable<WidgetDetailQuery["node"]>, { title: string }>;
export type Choice = { value: string; label: string };

export interface Page {
  items: Item[];
  totalCount: number;
  next: string | undefined;
  /** The kinds and topics there are; on the first page of all. */
  choices: { kinds: Choice[]; topics: Choice[] } | undefined;
}

export class Library {
  readonly #hub;

  constructor(readonly chosen: Chosen) {
    this.#hub = createHub({ url: chosen.url, locale: chosen.locale });
  }

  async page(
    narrowing: Narrowing,
    isFirst: boolean,
    after: string | undefined,
    asking: Asking,
  ): Promise<Page> {
    const { network, first } = this.chosen;
    const kinds = narrowing.kind ? [narrowing.kind] : this.chosen.kinds;
    const topics = narrowing.topic ? [narrowing.topic] : this.chosen.topics;
    const topic = topics.length ? { topic: { in: topics } } : {};
    const data = await this.#hub.query(
      Widget,
      {
        first,
        ...(after && { after }),
        ...(network && { network }),
        ...(narrowing.query && { query: narrowing.query, isSearch: true }),
        ...(isFirst && { isFirst }),
        resources: {
          ...topic,
          ...(kinds.length && {
            kind: kinds.map((kind) => kind.toUpperCase() as ResourceKind),
          }),
        },
        found: {
          ...topic,
          ...(network && { network: { in: [network] } }),
          type: { in: kinds.length ? kinds : KINDS },
        },
      },
      asking,
    );
    const { totalCount, pageInfo, edges } = (data.search ?? data.resources)!;
    return {
      items: edges.map(({ node }) => ("page" in node ? node.page : node)) as Item[],
      totalCount,
      next: pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined,
      choices: data.narrowing && choicesOf(data.narrowing.facets, this.chosen),
    };
  }

  /** One resource, or nothing when it is gone. */
  async detail(id: string, asking: Asking): Promise<Detail | undefined> {
    const { node } = await this.#hub.query(WidgetDetail, { id }, asking);
    return node && "title" in node ? (node as Detail) : undefined;
  }
}

function choicesOf(facets: NonNullable<WidgetQuery["narrowing"]>["facets"], chosen: Chosen) {
  const of = (wanted: string, allowed: string[]) => {
    const values = facets.find(({ name }) => name === wanted)?.values ?? [];
    return values.filter(({ value }) => !allowed.length || allowed.includes(value));
  };
  const kinds = chosen.kinds.length ? chosen.kinds : KINDS;
  return { kinds: of("TYPE", kinds), topics: of("TOPIC", chosen.topics) };
}

/** The code of a kind, from what it is called in the schema. */
export function kindOf({ __typename }: Item): string {
  return __typename.replace(/(?!^)[A-Z]/g, "_$&").toLowerCase();
}
