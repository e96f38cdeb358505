"""What somebody would write who knows the catalogue by heart: one SQL, and JSON by orjson.

No filter, no cursor, no choice of fields: the floor under any API over these tables on SQLite.
"""

import re
from functools import partial
from typing import Any

import orjson
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils.timezone import now

from benchmarks.content import LONG_TITLE

from .graphql import LONG_PATH

LINK = re.compile(r'href="group:([0-9a-f-]{36})"')
VISIBLE = "e.locale = 'en' AND e.is_visible AND e.visible_until > %s AND e.reach = 'everyone'"
PUBLISHERS = """(
    SELECT json_group_array(json_object('role', 'publisher', 'organisation', o.name))
    FROM hub_facet f JOIN hub_organisation o ON o.slug = f.value
    WHERE f.group_id = e.group_id AND f.name = 'publisher'
)"""
REPORTS = f"""
    SELECT e.title, e.year, e.sort_date, e.card, {PUBLISHERS} FROM hub_entry e
    WHERE e.type = 'report' AND {VISIBLE} ORDER BY e.sort_date DESC, e.group_id DESC LIMIT 20
"""  # noqa: S608
RESOURCES = f"""
    SELECT e.type, e.title, e.card, {PUBLISHERS}, (
        SELECT json_group_array(json_object('code', t.code, 'label', l.label))
        FROM hub_facet f JOIN hub_term t ON t.vocabulary = f.name AND t.code = f.value
        JOIN hub_termlabel l ON l.term_id = t.id AND l.locale = 'en'
        WHERE f.group_id = e.group_id AND f.name = 'topics'
    ) FROM hub_entry e
    WHERE e.family = 'resource' AND {VISIBLE} ORDER BY e.sort_title, e.group_id LIMIT 100
"""  # noqa: S608
PAGE = f"""
    SELECT c.body, (
        SELECT json_group_array(json_object('key', d.key, 'title', e2.title, 'path', e2.path,
                                            'summary', json_extract(e2.card, '$.summary')))
        FROM hub_dependency d
        JOIN hub_group g ON g.translation_key = replace(d.key, '-', '')
        JOIN hub_entry e2 ON e2.group_id = g.id AND e2.locale = e.locale
        WHERE d.group_id = e.group_id AND d.kind = 'page' AND e2.is_visible
    ) FROM hub_entry e JOIN hub_entrycontent c ON c.entry_id = e.id
    WHERE e.path = %s AND {VISIBLE}
"""  # noqa: S608


def read(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, now()])
        return cursor.fetchall()


def answer(content: Any) -> HttpResponse:
    return HttpResponse(orjson.dumps({"data": content}), content_type="application/json")


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
                "publishers": orjson.loads(publishers),
            }
        )
    return answer(shown)


def resources(request: HttpRequest) -> HttpResponse:
    shown = []
    for kind, title, card_text, publishers, topics in read(RESOURCES):
        card = orjson.loads(card_text)
        shown.append(
            {
                "type": kind,
                "title": title,
                "summary": card["summary"],
                "topics": orjson.loads(topics),
                "files": card["files"],
                "publishers": orjson.loads(publishers),
                "year": card.get("report_year"),
                "phases": [phase["title"] for phase in card.get("phases", ())],
            }
        )
    return answer(shown)


def page(request: HttpRequest) -> HttpResponse:
    body_text, links = read(PAGE, request.GET["path"])[0]
    pages = {link.pop("key"): link for link in orjson.loads(links)}
    blocks = orjson.loads(body_text)
    for block in blocks:
        block["html"] = LINK.sub(lambda found: f'href="{pages[found[1]]["path"]}"', block["html"])
        if block.get("group"):
            block["page"] = pages[block["group"]]
        if image := block.pop("image", None):
            block["image"] = {"alt": image["alt"], "rendition": image["renditions"]["LARGE"]}
    return answer({"title": LONG_TITLE, "body": blocks})


QUESTIONS = {
    "Q1": partial(RequestFactory().get, "/by-hand/reports/"),
    "Q2": partial(RequestFactory().get, "/by-hand/resources/"),
    "Q3": partial(RequestFactory().get, "/by-hand/page/", {"path": LONG_PATH}),
}
