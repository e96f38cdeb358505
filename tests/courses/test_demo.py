"""The courses of the demo: as far as the sources go, each with a questionnaire."""

import json
import shutil

import pytest

from courses.models import Course, Lesson
from courses.questionnaires import public_questions
from hub.importing.services import import_files
from hub.terms.services import seed_terms
from resources.management.commands import demo
from resources.models import Relation

PAGES = next(one for one in demo.demo_folders() if one.parent.name == "courses") / "pages"


@pytest.fixture(scope="module")
def rows():
    lines = (PAGES / "courses.jsonl").read_text().splitlines()
    return {row["key"]: row for row in map(json.loads, lines)}


def questions(row, code="en"):
    blocks = [block for block in row["text"][code]["body"] if block["type"] == "questionnaire"]
    return [question for block in blocks for question in block["questions"]]


def test_the_courses_have_their_modules_languages_and_questionnaires(rows):
    mooc, jmdi = rows["course-mooc"]["facts"], rows["course-my-jmdi"]["facts"]

    assert [module["is_compulsory"] for module in mooc["modules"]] == [True] * 3
    assert [module["is_compulsory"] for module in jmdi["modules"]] == [True, *[False] * 5]
    for facts in (mooc, jmdi):
        assert [edition["language"] for edition in facts["editions"]] == ["en", "fr", "es"]
    lessons = [row for row in rows.values() if row["type"] == "lesson"]
    assert {row["parent"] for row in lessons} == {"course-mooc", "course-my-jmdi"}
    assert all(questions(row) for row in lessons)
    kinds = {question["kind"] for row in lessons for question in questions(row)}
    assert kinds == {"one", "several", "matching", "ordering", "text"}
    assert {tuple(row["text"]) for row in rows.values()} == {("en", "fr", "es")}


def test_what_no_source_gives_stays_empty_and_is_marked(rows):
    for key in ("course-mooc", "course-my-jmdi"):
        row = rows[key]
        facts = row["facts"]
        assert (facts["level"], facts["pacing"], facts["issued_on"]) == (None, "unknown", None)
        assert not any(one["subtitles"] or one["assessments"] for one in facts["editions"])
        assert "in no source" in row["editor_note"]
    assert rows["course-mooc"]["facts"]["effort_minutes"] == 180
    assert rows["course-my-jmdi"]["facts"]["effort_minutes"] is None
    # The minutes of our own lesson would be taken for those of the course.
    assert rows["lesson-jmdi-core"]["facts"]["minutes"] is None


def test_the_same_answers_are_right_in_every_language(rows):
    for row in rows.values():
        marked = {
            code: [
                [bool(option.get("is_correct")) for option in question["options"]]
                for question in questions(row, code)
            ]
            for code in row["text"]
        }
        assert marked["en"] == marked["fr"] == marked["es"], row["key"]


def test_the_library_says_what_it_is_learning_material_of():
    folder = next(folder for folder in demo.demo_folders() if folder.parent.name == "resources")
    files = (folder / "pages" / name for name in ("reports.jsonl", "toolkits.jsonl"))
    lines = [line for file in files for line in file.read_text().splitlines()]
    named = {
        row["key"]: relation["to"]
        for row in map(json.loads, lines)
        for relation in row["facts"]["relations"]
        if relation["kind"] == "learning_material_of"
    }

    assert named == {"imrf-report-2022": "course-mooc", "my-jmdi-toolbox": "course-my-jmdi"}
    assert Relation._meta.get_field("target").remote_field.model.__name__ == "Resource"


def test_the_rows_become_courses_with_lessons_in_three_languages(home, committed, tmp_path, rows):
    seed_terms()
    kept = [rows["courses"], rows["course-mooc"], rows["lesson-mooc-1"], rows["lesson-mooc-3"]]
    for row in kept:
        row["cover"] = None
        row["parent"] = row["parent"] if row["parent"] != "home" else None
        row["facts"] |= {"networks": [], "organisations": []}
        for text in row["text"].values():
            text["body"] = [block for block in text["body"] if "page" not in block]
    for recording in PAGES.glob("*.mp3"):
        shutil.copy(recording, tmp_path)
    file = tmp_path / "courses.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in kept))

    with committed():
        report = import_files(paths=[file])

    assert (report.problems, report.notes) == ([], [])
    assert {
        (course.locale.language_code, course.title) for course in Course.objects.filter(live=True)
    } == {
        ("en", "Localising the Global Compacts"),
        ("fr", "Localiser les Pactes mondiaux"),
        ("es", "Localizar los Pactos Mundiales"),
    }
    lessons = {
        lesson.locale.language_code: lesson
        for lesson in Lesson.objects.filter(live=True, module_code="chapter-1")
    }
    asked = {
        code: [
            (question["name"], [option["value"] for option in question["options"]])
            for block in lesson.body
            if block.block_type == "questionnaire"
            for question in public_questions(block.value)
        ]
        for code, lesson in lessons.items()
    }
    assert asked["en"] == asked["fr"] == asked["es"]
    assert len(asked["en"]) == 3
    right = {
        code: [
            option["is_correct"]
            for block in lesson.body
            if block.block_type == "questionnaire"
            for option in block.value["questions"][0]["options"]
        ]
        for code, lesson in lessons.items()
    }
    assert right == {code: [False, True, False] for code in ("en", "fr", "es")}
