"""Q1 to Q3 over the hub's GraphQL view, as a partner site sends them."""

import json
from itertools import count
from typing import Any

from django.http import HttpRequest
from django.test import RequestFactory

from benchmarks.content import LONG_TITLE
from benchmarks.questions import Question, report, resource, words

Q1 = """
query Q1($first: Int!, $after: String, $locale: String) {
  reports(first: $first, after: $after, locale: $locale) {
    edges { cursor node {
      title summary issuedOn year
      cover { alt rendition(preset: CARD) { url width height } }
      publishers { role organisation { name } }
    } }
    pageInfo { hasNextPage endCursor }
  }
}
"""
Q2 = """
query Q2($first: Int!) {
  resources(first: $first, order: TITLE) {
    edges { node {
      __typename title summary
      topics { code label }
      files { url title languages { code } }
      publishers { role }
      ... on Report { year reportKind }
      ... on Programme { phases { title } }
    } }
  }
}
"""
Q3 = """
query Q3($path: String!) {
  page(path: $path) {
    title
    body {
      __typename html
      ... on FigureBlock { image { alt rendition(preset: LARGE) { url srcset } } }
      ... on TeaserBlock { page { title summary path } }
      ... on OrganisationsBlock { organisations { name } }
    }
  }
}
"""
LONG_PATH = f"/en/library/{LONG_TITLE.lower().replace(' ', '-')}/"
VARIABLES = {
    "Q1": {"first": 20, "locale": "en"},
    "Q2": {"first": 100},
    "Q3": {"path": LONG_PATH},
}
_numbers = count()


def post(query: str, variables: dict[str, Any]) -> HttpRequest:
    body = json.dumps({"query": query, "variables": variables})
    return RequestFactory().post(
        "/graphql/", body, content_type="application/json", headers={"accept": "application/json"}
    )


def read_reports(answer: Any) -> list[Any]:
    return [
        report(
            title=node["title"],
            summary=node["summary"],
            day=node["issuedOn"],
            year=node["year"],
            alt=node["cover"]["alt"],
            size=[node["cover"]["rendition"][side] for side in ("width", "height")],
            publishers=[item["organisation"]["name"] for item in node["publishers"]],
        )
        for node in (edge["node"] for edge in answer["data"]["reports"]["edges"])
    ]


def read_resources(answer: Any) -> list[Any]:
    names = ("title", "summary", "topics", "files", "publishers")
    nodes = [edge["node"] for edge in answer["data"]["resources"]["edges"]]
    return sorted(resource(**{name: node[name] for name in names}) for node in nodes)


def read_page(answer: Any) -> list[Any]:
    page = answer["data"]["page"]
    return [page["title"], *(read_block(block) for block in page["body"])]


def read_block(block: dict[str, Any]) -> list[Any]:
    match block["__typename"]:
        case "FigureBlock":
            return ["figure", block["image"]["alt"]]
        case "TeaserBlock":
            return ["teaser", block["page"]["title"], block["page"]["summary"]]
        case "OrganisationsBlock":
            return ["organisations", *(item["name"] for item in block["organisations"])]
        case kind:
            return [kind.removesuffix("Block").lower(), words(block["html"])]


QUERIES = {"Q1": (Q1, read_reports), "Q2": (Q2, read_resources), "Q3": (Q3, read_page)}
#: What production does with a query that has come before: its document is read once.
QUESTIONS = {
    name: Question(lambda query=query, name=name: post(query, VARIABLES[name]), read)
    for name, (query, read) in QUERIES.items()
}
#: The same with a comment that makes each query a new one, to be parsed, measured and validated.
UNSEEN = {
    name: Question(
        lambda query=query, name=name: post(f"{query}# {next(_numbers)}", VARIABLES[name]), read
    )
    for name, (query, read) in QUERIES.items()
}
