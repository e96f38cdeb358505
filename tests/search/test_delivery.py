"""Nothing is lost on the way to an engine, nothing old replaces anything new."""

from datetime import timedelta

import pytest
import time_machine
from django.db.models import F
from django.utils import timezone

from hub.catalogue.models import Group
from hub.outbox.worker import work_once
from search import delivery
from search import engines as registry
from search.audit import audit, audit_engines
from search.delivery import dead, deliver, deliver_to, pending, retry, send_again
from search.engines.base import EngineAway, Stored
from search.engines.embedded import EmbeddedEngine
from search.models import Document, EngineState, Indexed
from search.rebuilding import rebuild
from tests.site import add_report, library

pytestmark = pytest.mark.django_db


class Moody(EmbeddedEngine):
    """The embedded engine, which is away or refuses what a test names."""

    name = "moody"
    is_away = False
    refused: frozenset[int] = frozenset()

    phantoms: list[int] = []

    def stored(self):
        yield from super().stored()
        yield from (Stored(group_id, 1) for group_id in self.phantoms)

    def forget(self, group_ids):
        super().forget(group_ids)
        self.phantoms = []

    def write(self, documents):
        if self.is_away:
            raise EngineAway("asleep")
        found = {d.group_id: "not to its taste" for d in documents if d.group_id in self.refused}
        return found | super().write([d for d in documents if d.group_id not in found])


@pytest.fixture
def moody(monkeypatch):
    engine = Moody()
    monkeypatch.setattr(registry, "engines", lambda: (engine,))
    monkeypatch.setattr(delivery, "engines", lambda: (engine,))
    monkeypatch.setattr("search.audit.engines", lambda: (engine,))
    return engine


@pytest.fixture
def report(home, committed):
    with committed():
        return add_report(library(home), "Annual report")


def drain():
    while deliver():
        continue


def group_of(page):
    return Group.objects.get(translation_key=page.translation_key)


def test_every_group_is_sent_once_with_its_version(moody, report):
    assert deliver() == Group.objects.count()
    assert deliver() == 0

    sent = dict(Indexed.objects.values_list("group", "version"))
    assert sent == dict(Group.objects.values_list("pk", "version"))


def test_an_edit_is_sent_again_and_only_that(moody, report, committed):
    deliver()

    with committed():
        report.title = "Annual report of 2022"
        report.save_revision().publish()

    assert deliver() == 1
    assert Document.objects.get(group=group_of(report)).title == "annual report of 2022"


def test_a_hidden_group_leaves_nothing_but_its_version(moody, report, committed):
    deliver()
    with committed():
        report.unpublish()

    assert deliver() == 1
    assert not Document.objects.filter(group=group_of(report)).exists()
    assert Indexed.objects.get(group=group_of(report)).version == group_of(report).version


def test_an_engine_that_is_away_is_given_a_rest_and_gets_everything_afterwards(moody, report):
    moody.is_away = True

    assert deliver() == 0
    state = EngineState.objects.get(engine="moody")
    assert (state.failures, state.error, state.leased_until) == (1, "asleep", None)
    assert state.next_try_at > timezone.now()
    moody.is_away = False
    assert deliver() == 0  # still resting

    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert deliver() == Group.objects.count()
    assert EngineState.objects.get(engine="moody").failures == 0


def test_a_document_that_is_refused_does_not_hold_up_the_others(moody, report):
    moody.refused = frozenset({group_of(report).pk})

    assert deliver() == Group.objects.count() - 1
    row = Indexed.objects.get(group=group_of(report))
    assert (row.version, row.tries, row.error) == (0, 1, "not to its taste")
    assert deliver() == 0  # not before its next try


def test_a_document_that_is_refused_again_and_again_is_given_up_and_can_be_retried(moody, report):
    moody.refused = frozenset({group_of(report).pk})
    moment = timezone.now()
    for _try in range(delivery.MAX_TRIES + 2):
        moment += timedelta(minutes=2)
        with time_machine.travel(moment):
            deliver()

    assert dead(moody).get().tries == delivery.MAX_TRIES
    moody.refused = frozenset()
    with time_machine.travel(moment):
        assert (retry(moody), deliver()) == (1, 1)
    assert not dead(moody).exists()


def test_a_newer_version_is_sent_even_if_the_older_one_was_refused(moody, report, committed):
    moody.refused = frozenset({group_of(report).pk})
    deliver()
    moody.refused = frozenset()

    with committed():
        report.title = "Better"
        report.save_revision().publish()

    assert deliver() == 1


