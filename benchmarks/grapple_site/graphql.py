"""Q1 to Q3 in grapple's words."""

import json
from typing import Any

from django.http import HttpRequest
from django.test import RequestFactory

from benchmarks.content import LONG_TITLE
from benchmarks.questions import Question, report, resource, words

Q1 = """
query Q1($limit: PositiveInt!) {
  reports(limit: $limit, order: "-issued_on") {
    title summary issuedOn year coverAlt
    cover { rendition(fill: "480x320", format: "webp") { url width height } }
    publishers { role organisation { name } }
  }
}
"""
FRAGMENT = """
    ... on %s {
      summary
      topics { code label }
      files(order: "sort_order") { url title language }
      publishers { role }
      %s
    }
"""
TYPES = {
    "Report": "year kind",
    "Toolkit": "",
    "IndicatorFramework": "",
    "CityAssessment": "",
    "Programme": "phases { title }",
    "KnowledgePlatform": "",
}
Q2 = """
query Q2($types: String!, $limit: PositiveInt!) {
  pages(contentType: $types, limit: $limit, order: "title") {
    __typename title
    %s
  }
}
""" % "".join(FRAGMENT % pair for pair in TYPES.items())
Q3 = """
query Q3($path: String!) {
  page(urlPath: $path) {
    title
    ... on Report {
      body {
        __typename
        ... on RichTextBlock { value }
        ... on HeadingBlock { text }
        ... on QuoteBlock { text attribution }
        ... on FigureBlock {
          alt caption
          image {
            single: rendition(max: "1200x1200", format: "webp") { url }
            double: rendition(max: "2400x2400", format: "webp") { url }
          }
        }
        ... on TeaserBlock { page { title url ... on Report { summary } } }
        ... on OrganisationsBlock { title organisations { name } }
      }
    }
  }
}
"""


def post(query: str, variables: dict[str, Any]) -> HttpRequest:
    body = json.dumps({"query": query, "variables": variables})
    return RequestFactory().post("/api/graphql/", body, content_type="application/json")


def read_reports(answer: Any) -> list[Any]:
    return [
        report(
            title=item["title"],
            summary=item["summary"],
            day=item["issuedOn"],
            year=item["year"],
            alt=item["coverAlt"],
            size=[item["cover"]["rendition"][side] for side in ("width", "height")],
            publishers=[publisher["organisation"]["name"] for publisher in item["publishers"]],
        )
        for item in answer["data"]["reports"]
    ]


def read_resources(answer: Any) -> list[Any]:
    names = ("title", "summary", "topics", "files", "publishers")
    pages = answer["data"]["pages"]
    return sorted(resource(**{name: page[name] for name in names}) for page in pages)


def read_page(answer: Any) -> list[Any]:
    page = answer["data"]["page"]
    return [page["title"], *(read_block(block) for block in page["body"])]


def read_block(block: dict[str, Any]) -> list[Any]:
    match block["__typename"]:
        case "FigureBlock":
            return ["figure", block["alt"]]
        case "TeaserBlock":
            return ["teaser", block["page"]["title"], block["page"]["summary"]]
        case "OrganisationsBlock":
            return ["organisations", *(item["name"] for item in block["organisations"])]
        case "RichTextBlock":
            return ["richtext", words(block["value"])]
        case "QuoteBlock":
            return ["quote", f"{block['text']} {block['attribution']}"]
        case _:
            return ["heading", block["text"]]


CONTENT_TYPES = ",".join(f"grapple_site.{name}" for name in TYPES)
QUESTIONS = {
    "Q1": Question(lambda: post(Q1, {"limit": 20}), read_reports),
    "Q2": Question(lambda: post(Q2, {"types": CONTENT_TYPES, "limit": 100}), read_resources),
    "Q3": Question(
        lambda: post(Q3, {"path": f"/{LONG_TITLE.lower().replace(' ', '-')}/"}), read_page
    ),
}
