"""A little library to search in, on every engine that is there."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from resources.models import HomePage
from search import engines as registry
from search import services
from search.answers import SearchAnswer
from search.delivery import deliver
from search.questions import Question
from search.synonyms import seed_synonyms
from tests.search.cluster import drain
from tests.search.library import make_reports
from tests.site import add_report, library
from tests.snapshots import Snapshot


@pytest.fixture(params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def engine(
    request: pytest.FixtureRequest, db: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Any]:
    """Yield the engine that answers; the suite runs once for each."""
    if request.param == "embedded":
        monkeypatch.setattr(registry, "names", lambda: [registry.EMBEDDED])
    else:
        request.getfixturevalue("cluster")
    registry.engines.cache_clear()
    found = registry.engines()[0]
    assert found.name == request.param
    yield found
    registry.engines.cache_clear()


@pytest.fixture
def cluster(settings: Any) -> Iterator[Any]:
    """Yield Elasticsearch with indices of this process alone, gone before and after."""
    from search.engines.elasticsearch import ElasticsearchEngine

    settings.HUB_ELASTICSEARCH_URL = os.environ["HUB_ELASTICSEARCH_URL"].split(",")
    settings.HUB_ELASTICSEARCH_INDEX = f"hub-test-{os.getpid()}"
    found = ElasticsearchEngine()
    found.indices.delete(found.indices.ours())
    yield found
    found.indices.delete(found.indices.ours())
    found.client.close()


@pytest.fixture
def synonyms(db: None) -> None:
    seed_synonyms()


class Searcher:
    """Asks as a reader does, after everything was delivered."""

    def __init__(self, engine: Any) -> None:
        self.engine = engine

    def deliver(self) -> None:
        while deliver():
            continue
        if refresh := getattr(self.engine, "refresh", None):
            refresh()

    def __call__(self, text: str = "", locale: str = "en", **more: Any) -> SearchAnswer:
        more.setdefault("now", timezone.now())
        return services.search(Question(text=text, locale=locale, **more))

    def titles(self, text: str = "", locale: str = "en", **more: Any) -> list[str]:
        return [hit.entry.title for hit in self(text, locale, **more).hits]


@pytest.fixture
def searching(engine: Any) -> Searcher:
    return Searcher(engine)


@pytest.fixture(scope="session")
def rows_of_reports(snapshot: Any, rows_of_a_site: Snapshot) -> Snapshot:
    def make() -> None:
        rows_of_a_site.restore()
        make_reports(HomePage.objects.get())

    return snapshot(make)  # type: ignore[no-any-return]


@pytest.fixture
def reports(rows_of_reports: Snapshot, home: Any, searching: Searcher) -> None:
    """Put three reports on the shelf, and have them found."""
    rows_of_reports.restore()
    searching.deliver()


@pytest.fixture
def index(cluster: Any) -> Any:
    """Yield the engine with an empty index."""
    cluster.prepare()
    return cluster


@pytest.fixture
def site(home: Any, cluster: Any, committed: Any) -> Iterator[Any]:
    """Deliver a small library to the cluster, as the first of two engines."""
    registry.engines.cache_clear()
    with committed():
        for number in range(4):
            add_report(library(home), f"Zanzibar {number}")
    drain()
    yield registry.engines()[0]
    registry.engines.cache_clear()
