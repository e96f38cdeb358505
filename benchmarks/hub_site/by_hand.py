"""What somebody would write who knows the catalogue by heart: one SQL, and JSON as fast as it gets.

No filter, no cursor, no choice of fields: the floor under any API over these tables.
"""

import re
from typing import Any

import orjson
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils.timezone import now

from benchmarks.content import LONG_TITLE
from benchmarks.questions import Question

from . import graphql

LINK = re.compile(r'href="group:([0-9a-f-]{36})"')
DIALECTS = {
    "sqlite": {
        "array": "json_group_array",
        "object": "json_object",
        "card_text": "e.card",
        "key": "replace(d.key, '-', '')",
        "summary": "json_extract(e2.card, '$.summary')",
        "body": "c.body",
    },
    "postgresql": {
        "array": "json_agg",
        "object": "json_build_object",
        "card_text": "e.card::text",
        "key": "d.key::uuid",
        "summary": "e2.card->>'summary'",
        "body": "c.body::text",
    },
}
VISIBLE = """
    e.locale = 'en' AND e.is_visible AND e.visible_until > %s AND e.reach = 'everyone'
"""
PUBLISHERS = """(
    SELECT {array}({object}('role', 'publisher', 'organisation', {object}('name', o.name)))
    FROM hub_facet f JOIN hub_organisation o ON o.slug = f.value
    WHERE f.group_id = e.group_id AND f.name = 'publisher'
)"""
REPORTS = f"""
    SELECT e.title, e.year, e.sort_date, {{card_text}}, {PUBLISHERS} FROM hub_entry e
    WHERE e.type = 'report' AND {VISIBLE} ORDER BY e.sort_date DESC, e.group_id DESC LIMIT 20
"""
RESOURCES = f"""
    SELECT e.type, e.title, {{card_text}}, {PUBLISHERS}, (
        SELECT {{array}}({{object}}('code', t.code, 'label', l.label))
        FROM hub_facet f JOIN hub_term t ON t.vocabulary = f.name AND t.code = f.value
        JOIN hub_termlabel l ON l.term_id = t.id AND l.locale = 'en'
        WHERE f.group_id = e.group_id AND f.name = 'topics'
    ) FROM hub_entry e
    WHERE e.family = 'resource' AND {VISIBLE} ORDER BY e.sort_title, e.group_id LIMIT 100
"""
PAGE = f"""
    SELECT {{body}}, (
        SELECT {{array}}({{object}}(
            'key', d.key, 'title', e2.title, 'path', e2.path, 'summary', {{summary}}
        )) FROM hub_dependency d
        JOIN hub_group g ON g.translation_key = {{key}}
        JOIN hub_entry e2 ON e2.group_id = g.id AND e2.locale = e.locale
        WHERE d.group_id = e.group_id AND d.kind = 'page' AND e2.is_visible
    ) FROM hub_entry e JOIN hub_entrycontent c ON c.entry_id = e.id
    WHERE e.path = %s AND {VISIBLE}
"""


def read(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql.format(**DIALECTS[connection.vendor]), [*parameters, now()])
        return cursor.fetchall()


def parsed(value: Any) -> Any:
    return orjson.loads(value) if isinstance(value, str) else value


def answer(content: Any) -> HttpResponse:
    return HttpResponse(orjson.dumps(content), content_type="application/json")


def reports(request: HttpRequest) -> HttpResponse:
    shown = []
    for title, year, day, card_text, publishers in read(REPORTS):
        card = orjson.loads(card_text)
        cover = card["cover"]
        shown.append(
            {
                "title": title,
                "summary": card["summary"],
                "issuedOn": str(day),
                "year": year,
                "cover": {"alt": cover["alt"], "rendition": cover["renditions"]["CARD"]},
                "publishers": parsed(publishers),
            }
        )
    return answer({"data": {"reports": {"edges": [{"node": node} for node in shown]}}})


def resources(request: HttpRequest) -> HttpResponse:
    shown = []
    for kind, title, card_text, publishers, topics in read(RESOURCES):
        card = orjson.loads(card_text)
        shown.append(
            {
                "type": kind,
                "title": title,
                "summary": card["summary"],
                "topics": parsed(topics),
                "files": card["files"],
                "publishers": parsed(publishers),
                "year": card.get("report_year"),
                "phases": [phase["title"] for phase in card.get("phases", ())],
            }
        )
    return answer({"data": {"resources": {"edges": [{"node": node} for node in shown]}}})


def page(request: HttpRequest) -> HttpResponse:
    body_text, links = read(PAGE, request.GET["path"])[0]
    pages = {link.pop("key"): link for link in parsed(links)}
    blocks = orjson.loads(body_text)
    for block in blocks:
        block["html"] = LINK.sub(lambda found: f'href="{pages[found[1]]["path"]}"', block["html"])
        block["__typename"] = block.pop("type")
        if block.get("group"):
            block["page"] = pages[block["group"]]
        if image := block.pop("image", None):
            block["image"] = {"alt": image["alt"], "rendition": image["renditions"]["LARGE"]}
    return answer({"data": {"page": {"title": LONG_TITLE, "body": blocks}}})


QUESTIONS = {
    "Q1": Question(lambda: RequestFactory().get("/by-hand/reports/"), graphql.read_reports),
    "Q2": Question(lambda: RequestFactory().get("/by-hand/resources/"), graphql.read_resources),
    "Q3": Question(
        lambda: RequestFactory().get("/by-hand/page/", {"path": graphql.LONG_PATH}),
        graphql.read_page,
    ),
}
