"""A real cluster behind bad weather: the database answers in time, and nothing has to be restarted.

What is asked for through the proxy is counted, so that it shows whether a cluster is left in peace.
"""

import time

import pytest
from django.utils import timezone

from resources.models import Report
from search import engines as registry
from search.audit import audit
from search.delivery import deliver, pending
from search.engines.elasticsearch import connection
from search.models import EngineState
from tests.search.cluster import ask, drain
from tests.search.proxy import Weather
from tests.site import add_report, library

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]

READ, REST = 1.0, 3.0
#: For the embedded engine itself, on a machine that has much else to do.
MARGIN = 1.5


@pytest.fixture
def weather(site, settings, monkeypatch):
    """Have the engine of a filled index asked through a proxy, and be impatient."""
    monkeypatch.setattr(connection, "READ_SECONDS", READ)
    monkeypatch.setattr(connection, "REST_SECONDS", REST)
    found = Weather(settings.HUB_ELASTICSEARCH_URL[0])
    settings.HUB_ELASTICSEARCH_URL = [found.address]
    registry.engines.cache_clear()
    assert answered() == ("elasticsearch", False, 4)
    yield found
    found.stop()


def answered(text="zanzibar"):
    answer = ask(text)
    return answer.engine, answer.is_degraded, answer.total


def publish_another(home, committed):
    with committed():
        add_report(library(home), "Zanzibar in a storm")


def end_of_rest():
    EngineState.objects.update(next_try_at=timezone.now())


def slow(weather):
    weather.delay = 4 * READ


def too_many_requests(weather):
    weather.status = 429


def down(weather):
    weather.stop()


def clear_up(weather):
    weather.delay = weather.status = 0
    if weather.is_down:
        weather.start()


@pytest.mark.parametrize("worsen", [slow, too_many_requests, down])
def test_a_reader_waits_once_and_the_cluster_is_left_in_peace_until_it_is_well(weather, worsen):
    worsen(weather)

    for _time in range(connection.FAILURES):
        started = time.monotonic()
        assert answered() == ("embedded", True, 4)
        assert time.monotonic() - started < READ + MARGIN
    asked = len(weather.asked)
    rest_ends = time.monotonic() + REST
    while time.monotonic() < rest_ends - MARGIN:
        assert answered() == ("embedded", True, 4)
    assert len(weather.asked) == asked

    clear_up(weather)
    time.sleep(max(0.0, rest_ends - time.monotonic()) + 0.1)
    assert answered() == ("elasticsearch", False, 4)


def test_a_question_that_is_put_in_several_ways_is_waited_for_once(weather):
    asked = len(weather.asked)
    weather.delay = 0.4 * READ

    started = time.monotonic()
    assert answered("zanzibarr qqqqqq wwwwww vvvvvv")[:2] == ("embedded", True)

    assert time.monotonic() - started < READ + MARGIN
    assert len(weather.asked) - asked in (2, 3)


@pytest.mark.parametrize("worsen", [slow, too_many_requests, down])
def test_what_could_not_be_delivered_is_delivered_later(
    weather, worsen, home, committed, monkeypatch
):
    engine = registry.engines()[0]
    monkeypatch.setattr("search.engines.elasticsearch.engine.WRITE_SECONDS", READ)
    monkeypatch.setattr("search.engines.elasticsearch.indices.WRITE_SECONDS", READ)
    worsen(weather)

    publish_another(home, committed)
    deliver()
    asked = len(weather.asked)
    deliver()

    assert len(weather.asked) == asked
    assert (pending(engine).count(), answered()) == (1, ("embedded", True, 5))
    clear_up(weather)
    end_of_rest()
    drain()
    found = audit(engine)
    assert (pending(engine).count(), found.differences) == (0, 0), found


def test_a_full_disk_keeps_what_is_written_waiting_and_searches_going(
    weather, site, home, committed
):
    engine = registry.engines()[0]

    def block(is_full):
        flood_stage = {"index.blocks.read_only_allow_delete": is_full}
        site.client.indices.put_settings(index=site.indices.alias, settings=flood_stage)

    block(True)
    publish_another(home, committed)
    with committed():
        Report.objects.get(title="Zanzibar 0").unpublish()
    deliver()

    state = EngineState.objects.get(engine=engine.name)
    assert (state.failures, "disk usage exceeded flood-stage" in state.error) == (1, True)
    assert answered() == ("elasticsearch", False, 3)
    block(None)
    end_of_rest()
    drain()
    assert answered() == ("elasticsearch", False, 4)
    assert audit(engine).differences == 0