def test_two_workers_never_send_at_once_and_a_dead_one_is_replaced(moody, report):
    delivery.state_of(moody)
    assert delivery.take_lease(moody)

    assert deliver() == 0
    with time_machine.travel(timezone.now() + delivery.LEASE + timedelta(seconds=1)):
        assert deliver() == Group.objects.count()


def test_nothing_is_looked_for_while_nothing_changed(moody, report, django_assert_num_queries):
    while deliver():
        continue

    # The content generation (1) and how far this engine is (1).
    with django_assert_num_queries(2):
        assert deliver() == 0


def test_the_worker_delivers(report, moody):
    while work_once():
        continue

    assert not pending(moody).exists()


def plant(fault, engine, group):
    rows = Indexed.objects.filter(engine=engine.name, group=group)
    if fault == "missing":
        rows.delete()
    elif fault == "stale":
        rows.update(version=group.version - 1)
    elif fault == "ahead":
        rows.update(version=group.version + 1)
    elif fault == "extra":
        engine.phantoms = [group.pk + 1_000]
    else:
        Document.objects.filter(group=group).delete()


@pytest.mark.parametrize("fault", ["missing", "stale", "ahead", "extra", "different"])
def test_an_audit_finds_every_fault_and_mends_it(moody, report, fault):
    drain()
    group = group_of(report)
    plant(fault, moody, group)

    found = audit(moody)

    assert found.differences == 1
    assert getattr(found, fault) == [group.pk + 1_000 if fault == "extra" else group.pk]
    audit(moody, repair=True)
    drain()
    assert audit(moody).differences == 0
    assert EngineState.objects.get(engine="moody").audit["missing"] == 0


def test_what_is_on_its_way_is_no_difference(moody, report, committed):
    drain()
    with committed():
        report.title = "Better"
        report.save_revision().publish()
    Group.objects.filter(type="library").update(is_dirty=True, version=F("version") + 1)

    assert pending(moody).count() == 1
    assert audit(moody).differences == 0


def test_what_was_given_up_is_a_difference_that_only_a_person_mends(moody, report):
    moody.refused = frozenset({group_of(report).pk})
    for minutes in range(2, 2 * delivery.MAX_TRIES + 4, 2):
        with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
            deliver()

    assert audit(moody, repair=True).stale == [group_of(report).pk]
    assert dead(moody).get().tries == delivery.MAX_TRIES


def test_an_audit_asks_as_many_queries_as_there_are_batches(
    moody, report, django_assert_num_queries
):
    drain()

    # The versions (1), how far the engine is (2), what it holds (2), the ids of a batch and of
    # none after it (2), its entries and versions (2), and the note of what was found (1).
    with django_assert_num_queries(10):
        audit(moody)


def test_a_repair_is_not_forgotten_by_a_worker_that_says_how_far_it_is(moody, report, monkeypatch):
    drain()
    send_again(moody, [group_of(report).pk])
    send = delivery.send

    def send_while_another_asks_for_more(engine, groups):
        sent = send(engine, groups)
        send_again(engine, [group_of(report).pk])
        return sent

    with monkeypatch.context() as patch:
        patch.setattr(delivery, "send", send_while_another_asks_for_more)
        assert deliver() == 1

    assert deliver() == 1


def test_the_worker_audits_every_hour_and_mends(moody, report):
    drain()
    while work_once():
        continue
    first = EngineState.objects.get(engine="moody").audited_at
    plant("different", moody, group_of(report))

    with time_machine.travel(timezone.now() + timedelta(minutes=50)):
        work_once()
        assert EngineState.objects.get(engine="moody").audited_at == first
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        while work_once():
            continue
        state = EngineState.objects.get(engine="moody")

    assert (state.audit["different"], state.audited_at > first) == (1, True)
    assert Document.objects.get(group=group_of(report)).title == "annual report"
    assert audit(moody).differences == 0


def test_an_engine_that_cannot_be_audited_does_not_keep_others_from_it(moody, report, monkeypatch):
    class Absent(Moody):
        name = "absent"

        def stored(self):
            raise EngineAway("asleep")

    monkeypatch.setattr("search.audit.engines", lambda: (Absent(), moody))
    drain()

    audit_engines()

    audited = EngineState.objects.filter(audited_at__isnull=False)
    assert [state.engine for state in audited] == ["moody"]


def test_a_rebuild_sends_everything_again(moody, report):
    deliver()
    Document.objects.all().delete()

    rebuild(moody)

    assert audit(moody).differences == 0
    assert deliver_to(moody) == 0
