"""How answers are judged: the figures by hand, the file of judgments, and the floors of quality."""

import json
from collections import Counter
from io import StringIO
from math import log2
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from resources.management.commands import demo
from search.evaluation import (
    HELD_OUT,
    TUNE,
    Judgment,
    Measured,
    by_locale,
    discounted_gain,
    figures_of,
    measure,
    read_judgments,
    split_of,
    worst,
)

FILE = Path(__file__).parent / "judgments.yaml"
GRADES = {"a": 3, "b": 2, "c": 1}


def judged(found, grades=GRADES, locale="en", query_id="x"):
    judgment = Judgment(query_id, locale, "name", "text", TUNE, grades, {})
    return Measured(judgment, tuple(found))


@pytest.mark.parametrize(
    ("found", "gain"),
    [
        ("abc", 1.0),
        ("", 0.0),
        ("xyz", 0.0),
        ("ba", (3 + 7 / log2(3)) / (7 + 3 / log2(3) + 1 / 2)),
        ("xxxa", (7 / log2(5)) / (7 + 3 / log2(3) + 1 / 2)),
    ],
)
def test_a_high_grade_far_up_gains_most(found, gain):
    assert discounted_gain(GRADES, tuple(found)) == pytest.approx(gain)


def test_only_the_first_ten_hits_count():
    many = {str(number): 1 for number in range(15)}

    assert discounted_gain(many, tuple(str(number) for number in range(10))) == pytest.approx(1)
    assert discounted_gain({"a": 3}, (*"0123456789", "a")) == 0


def test_figures_are_means_over_the_queries_that_have_an_answer():
    measured = [judged("abc"), judged("xa"), judged(""), judged("xyz", grades={})]

    figures = figures_of(measured)

    assert (figures.queries, figures.zero_rate) == (3, pytest.approx(1 / 3))
    assert figures.mrr == pytest.approx((1 + 1 / 2 + 0) / 3)
    second = (7 / log2(3)) / (7 + 3 / log2(3) + 1 / 2)
    assert figures.ndcg == pytest.approx((1 + second) / 3)


def test_languages_are_told_apart_and_the_worst_come_first():
    rows = [judged("abc", query_id="1"), judged("", query_id="2"), judged("c", "", "fr", "3")]

    assert {locale: one.queries for locale, one in by_locale(rows[:2]).items()} == {"en": 2}
    assert [one.judgment.id for one in worst(rows[:2], 1)] == ["2"]


def test_the_judgments_are_many_and_name_pages_of_the_demo_and_were_split_by_lot():
    judgments = read_judgments(FILE)
    pages = {
        json.loads(line)["key"]
        for folder in demo.demo_folders()
        for file in (folder / "pages").glob("*.jsonl")
        for line in file.read_text().splitlines()
    }

    locales = Counter(judgment.locale for judgment in judgments)
    splits = Counter(judgment.split for judgment in judgments)
    assert len({judgment.id for judgment in judgments}) == len(judgments) == 210
    assert locales == {"en": 70, "fr": 71, "es": 69}
    assert splits == {TUNE: 131, HELD_OUT: 79}
    assert all(judgment.split == split_of(judgment.id) for judgment in judgments)
    assert {key for judgment in judgments for key in judgment.grades} <= pages
    assert all(set(judgment.grades.values()) <= {1, 2, 3} for judgment in judgments)


#: A little under what was measured over all queries, and over those that ranking was not tuned on.
FLOORS = {
    "embedded": {"en": (0.89, 0.89), "es": (0.89, 0.885), "fr": (0.86, 0.78)},
    "elasticsearch": {"en": (0.87, 0.865), "es": (0.885, 0.88), "fr": (0.875, 0.79)},
}


@pytest.fixture(scope="module")
def rows_of_the_demo(snapshot, tmp_path_factory):
    """Load the demo without its drawings and files, which take most of the time."""
    folder = tmp_path_factory.mktemp("demo")
    for file in sorted(file for each in demo.demo_folders() for file in each.rglob("*.jsonl")):
        rows = [json.loads(line) for line in file.read_text().splitlines()]
        for row in rows:
            row.pop("cover", None)
            for text in row.get("text", {}).values():
                text["body"] = [
                    block
                    for block in text.get("body", ())
                    if not block.keys() & {"motif", "document"}
                ]
            facts = row.get("facts", {})
            if "files" in facts:
                facts["files"] = [file for file in facts["files"] if not file.get("generate")]
        (folder / file.name).write_text("\n".join(json.dumps(row) for row in rows))

    def load():
        call_command("demo", "--no-serve", stdout=StringIO(), stderr=StringIO())

    with pytest.MonkeyPatch.context() as patch, override_settings(DEBUG=True):
        patch.setattr(demo, "demo_folders", lambda: [folder])
        patch.setattr(demo, "ensure_demo", lambda password: [])
        return snapshot(load)


@pytest.mark.proof
def test_answers_do_not_get_worse(rows_of_the_demo, searching, monkeypatch):
    rows_of_the_demo.restore()
    searching.deliver()
    engine = searching.engine
    monkeypatch.setattr("search.management.commands.search.engines", lambda: (engine,))

    measured = list(measure(engine, read_judgments(FILE)))

    figures = by_locale(measured)
    held_out = by_locale(one for one in measured if one.judgment.split == HELD_OUT)
    floors = FLOORS[engine.name]
    assert {locale for locale in floors if figures[locale].ndcg < floors[locale][0]} == set()
    assert {locale for locale in floors if held_out[locale].ndcg < floors[locale][1]} == set()
    assert max(row.zero_rate for row in figures.values()) <= 0.02

    out = StringIO()
    call_command("search", "evaluate", str(FILE), "--engine", engine.name, stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0] == f"{engine.name}, all queries"
    assert lines[1].startswith(f"  en  nDCG@10 {figures['en'].ndcg:.3f}")
    assert len(lines) == 1 + len(floors) + 10
    (other,) = FLOORS.keys() - {engine.name}
    with pytest.raises(CommandError, match=f"no engine named {other}"):
        call_command("search", "evaluate", str(FILE), "--engine", other)
