"""Q1 to Q3 in grapple's words."""

import json
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.test import RequestFactory

from benchmarks.content import KINDS, LONG_SLUG

Q1 = """
query Q1($limit: PositiveInt!) {
  reports(limit: $limit, order: "-issued_on") {
    title summary issuedOn reportYear coverAlt
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
OWN_FIELDS = {"Report": "reportYear kind", "Programme": "phases { title }"}
FRAGMENTS = "".join(FRAGMENT % (name, OWN_FIELDS.get(name, "")) for name in KINDS)
Q2 = """
query Q2($types: String!, $limit: PositiveInt!) {
  pages(contentType: $types, limit: $limit, order: "title") {
    __typename title
    %s
  }
}
"""
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


def post(query: str, **variables: Any) -> HttpRequest:
    body = json.dumps({"query": query, "variables": variables})
    return RequestFactory().post("/api/graphql/", body, content_type="application/json")


TYPES = ",".join(f"grapple_site.{name}" for name in KINDS)
QUESTIONS = {
    "Q1": partial(post, Q1, limit=20),
    "Q2": partial(post, Q2 % FRAGMENTS, types=TYPES, limit=100),
    "Q3": partial(post, Q3, path=f"/{LONG_SLUG}/"),
}
