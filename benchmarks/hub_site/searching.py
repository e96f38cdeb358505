"""Q4 over the hub's search, beside the same request sent by elasticsearch-py alone.

`python -m benchmarks.hub_site.searching rebuild embedded` makes an index and says how fast;
`publish` says how long a published page takes until it is found.
"""

import sys
from functools import cache, partial
from subprocess import Popen
from time import perf_counter, sleep
from typing import Any
from unittest.mock import patch

import django
from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.test import RequestFactory
from django.urls import resolve

from benchmarks.hub_site.graphql import post

Q4 = """
query Q4($query: String!, $facets: [FacetName!], $locale: String, $filter: SearchFilter) {
  search(query: $query, facets: $facets, locale: $locale, filter: $filter, first: 20) {
    totalCount degraded
    facets { name values { value label count } }
    edges { node { page { __typename title summary path } highlights { html } } }
  }
}
"""
ASKED: dict[str, Any] = {
    "query": "schools clinics",
    "locale": "en",
    "facets": ["TYPE", "KIND", "TOPIC", "PUBLISHER", "ASSET_LANGUAGE", "YEAR"],
    "filter": {"topic": {"in": ["on-work"]}},
}
BARE = "/bare-search/"
#: Pages that are published one after the other.
PUBLISHED = 40


@cache
def sent_by_the_hub() -> dict[str, Any]:
    """Ask the hub Q4, and return what it sends to the cluster for that."""
    from search.engines.elasticsearch import ElasticsearchEngine

    sent = []
    send = ElasticsearchEngine._search

    def keep(engine: Any, body: dict[str, Any], asked_at: float) -> Any:
        sent.append(body)
        return send(engine, body, asked_at)

    with patch.object(ElasticsearchEngine, "_search", keep):
        resolve("/graphql/").func(post(Q4, ASKED))
    return sent[-1]


@cache
def client() -> Any:
    from elasticsearch import Elasticsearch

    return Elasticsearch(settings.HUB_ELASTICSEARCH_URL)


def bare_search(_request: HttpRequest) -> JsonResponse:
    """Answer what the cluster answers, with no right asked, no page read and no passage marked."""
    response = client().search(
        index=settings.HUB_ELASTICSEARCH_INDEX,
        body=sent_by_the_hub(),
        include_named_queries_score=True,
    )
    return JsonResponse(response.body)


def rebuild_index(name: str) -> None:
    from hub.catalogue.models import Entry, EntryContent, Group
    from search.engines import engines
    from search.rebuilding import rebuild

    bare = Entry.objects.filter(locale="en", content=None).values_list(
        "pk", "title", "card__summary"
    )
    EntryContent.objects.bulk_create(
        (
            EntryContent(
                entry_id=pk,
                texts=[
                    {"weight": "title", "text": title},
                    {"weight": "summary", "text": summary},
                    *({"weight": "body", "text": summary} for _block in range(5)),
                ],
            )
            for pk, title, summary in bare.iterator()
        ),
        batch_size=1_000,
    )
    groups = Group.objects.count()
    engine = next(engine for engine in engines() if engine.name == name)
    started = perf_counter()
    rebuild(engine)
    took = perf_counter() - started
    print(f"- {name}: {groups:,} groups in {took:.0f} s, {groups / took:.0f} a second")


def publish_all() -> None:
    """Publish like an editor while a worker runs; print the quantiles of what a reader waits."""
    from django.utils import timezone

    from resources.models import Report
    from search.questions import Question
    from search.services import search

    def asked(text: str) -> Question:
        return Question(locale="en", now=timezone.now(), text=text, first=1)

    page = Report.objects.filter(locale__language_code="en").order_by("pk")[0]
    waits = []
    with Popen([sys.executable, "-m", "django", "work"]) as worker:
        sleep(15)
        for number in range(PUBLISHED):
            page.title = f"Zanzibar{number:03d}"
            page.save_revision().publish()
            started = perf_counter()
            while not search(asked(page.title)).total:
                sleep(0.02)
            waits.append(perf_counter() - started)
        worker.terminate()
    waits.sort()
    half, most = waits[len(waits) // 2], waits[len(waits) * 95 // 100]
    print(f"- {PUBLISHED} pages: half within {half:.2f} s, 95 % within {most:.2f} s,", end=" ")
    print(f"the last within {waits[-1]:.2f} s")


QUESTIONS = {"Q4": partial(post, Q4, ASKED)}
ALONE = {"Q4": partial(RequestFactory().get, BARE)}

if __name__ == "__main__":
    django.setup()
    {"rebuild": rebuild_index, "publish": publish_all}[sys.argv[1]](*sys.argv[2:])
