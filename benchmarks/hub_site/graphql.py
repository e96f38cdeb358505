"""Q1 to Q3 over the hub's GraphQL view, as a partner site sends them."""

import json
from functools import partial
from itertools import count
from typing import Any

from django.http import HttpRequest
from django.test import RequestFactory

from benchmarks.content import LONG_SLUG

Q1 = """
query Q1($first: Int!, $after: String, $filter: ReportFilter, $locale: String) {
  reports(first: $first, after: $after, filter: $filter, locale: $locale) {
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
LONG_PATH = f"/en/library/{LONG_SLUG}/"
ASKED: dict[str, tuple[str, dict[str, Any]]] = {
    "Q1": (Q1, {"first": 20, "locale": "en"}),
    "Q2": (Q2, {"first": 100}),
    "Q3": (Q3, {"path": LONG_PATH}),
}
_numbers = count()


def post(query: str, variables: dict[str, Any]) -> HttpRequest:
    body = json.dumps({"query": query, "variables": variables})
    return RequestFactory().post(
        "/graphql/", body, content_type="application/json", headers={"accept": "application/json"}
    )


def post_unseen(query: str, variables: dict[str, Any]) -> HttpRequest:
    """Send it with a comment that makes it new, to be parsed, measured and validated."""
    return post(f"{query}# {next(_numbers)}", variables)


QUESTIONS = {name: partial(post, *asked) for name, asked in ASKED.items()}
UNSEEN = {name: partial(post_unseen, *asked) for name, asked in ASKED.items()}
