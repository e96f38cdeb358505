"""Exporting: what is public comes out as the importer reads it, and goes in again unchanged."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from hub.catalogue.filter_names import FILTERS
from hub.demo.site import ensure_site, make_room
from hub.filters import PageFilter
from hub.importing.exporting import Choice, Export, write_export
from hub.importing.keys import page_key, stable_key
from hub.importing.services import import_files
from hub.organisations.models import Organisation
from hub.terms.enums import Vocabulary
from tests.factories.hub import TermFactory
from tests.factories.media import make_collection, make_document, make_image, pdf_bytes

from .test_importing import EVERYTHING, HELP, MECHANISM, REPORT, changed, page, with_text

pytestmark = pytest.mark.django_db


def row(kind, key, parent, title, facts=None, **text):
    english = {"title": title, "slug": key, **text}
    data = {"type": kind, "key": key, "parent": parent, "source": "en", "text": {"en": english}}
    return {**data, "facts": facts or {}}


EVENT = row(
    "event",
    "event",
    "index",
    "Meeting",
    {"starts_at": "2024-05-02T09:00:00+02:00", "is_online": True, "event_languages": ["en", "fr"]},
    venue="Town hall",
)
PROGRAMME = row(
    "programme",
    "fund",
    "library",
    "Fund",
    {
        "phases": [{"code": "one", "starts_on": "2020-01-01", "title": {"en": "Phase one"}}],
        "rounds": [{"code": "first", "amount": "5000.50", "currency": "EUR"}],
        "partner_cities": [{"place": "accra", "phase": "one", "confidence": "verified"}],
        "grants": [{"place": "accra", "round": "first", "amount": "100"}],
    },
    rounds={"first": {"title": "First round", "eligibility": "Cities."}},
)
ACTION = row(
    "action",
    "action-1",
    "actions",
    "A desk",
    {
        "starts_on": "2021-03-01",
        "original_language": "fr",
        "updates": [{"date": "2022-01-01", "text": {"en": "It opened."}}],
        "listings": [{"showcase": "gcm-pledges", "kind": "pledge", "published_on": "2022-02-02"}],
    },
    results="Fewer queues.",
)
LESSON = row(
    "lesson",
    "lesson",
    "course",
    "Start",
    {"module": "one", "minutes": 20},
    body=[
        {
            "type": "video",
            "title": "Film",
            "document": {"file": "film.mp4"},
            "transcript": "<p>Words.</p>",
        },
        {"type": "table", "caption": "Cities", "rows": [["Year", "Cities"], ["2022", "50"]]},
        {
            "type": "questionnaire",
            "questions": [
                {
                    "question": "Which?",
                    "options": [{"text": "This", "is_correct": True}, {"text": "That"}],
                }
            ],
        },
    ],
)
LINK = {"files": [{"languages": ["en"], "title": {"en": "It"}, "url": "https://example.org/it"}]}
#: All kinds of pages and of rows that hang on them, with documents and pictures beside them.
SHOWCASE = [
    *EVERYTHING,
    row("index", "index", "home", "Events", {"lists": "events"}),
    EVENT,
    PROGRAMME,
    row(
        "toolkit", "toolkit", "library", "Kit", {**LINK, "components": [{"title": {"en": "Part"}}]}
    ),
    row("indicator_framework", "mgi", "library", "Indicators", LINK),
    row(
        "city_assessment",
        "accra",
        "mgi",
        "Accra",
        {**LINK, "place": "accra", "year": 2020, "pages": 30},
    ),
    row(
        "knowledge_platform",
        "m4d",
        "library",
        "Platform",
        {**LINK, "offers": [{"text": {"en": "Books"}}]},
    ),
    row("update", "update", "index", "News", {"date": "2024-01-01"}),
    row("action_repository", "actions", "home", "Actions", {"show_in_menus": False}),
    ACTION,
    row("course_index", "courses", "home", "Courses"),
    row(
        "course",
        "course",
        "courses",
        "Course",
        {
            "kind": "mooc",
            "modules": [{"code": "one", "is_compulsory": True, "title": {"en": "Module"}}],
            "editions": [{"language": "en", "subtitles": ["fr"]}],
            "sessions": [{"starts_on": "2024-01-01", "language": "en"}],
        },
    ),
    LESSON,
    {
        **row(
            "information", "answers", "home", "Answers", {"kind": "help"}, old_address="/old/help"
        ),
        "cover": {"file": "square.jpg", "credit": "A city", "alt": {"en": "A square"}},
    },
]


@pytest.fixture(autouse=True)
def terms():
    TermFactory(code="housing")
    TermFactory(vocabulary=Vocabulary.COUNTRIES, code="ES")
    TermFactory(vocabulary=Vocabulary.PLACES, code="accra")
    make_room()


@pytest.fixture
def export(tmp_path):
    """Export into a folder, and return its lines and files by name."""

    def export(name="out", **choice):
        call_command("catalogue", "heal", verbosity=0)
        exported = Export(Choice(**choice), tmp_path / name)
        write_export(exported, tmp_path / name / "rows.jsonl")
        return exported

    return export


def bring(folder, *rows):
    folder.mkdir(exist_ok=True)
    (folder / "rows.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    return bring_folder(folder)


def bring_folder(folder):
    report = import_files(paths=[folder])
    if home := Page.objects.filter(translation_key=page_key("home")).first():
        ensure_site(home)
        call_command("catalogue", "rebuild", verbosity=0)
    return report


def files_in(folder):
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def lines_of(export, kind=""):
    rows = map(json.loads, (export.folder / "rows.jsonl").read_text().splitlines())
    return [row for row in rows if not kind or row["type"] == kind]


def test_an_export_imported_into_an_empty_site_and_exported_again_is_equal(tmp_path, export):
    with transaction.atomic():
        source = tmp_path / "in"
        source.mkdir()
        (source / "square.jpg").write_bytes(make_image().file.read())
        (source / "film.mp4").write_bytes(b"\0\0\0\x20ftypisom" + bytes(64))
        report = bring(source, *SHOWCASE)
        assert ([str(problem) for problem in report.problems], report.notes) == ([], [])
        make_pages_by_hand()
        first = export("first", with_notes=True)
        transaction.set_rollback(True)

    report = bring_folder(first.folder)
    second = export("second", with_notes=True)

    assert (first.notes, report.problems, report.notes, second.notes) == ([], [], [], [])
    assert len(lines_of(first)) == len(SHOWCASE) + 2
    assert len(files_in(first.folder)) == 4  # the rows, a picture, a film, a document
    assert files_in(second.folder) == files_in(first.folder)


def make_pages_by_hand():
    """Add a page as an editor would, whose key nobody knows, and one below it."""
    faq = page("faq")
    document = make_document(pdf_bytes(), title="Guía")
    help_page = type(faq)(title="Help", slug="help", kind="help", seo_title="All help")
    page("home").add_child(instance=help_page)
    help_page.hub_files.create(title="Guía", languages=["es"], document=document)
    help_page.save_revision().publish()
    below = type(faq)(title="Below", slug="below", kind="help")
    page("home").add_child(instance=below)
    below.save_revision().publish()


def test_rows_say_what_was_imported(tmp_path, export):
    bring(tmp_path / "in", *EVERYTHING)

    rows = {row["key"]: row for row in lines_of(export(with_notes=True))}

    assert list(rows) == ["uclg", "home", "faq", "library", "report-2022", "mechanism"]
    assert rows["mechanism"] == MECHANISM
    report = rows["report-2022"]
    wanted = changed(REPORT)
    wanted["facts"] |= {"kind": "annual", "networks": ["mechanism"]}
    assert report["facts"]["figures"] == [
        {name: said for name, said in figure.items() if name not in ("code", "confidence")}
        | {"confidence": "unverified"}
        for figure in wanted["facts"]["figures"]
    ]
    assert report["facts"]["terms"] == {"topics": ["housing"]}
    assert report["text"] == wanted["text"]
    assert report["editor_note"] == "The day of issue is a guess."


def test_notes_of_editors_stay_unless_they_are_asked_for(tmp_path, export):
    bring(tmp_path / "in", *EVERYTHING)

    exported = export()

    text = (exported.folder / "rows.jsonl").read_text()
    assert "guess" not in text
    assert "Seen in 2023" not in text


def test_what_is_not_public_stays(tmp_path, export):
    bring(tmp_path / "in", *EVERYTHING)
    faq, secret = page("faq"), make_collection("Secret", is_private=True)
    report = page("report-2022")
    report.hub_files.add(
        type(report.hub_files.first())(
            title="Secret", languages=["en"], document=make_document(collection=secret)
        )
    )
    report.save_revision().publish()
    faq.unpublish()
    Organisation.objects.filter(slug="uclg").update(is_public=False)

    exported = export()

    assert [row["key"] for row in lines_of(exported)] == [
        *("home", "library", "report-2022", "mechanism")
    ]
    english = lines_of(exported, "report")[0]["text"]["en"]["body"]
    assert english == [
        {"type": "rich_text", "html": "<p>See the answers.</p>"},
        {"type": "heading", "text": "Cities"},
    ]
    assert "organisations" not in lines_of(exported, "report")[0]["facts"]
    assert lines_of(exported, "network")[0]["items"] == [{"page": "report-2022", "note": "First"}]
    assert list(files_in(exported.folder)) == ["rows.jsonl"]


def test_a_translation_that_no_longer_fits_its_source_is_left_out_and_told(tmp_path, export):
    bring(tmp_path / "in", *EVERYTHING)
    report = page("report-2022")
    del report.body[1:]
    report.save_revision().publish()

    exported = export()

    assert list(lines_of(exported, "report")[0]["text"]) == ["en"]
    assert exported.notes == ["report-2022 (fr) is left out: it does not fit its source any more."]


def test_a_page_below_one_that_is_not_public_is_left_out_and_told(tmp_path, export):
    bring(tmp_path / "in", *EVERYTHING)
    page("library").unpublish()

    exported = export()

    keys = [row["key"] for row in lines_of(exported)]
    assert keys == ["uclg", "home", "faq", "mechanism"]
    assert exported.notes == [
        "report-2022 is left out, and what is below it: its parent is not public."
    ]


@pytest.mark.parametrize(
    ("choice", "keys"),
    [
        ({"types": ["report"]}, ["report-2022"]),
        ({"types": ["organisation", "information"]}, ["uclg", "faq"]),
        ({"facets": {"topic": ["housing"]}}, ["report-2022"]),
        ({"facets": {"network": ["mechanism"], "topic": ["health"]}}, []),
        ({"years": (2020, 2022)}, ["report-2022"]),
        ({"years": (None, 2021)}, []),
        ({"locale": "fr"}, ["home", "library", "report-2022"]),
    ],
)
def test_filters_leave_what_the_api_would_list(tmp_path, export, choice, keys):
    bring(tmp_path / "in", *EVERYTHING)

    assert [row["key"] for row in lines_of(export(**choice))] == keys


def test_the_filters_are_called_as_in_the_api():
    fields = {field for field in PageFilter.__annotations__ if field not in ("year", "updated_at")}

    assert set(FILTERS) == fields


def test_a_table_says_the_same_as_lines(tmp_path, export):
    with transaction.atomic():
        source = tmp_path / "in"
        source.mkdir()
        (source / "square.jpg").write_bytes(make_image().file.read())
        (source / "film.mp4").write_bytes(b"\0\0\0\x20ftypisom" + bytes(64))
        risky = with_text(HELP, "en", title="=HYPERLINK(1)", summary="'-- so it is", body=[])
        paragraphs = [{"type": "rich_text", "html": "<p>1 &lt; 2.</p><p>+3</p>"}]
        bring(
            source,
            *SHOWCASE,
            risky,
            with_text(changed(HELP, key="plain"), "en", slug="plain", body=paragraphs),
        )
        lines = export("lines")
        table = Export(Choice(), tmp_path / "table")
        write_export(table, tmp_path / "table" / "rows.csv")
        transaction.set_rollback(True)

    cells = (tmp_path / "table" / "rows.csv").read_text("utf-8-sig")
    report = bring_folder(tmp_path / "table")
    again = export("again")

    assert ",'=HYPERLINK(1)," in cells
    assert ",''-- so it is," in cells
    assert '"1 < 2.\n\n+3"' in cells
    assert report.problems == []
    assert files_in(again.folder) == files_in(lines.folder)


def test_a_table_among_the_files_is_no_table_of_rows(tmp_path, export):
    (tmp_path / "in" / "files").mkdir(parents=True)
    (tmp_path / "in" / "files" / "cities.csv").write_text("city,people\nAccra,2\n")
    file = {"languages": ["en"], "title": {"en": "Cities"}, "file": "files/cities.csv"}
    row = changed(REPORT, facts={**REPORT["facts"], "files": [file]})
    report = bring(tmp_path / "in", *[row if one is REPORT else one for one in EVERYTHING])
    assert report.problems == []

    exported = export()

    assert [name for name in files_in(exported.folder) if name.endswith("/cities.csv")]
    assert bring_folder(exported.folder).problems == []


def test_old_addresses_go_along(tmp_path, export):
    text = with_text(HELP, "en", old_address=["/old/help"])
    bring(tmp_path / "in", *EVERYTHING, text)
    site = Site.objects.get(is_default_site=True)
    Redirect.add_redirect("/older", page("help"), site=site)

    exported = lines_of(export(), "information")

    assert [row["text"]["en"].get("old_address") for row in exported] == [
        None,
        ["/old/help", "/older"],
    ]


def test_a_page_that_an_editor_made_goes_by_its_own_id_everywhere(tmp_path):
    key = str(stable_key("anything"))

    bring(tmp_path / "in", *EVERYTHING, changed(HELP, key=key))

    assert str(Page.objects.get(slug="help").translation_key) == key


def test_the_command_says_how_much_it_wrote_and_refuses_what_is_not_there(tmp_path, capsys):
    bring(tmp_path / "in", *EVERYTHING)
    file = Path(tmp_path / "reports.jsonl")

    capsys.readouterr()

    call_command("export_content", str(file), type=["report"], year="2022")

    assert capsys.readouterr().out == "1 rows.\n"
    assert json.loads(file.read_text())["key"] == "report-2022"
    with pytest.raises(CommandError, match="nothing is not one of"):
        call_command("export_content", str(file), "--type", "nothing")
    with pytest.raises(CommandError, match="xx is not one of"):
        call_command("export_content", str(file), "--locale", "xx")
    with pytest.raises(CommandError, match="two dots"):
        call_command("export_content", str(file), "--year", "last")
