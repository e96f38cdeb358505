"""The actions of the demo: one for each priority objective, and nothing that no source gives."""

import json

import pytest

from actions.models import Action, ActionRepository
from hub.catalogue.models import Entry
from hub.importing.services import import_files
from hub.terms.services import seed_terms
from resources.management.commands import demo


@pytest.fixture(scope="module")
def rows():
    file = next(folder for folder in demo.demo_folders() if folder.parent.name == "actions")
    lines = (file / "pages" / "actions.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def test_each_priority_objective_has_its_example_in_three_languages(rows):
    examples = {
        row["key"]: row["facts"]["terms"]["priority_objectives"]
        for row in rows
        if row["type"] == "action"
    }

    assert examples == {
        "action-sao-paulo": ["po-1"],
        "action-accra": ["po-2"],
        "action-famsi": ["po-3"],
        "action-montreal": ["po-4"],
        "action-boston": ["po-5"],
        "action-nador": ["po-6"],
        "action-braga": ["po-7"],
        "action-freetown-milan": ["po-8"],
    }
    assert {tuple(row["text"]) for row in rows} == {("en", "fr", "es")}


def test_what_the_source_does_not_give_stays_empty_and_is_marked(rows):
    never_given = {"results", "lessons", "recommendations", "updates", "listings"}
    for row in rows:
        words = {name for text in row["text"].values() for name in text}
        assert never_given.isdisjoint({*row["facts"], *words})
        assert row["editor_note"]
    dated = [row["key"] for row in rows if row["facts"].get("starts_on")]
    assert dated == ["action-sao-paulo"]


def test_the_rows_become_actions_with_their_parts(home, committed, tmp_path, rows):
    seed_terms()
    kept = [row for row in rows if row["key"] in ("action-repository", "action-sao-paulo")]
    for row in kept:
        row["cover"] = None
        row["parent"] = row["parent"] if row["parent"] != "home" else None
        row["facts"] |= {"networks": [], "organisations": []}
    kept[1]["facts"]["listings"] = [
        {"showcase": "repository", "kind": "material", "published_on": "2023-07-01"}
    ]
    kept[1]["facts"]["updates"] = [{"code": "first", "date": "2022-01-05"}]
    for code in ("en", "fr", "es"):
        kept[1]["text"][code]["updates"] = {"first": {"text": f"Begun ({code})."}}
    file = tmp_path / "actions.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in kept))

    with committed():
        report = import_files(paths=[file])

    assert report.problems == []
    assert report.notes == []
    source = Action.objects.get(locale__language_code="en")
    figures = [str(row) for row in source.figures.all()]
    assert figures == ["80 measures that the plan commits the city to"]
    assert [str(row) for row in source.listings.all()] == [
        "Call to Local Action repository (Material of the Call)"
    ]
    french = Action.objects.get(locale__language_code="fr")
    assert [row.text for row in french.updates.all()] == ["Begun (fr)."]
    assert ActionRepository.objects.filter(live=True, show_in_menus=True).count() >= 1
    entry = Entry.objects.get(type="action", locale="fr")
    assert (entry.actual_locale, entry.starts_on.year, entry.ends_on.year) == ("fr", 2021, 2024)
