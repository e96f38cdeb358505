// What the generated types must let a front end write, and what they must refuse.
import type { LibraryQuery, LibraryQueryVariables } from "./generated/operations";
import type { Report } from "./generated/schema";

export const variables: LibraryQueryVariables = { locale: "fr", filter: { year: { from: 2022 } } };

export function titles(answer: LibraryQuery): string[] {
  return answer.resources.edges.map(({ node }) => `${node.title} (${node.locale.code})`);
}

export function day(answer: LibraryQuery): string | null | undefined {
  return answer.resources.edges[0]?.node.issuedOn;
}

export function year(report: Pick<Report, "year" | "title">): number | null | undefined {
  return report.year;
}

// @ts-expect-error: there is no such order.
export const wrong: LibraryQueryVariables = { order: "RANDOM" };
