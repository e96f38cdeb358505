"""What people asked: counted by day, never by person, and never in the way of an answer."""

import threading
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from hub.outbox.worker import run_jobs
from search import query_log
from search.models import AskedText
from search.questions import HasFacet, Selection

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def written(settings, monkeypatch):
    """Count in a buffer of this test alone; return what writes it here and lists all rows."""
    settings.HUB_SEARCH_LOG_DAYS = 90
    monkeypatch.setattr(query_log, "buffer", query_log.Buffer())

    def write():
        query_log.write(query_log.buffer.take())
        rows = AskedText.objects.order_by("day", "locale", "text")
        return list(rows.values_list("locale", "text", "asked", "found_nothing"))

    return write


def test_questions_are_counted_by_text_and_language(reports, searching, written):
    searching("  Annual   REPORT ")
    searching("annual report")
    searching("annual report", "fr")
    searching("xylophone")
    searching("")

    assert written() == [
        ("en", "annual report", 2, 0),
        ("en", "xylophone", 1, 1),
        ("fr", "annual report", 1, 0),
    ]
    searching("annual report")
    assert written()[0] == ("en", "annual report", 3, 0)
    assert set(AskedText.objects.values_list("day", flat=True)) == {timezone.localdate()}


def test_other_pages_and_choices_do_not_count_as_other_questions(reports, searching, written):
    after = searching("report", first=1).hits[0].cursor
    searching("report", first=1, after=after)
    searching("report", first=0)
    searching("report", selections=(Selection("topics", ("nothing",)),))
    searching("report", condition=HasFacet("topics", ("nothing",)))

    assert written() == [("en", "report", 3, 0)]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("me@example.org", ""),
        ("write to Me@Example please", ""),
        ("0612345678", ""),
        ("+33 6 12 34 56 78", ""),
        ("(0)6.12.34.56.78", ""),
        ("passport 1234567", ""),
        ("٠١٢٣٤٥٦٧", ""),
        ("report 2023", "report 2023"),
        ("2019-2024", "2019-2024"),
        ("A/RES/73/195", "a/res/73/195"),
        ("SDG 10.7 and 11", "sdg 10.7 and 11"),
        ("@ home", "@ home"),
        ("ÉTÉ", "été"),
        ("x" * 200, "x" * 80),
        (" ", ""),
    ],
)
def test_what_may_say_who_asks_is_not_kept(text, kept):
    assert query_log.without_persons(text) == kept


def test_a_day_keeps_so_many_texts_and_counts_the_others_together(monkeypatch):
    monkeypatch.setattr(query_log, "MOST_A_DAY", 2)
    day, next_day = date(2026, 5, 1), date(2026, 5, 2)
    query_log.write({(day, "en", "a"): (1, 0), (day, "en", "b"): (1, 1)})

    query_log.write({(day, "en", text): (2, 1) for text in "bcd"} | {(next_day, "en", "c"): (1, 0)})

    rows = AskedText.objects.order_by("day", "text")
    assert list(rows.values_list("day", "text", "asked", "found_nothing")) == [
        (day, "", 4, 2),
        (day, "a", 1, 0),
        (day, "b", 3, 2),
        (next_day, "c", 1, 0),
    ]


def test_it_is_written_by_a_thread_when_enough_is_together(reports, searching, monkeypatch):
    started, is_done = [], threading.Event()

    def keep(counts):
        started.append((counts, threading.current_thread()))
        is_done.set()

    monkeypatch.setattr(query_log, "TEXTS", 3)
    monkeypatch.setattr(query_log, "write_safely", keep)

    for text in ("annual", "annual", "study"):
        searching(text)
    assert started == []
    searching("cities")

    assert is_done.wait(10)
    ((counts, thread),) = started
    assert thread is not threading.current_thread()
    assert {text: number for (_day, _locale, text), number in counts.items()} == {
        "annual": (2, 0),
        "study": (1, 0),
        "cities": (1, 0),
    }
    assert query_log.buffer.counts == {}


def test_it_is_written_when_a_minute_is_over():
    buffer = query_log.Buffer()
    key = (date(2026, 5, 1), "en", "a")

    assert not buffer.add(key, is_empty=False)
    buffer.since -= query_log.SECONDS
    assert buffer.add(key, is_empty=True)
    assert buffer.take() == {key: (2, 1)}
    assert not buffer.add(key, is_empty=False)  # a minute that begins anew


def test_what_cannot_be_written_is_let_go(monkeypatch, caplog):
    def fail(counts):
        raise DatabaseError

    monkeypatch.setattr(query_log, "write", fail)
    monkeypatch.setattr(query_log.connection, "close", lambda: None)

    query_log.write_safely({})

    assert "was not counted" in caplog.text
    assert not query_log.writing.locked()


@pytest.mark.parametrize("is_busy", [False, True])
def test_writes_never_wait_for_each_other(monkeypatch, is_busy):
    written = []
    monkeypatch.setattr(query_log, "write", written.append)
    monkeypatch.setattr(query_log.connection, "close", lambda: None)
    monkeypatch.setattr(query_log, "writing", threading.Lock())
    if is_busy:
        query_log.writing.acquire()

    query_log.write_safely({})

    assert written == ([] if is_busy else [{}])


def test_nothing_is_counted_where_nothing_is_to_be_kept(reports, searching, settings, written):
    settings.HUB_SEARCH_LOG_DAYS = 0
    searching("report")

    assert written() == []


def test_old_counts_are_forgotten_by_the_worker():
    today = timezone.localdate()
    for days in (0, 90, 91):
        day = today - timedelta(days=days)
        AskedText.objects.create(day=day, locale="en", text="a", asked=1)

    run_jobs()

    assert [(today - row.day).days for row in AskedText.objects.order_by("-day")] == [0, 90]


def test_the_listing_adds_up_days_and_can_be_narrowed_down(client, home):
    user = get_user_model().objects.create_superuser("root", "root@example.org")
    client.force_login(user)
    for locale, text, asked, empty in [
        ("en", "housing", 5, 0),
        ("en", "<b>tram", 3, 3),
        ("fr", "logement", 4, 1),
        ("fr", "", 9, 0),
    ]:
        for day in (date(2026, 5, 1), date(2026, 5, 2)):
            counts = {"asked": asked, "found_nothing": empty}
            AskedText.objects.create(day=day, locale=locale, text=text, **counts)

    def listed(query):
        response = client.get(f"{reverse('search_asked:index')}?{query}")
        table = BeautifulSoup(response.content, "html.parser").find("table", class_="listing")
        rows = table.tbody.find_all("tr") if table else []
        return [[cell.text for cell in row.find_all("td")][:4] for row in rows]

    assert listed("") == [
        ["(other texts of busy days)", "French", "18", "0"],
        ["housing", "English", "10", "0"],
        ["logement", "French", "8", "2"],
        ["<b>tram", "English", "6", "6"],
    ]
    assert listed("nothing=on") == [
        ["<b>tram", "English", "6", "6"],
        ["logement", "French", "8", "2"],
    ]
    assert listed("nothing=on&locale=fr") == [["logement", "French", "8", "2"]]
    assert listed("locale=es") == []
