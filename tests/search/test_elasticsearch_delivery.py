"""Between the catalogue and Elasticsearch: what is not delivered yet, audits and rebuilds."""

import pytest
from django.core.checks import run_checks

from hub.catalogue.marks import mark_groups
from hub.catalogue.models import Group
from resources.models import Report
from search.audit import audit, audit_engines
from search.delivery import deliver, pending
from search.engines.base import EngineAway
from search.engines.elasticsearch import ElasticsearchEngine, hidden, mapping
from search.engines.elasticsearch.indices import WrongIndex
from search.models import EngineState, Indexed
from search.rebuilding import rebuild
from tests.search.cluster import ask, document, drain, mark_of
from tests.site import add_report, library

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]


def test_what_is_hidden_and_not_rebuilt_yet_is_left_out(site):
    assert ask("zanzibar").total == 4

    mark_groups(Group.objects.filter(type="report").order_by("pk")[:1], may_hide=True)
    drain()  # nothing to deliver: the mark waits for its rebuild

    answer = ask("zanzibar")
    assert (answer.engine, answer.total, len(answer.hits)) == ("elasticsearch", 3, 3)


def test_what_is_delivered_as_hidden_is_not_counted_for_another_second(site, committed):
    with committed():
        Report.objects.get(title="Zanzibar 0").unpublish()
    while deliver():
        continue

    answer = ask("zanzibar")

    assert (answer.engine, answer.total, len(answer.hits)) == ("elasticsearch", 3, 3)


def test_too_much_that_is_hidden_is_left_to_the_embedded_engine(site, monkeypatch):
    monkeypatch.setattr(hidden, "MOST", 1)

    mark_groups(Group.objects.filter(type="report"), may_hide=True)

    answer = ask("zanzibar")
    assert (answer.engine, answer.is_degraded, answer.total) == ("embedded", True, 0)


def test_an_index_that_is_not_filled_yet_does_not_answer(site, monkeypatch):
    monkeypatch.setattr(hidden, "MOST", 1)
    Indexed.objects.filter(engine="elasticsearch").delete()
    EngineState.objects.filter(engine="elasticsearch").update(drained=0)

    assert (ask("zanzibar").engine, ask("zanzibar").total) == ("embedded", 4)

    drain()
    assert (ask("zanzibar").engine, ask("zanzibar").total) == ("elasticsearch", 4)


def test_a_lost_index_is_made_and_filled_again(site, home, committed):
    site.indices.delete(site.indices.ours())
    assert ask("zanzibar").engine == "embedded"

    with committed():
        add_report(library(home), "Zanzibar again")
    drain()

    assert (ask("zanzibar").engine, ask("zanzibar").total) == ("elasticsearch", 5)
    assert audit(site).differences == 0


def test_a_lost_index_comes_back_without_an_edit(site):
    site.indices.delete(site.indices.ours())
    drain_without_refresh = deliver()

    audit_engines()
    drain()

    assert drain_without_refresh == 0
    assert EngineState.objects.get(engine=site.name).audit["missing"] == Group.objects.count()
    assert (ask("zanzibar").engine, ask("zanzibar").total) == ("elasticsearch", 4)
    assert audit(site).differences == 0


def test_an_audit_finds_and_mends_what_is_wrong(site):
    one, two, three, _four = Group.objects.filter(type="report").order_by("pk")
    site.forget([one.pk])
    site.forget([two.pk])
    site.write([document(two.pk, two.version + 5, "Wrong")])
    site.forget([three.pk])
    site.write([mark_of(three.pk, three.version)])
    site.write([document(9_999, 1, "Phantom")])

    before = audit(site, repair=True)

    assert (before.missing, before.stale) == ([one.pk], [two.pk])
    assert (before.different, before.extra) == ([three.pk], [9_999])
    drain()
    assert audit(site).differences == 0


def test_a_rebuild_goes_on_beside_searches_and_edits(site, home, committed, monkeypatch):
    old = site.indices.ours()
    seen = []

    def fill_and_edit(documents):
        refused = ElasticsearchEngine.fill(site, documents)
        if len(seen) == 4:
            return refused
        seen.append(ask("zanzibar").engine)
        with committed():
            add_report(library(home), "Zanzibar meanwhile")
        drain()
        seen.append(ask("zanzibar").total)
        return refused

    monkeypatch.setattr(site, "fill", fill_and_edit)
    mark_groups(Group.objects.filter(type="report").order_by("pk")[:1], may_hide=False)
    rebuild(site)

    assert seen == ["elasticsearch", 5, "elasticsearch", 6]
    drain()
    assert ask("zanzibar").total == 6
    assert not pending(site).exists()
    assert audit(site).differences == 0
    assert list(site.indices.ours().values()) == [[site.indices.alias]]
    assert not old.keys() & site.indices.ours().keys()
    assert EngineState.objects.get(engine=site.name).building == ""


def test_an_interrupted_rebuild_changes_nothing_and_starts_again(site):
    (old,) = site.indices.ours()
    site.begin_rebuild()
    site.fill([document(1, 1, "Half")])

    assert ask("zanzibar").total == 4
    rebuild(site)

    assert ask("zanzibar").total == 4
    assert (len(site.indices.ours()), old in site.indices.ours()) == (1, False)


def test_an_index_that_holds_too_little_never_takes_over(site):
    site.begin_rebuild()

    with pytest.raises(EngineAway, match="holds 0 of 4 groups"):
        site.finish_rebuild(expected=4)

    assert ask("zanzibar").total == 4


def test_a_newer_version_in_the_new_index_outlives_the_filling(index):
    index.write([document(1, 1, "Old")])
    index.begin_rebuild()
    index.write([document(1, 2, "New")])
    index.fill([document(1, 1, "Old")])
    index.finish_rebuild(expected=1)

    assert [(row.group_id, row.version) for row in index.stored()] == [(1, 2)]


def test_the_index_of_another_version_names_the_command_and_a_rebuild_mends_it(site, monkeypatch):
    monkeypatch.setattr(mapping, "LONGEST_PREFIX", 10)
    site.indices.checked_until = 0.0

    with pytest.raises(WrongIndex, match="search rebuild"):
        site.prepare()
    (warning,) = run_checks(tags=["search"])
    assert (warning.id, "search rebuild" in warning.msg) == ("search.W001", True)
    assert (ask("zanzibar").engine, ask("zanzibar").total) == ("embedded", 4)

    rebuild(site)

    assert run_checks(tags=["search"]) == []
    assert (ask("zanzibar").engine, ask("zanzibar").total) == ("elasticsearch", 4)
