"""Importing: rows become pages once, in all their languages, and what editors do stays."""

import json
import random
from io import StringIO

import pytest
import typst
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, Revision
from wagtail_localize.models import Translation

from hub.catalogue.models import Entry, Group
from hub.demo.site import ensure_site, make_room
from hub.importing.keys import stable_key
from hub.importing.models import ImportRecord, Step
from hub.importing.problems import ProblemCode
from hub.importing.services import import_files
from hub.importing.storing import PageStore
from hub.networks.models import Network
from hub.organisations.models import Organisation
from hub.terms.enums import Vocabulary
from resources.models import InformationPage, Report, UpdatePage
from tests.factories.hub import TermFactory
from tests.site import make_site

pytestmark = pytest.mark.django_db

HOME = {
    "type": "home",
    "key": "home",
    "parent": None,
    "source": "en",
    "text": {"en": {"title": "Hub", "slug": "hub"}, "fr": {"title": "Carrefour", "slug": "fr"}},
}
LIBRARY = {
    "type": "library",
    "key": "library",
    "parent": "home",
    "source": "en",
    "facts": {"sections": [{"code": "annual", "types": ["report"]}], "pinned": "report-2022"},
    "text": {
        "en": {
            "title": "Library",
            "slug": "library",
            "sections": {"annual": {"title": "Annual reports", "intro": "Edition by edition."}},
        },
        "fr": {
            "title": "Bibliothèque",
            "slug": "bibliotheque",
            "sections": {"annual": {"title": "Rapports", "intro": "Édition par édition."}},
        },
    },
}
#: A library without sections and pins.
SHELF = {
    "type": "library",
    "key": "library",
    "parent": "home",
    "source": "en",
    "text": {
        "en": {"title": "Library", "slug": "library"},
        "fr": {"title": "Bibliothèque", "slug": "bibliotheque"},
    },
}
REPORT = {
    "type": "report",
    "key": "report-2022",
    "parent": "library",
    "source": "en",
    "facts": {
        "kind": "annual",
        "year": 2022,
        "issued_on": "2022-05-17",
        "terms": {"topics": ["housing"]},
        "organisations": [{"organisation": "uclg", "role": "publisher"}],
        "networks": ["mechanism"],
        "files": [
            {"languages": ["fr"], "title": {"fr": "Le rapport"}, "url": "https://example.org/r"}
        ],
        "figures": [
            {
                "code": "cities",
                "value": "50+",
                "label": {"en": "cities", "fr": "villes"},
                "as_of": "2023-07-01",
                "source": "Report",
                "confidence": "unverified",
            }
        ],
        "relations": [{"kind": "related", "to": "report-2022"}],
    },
    "editor_note": "The day of issue is a guess.",
    "reviewed": {"fr": True},
    "text": {
        "en": {
            "title": "Annual report 2022",
            "slug": "annual-report-2022",
            "summary": "What cities did.",
            "short_title": "AR22",
            "body": [
                {"type": "rich_text", "html": '<p>See <a href="page:faq">the answers</a>.</p>'},
                {"type": "heading", "text": "Cities"},
                {"type": "teaser", "page": "faq", "text": "Answers"},
                {"type": "organisations", "title": "Who", "organisations": ["uclg"]},
            ],
        },
        "fr": {
            "title": "Rapport annuel 2022",
            "slug": "rapport-annuel-2022",
            "summary": "Ce que les villes ont fait.",
            "short_title": "RA22",
            "body": [
                {"type": "rich_text", "html": '<p>Voir <a href="page:faq">les réponses</a>.</p>'},
                {"type": "heading", "text": "Villes"},
                {"type": "teaser", "page": "faq", "text": "Réponses"},
                {"type": "organisations", "title": "Qui", "organisations": ["uclg"]},
            ],
        },
    },
}
FAQ = {
    "type": "information",
    "key": "faq",
    "parent": "home",
    "source": "en",
    "facts": {"kind": "faq"},
    "text": {
        "en": {
            "title": "Questions",
            "slug": "questions",
            "body": [{"type": "rich_text", "html": '<p><a href="page:report-2022">Report</a></p>'}],
        }
    },
}
#: A page that refers to nothing.
HELP = {
    "type": "information",
    "key": "help",
    "parent": "home",
    "source": "en",
    "text": {
        "en": {
            "title": "Help",
            "slug": "help",
            "body": [{"type": "rich_text", "html": "<p>Ask.</p>"}],
        }
    },
}
UCLG = {
    "type": "organisation",
    "key": "uclg",
    "name": "United Cities and Local Governments",
    "acronym": "UCLG",
    "kind": "city_network",
    "country": "ES",
    "website": "https://www.uclg.org",
    "labels": {"fr": {"name": "Cités et Gouvernements Locaux Unis", "acronym": "CGLU"}},
    "description": {"en": "A network of cities.", "fr": "Un réseau de villes."},
    "note": "Seen in 2023.",
}
MECHANISM = {
    "type": "network",
    "key": "mechanism",
    "labels": {"en": {"name": "Mayors Mechanism", "description": "For cities."}},
    "page": "faq",
    "items": [{"page": "report-2022", "note": "First"}, {"page": "faq"}],
}
EVERYTHING = [MECHANISM, REPORT, FAQ, LIBRARY, HOME, UCLG]  # whatever the order


@pytest.fixture(autouse=True)
def terms():
    TermFactory(code="housing")
    TermFactory(vocabulary=Vocabulary.COUNTRIES, code="ES")
    make_room()


@pytest.fixture
def bring(tmp_path):
    """Import these rows as one file of lines."""

    def bring(*rows, **options):
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        file = tmp_path / "rows.jsonl"
        file.write_text("\n".join(lines))
        return import_files(paths=[file], **options)

    return bring


def page(key, locale="en"):
    return Page.objects.get(translation_key=stable_key(key), locale__language_code=locale).specific


def changed(row, **values):
    return json.loads(json.dumps(row)) | values


def with_text(row, locale, **words):
    """Return the row with other words in one language."""
    row = changed(row)
    row["text"].setdefault(locale, {}).update(words)
    return row


def paragraphs(*texts):
    html = "".join(f"<p>{text}</p>" for text in texts)
    return [{"type": "rich_text", "html": html}]


def steps(report, key):
    return {locale: step for found, locale, step in report.steps if found == key}


def told(report):
    return [(problem.place.line, problem.code, problem.message) for problem in report.problems]


def test_everything_arrives_whatever_the_order_of_the_rows(bring):
    report = bring(*EVERYTHING)

    assert report.problems == []
    assert report.notes == []
    assert report.count(Step.CREATED) == len(report.steps) == 9
    tree = Page.objects.filter(depth__gt=1).exclude(title__startswith="Welcome")
    assert sorted(tree.values_list("url_path", "live", "alias_of")) == [
        ("/fr/", True, None),
        ("/fr/bibliotheque/", True, None),
        ("/fr/bibliotheque/rapport-annuel-2022/", True, None),
        ("/hub/", True, None),
        ("/hub/library/", True, None),
        ("/hub/library/annual-report-2022/", True, None),
        ("/hub/questions/", True, None),
    ]


def test_facts_hang_on_the_source_page(bring):
    bring(*EVERYTHING)

    report = Report.objects.get(locale__language_code="en")
    assert (report.kind, report.report_year, str(report.issued_on)) == (
        "annual",
        2022,
        "2022-05-17",
    )
    assert [row.term.code for row in report.hub_terms.all()] == ["housing"]
    assert [row.network.slug for row in report.hub_networks.all()] == ["mechanism"]
    contributions = report.hub_contributions.values_list("organisation__slug", "role")
    assert list(contributions) == [("uclg", "publisher")]
    files = report.hub_files.values_list("title", "languages", "link_url")
    assert list(files) == [("Le rapport", ["fr"], "https://example.org/r")]
    figures = report.figures.values_list("value", "label", "source", "confidence")
    assert list(figures) == [("50+", "cities", "Report", "unverified")]
    assert [row.target.pk for row in report.relations.all()] == [report.pk]
    assert report.editor_note == "The day of issue is a guess."
    assert page("library").pinned_id == report.pk
    assert page("library").show_in_menus


def test_each_language_has_its_words_and_is_a_translation_of_the_source(bring):
    bring(*EVERYTHING)

    french = page("report-2022", "fr")
    assert (french.title, french.summary) == ("Rapport annuel 2022", "Ce que les villes ont fait.")
    assert french.translation_reviewed
    assert french.figures.get().label == "villes"
    assert page("library", "fr").sections.get().description == "Édition par édition."
    assert [block.block_type for block in french.body] == [
        "rich_text",
        "heading",
        "teaser",
        "organisations",
    ]
    assert [b.id for b in french.body] == [b.id for b in page("report-2022").body]
    translation = Translation.objects.get(source__object_id=french.translation_key)
    total, done = translation.get_progress()
    assert total == done == 8


def test_references_by_key_lead_to_source_pages_and_may_go_round(bring):
    bring(*EVERYTHING)

    faq, report = page("faq"), page("report-2022")
    assert f'<a linktype="page" id="{faq.pk}">' in report.body[0].value.source
    assert report.body[2].value["page"].pk == faq.pk
    organisations = report.body[3].value["organisations"]
    assert [organisation.slug for organisation in organisations] == ["uclg"]
    assert f'id="{report.pk}"' in faq.body[0].value.source
    french = page("report-2022", "fr")
    assert f'id="{faq.pk}"' in french.body[0].value.source


def test_organisations_and_networks_carry_their_words_and_lists(bring):
    bring(*EVERYTHING)

    uclg = Organisation.objects.get(slug="uclg")
    assert (uclg.name, uclg.acronym, uclg.country.code) == (UCLG["name"], "UCLG", "ES")
    assert uclg.editor_note == "Seen in 2023."
    assert list(uclg.labels.values_list("locale", "name", "acronym", "description")) == [
        ("en", "", "", "A network of cities."),
        ("fr", "Cités et Gouvernements Locaux Unis", "CGLU", "Un réseau de villes."),
    ]
    network = Network.objects.get(slug="mechanism")
    assert network.page_id == page("faq").pk
    items = network.items.values_list("page_id", "note")
    assert list(items) == [(page("report-2022").pk, "First"), (page("faq").pk, "")]


def test_the_same_files_again_change_nothing(bring):
    bring(*EVERYTHING)
    before = (Page.objects.count(), Revision.objects.count(), Organisation.objects.count())

    report = bring(*EVERYTHING)

    assert {step for _key, _locale, step in report.steps} == {Step.UNCHANGED}
    after = (Page.objects.count(), Revision.objects.count(), Organisation.objects.count())
    assert after == before


def test_a_changed_text_is_published_in_its_language_alone(bring):
    bring(*EVERYTHING)
    english = page("report-2022").latest_revision_id

    report = bring(*EVERYTHING[:1], with_text(REPORT, "fr", summary="Autre."), *EVERYTHING[2:])

    assert steps(report, "report-2022") == {"en": Step.UNCHANGED, "fr": Step.CHANGED}
    assert page("report-2022", "fr").summary == "Autre."
    assert page("report-2022").latest_revision_id == english


def test_a_changed_fact_is_published_on_the_source(bring):
    bring(*EVERYTHING)
    row = changed(REPORT)
    row["facts"] |= {"year": 2023, "figures": [], "networks": []}

    report = bring(HOME, LIBRARY, row, FAQ, UCLG, MECHANISM)

    assert steps(report, "report-2022") == {"en": Step.CHANGED, "fr": Step.CHANGED}
    source = page("report-2022")
    assert (source.report_year, source.figures.count(), source.hub_networks.count()) == (2023, 0, 0)


def test_what_an_editor_changed_in_the_source_stays_with_all_its_languages(bring):
    bring(*EVERYTHING)
    edited = page("report-2022")
    edited.summary = "An editor's words."
    edited.save_revision()  # not even published
    row = with_text(with_text(REPORT, "en", title="New"), "fr", title="Nouveau")

    report = bring(HOME, LIBRARY, row, FAQ, UCLG, MECHANISM)

    assert steps(report, "report-2022") == {"en": Step.KEPT, "fr": Step.KEPT}
    assert page("report-2022").get_latest_revision_as_object().summary == "An editor's words."
    assert page("report-2022", "fr").title == "Rapport annuel 2022"


def test_what_an_editor_changed_in_a_translation_stays_there(bring):
    bring(*EVERYTHING)
    edited = page("report-2022", "fr")
    edited.summary = "Les mots de la rédaction."
    edited.save_revision().publish()
    row = with_text(with_text(REPORT, "en", title="New"), "fr", title="Nouveau")

    report = bring(HOME, LIBRARY, row, FAQ, UCLG, MECHANISM)

    assert steps(report, "report-2022") == {"en": Step.CHANGED, "fr": Step.KEPT}
    assert page("report-2022").title == "New"
    assert page("report-2022", "fr").summary == "Les mots de la rédaction."


@pytest.mark.parametrize("take_away", ["unpublish", "delete"])
def test_what_an_editor_took_away_does_not_come_back(bring, take_away):
    bring(*EVERYTHING)
    getattr(page("faq"), take_away)()

    report = bring(HOME, LIBRARY, REPORT, with_text(FAQ, "en", title="New"), UCLG)

    assert steps(report, "faq") == {"en": Step.KEPT}
    assert not InformationPage.objects.live().exists()


def test_what_an_editor_changed_in_an_organisation_or_a_network_stays(bring):
    bring(*EVERYTHING)
    Organisation.objects.filter(slug="uclg").update(acronym="U")
    network = Network.objects.get(slug="mechanism")
    network.items = network.items.all()[:1]
    network.save()

    report = bring(
        *EVERYTHING[1:5], changed(UCLG, name="New"), changed(MECHANISM, items=[{"page": "faq"}])
    )

    assert (steps(report, "uclg"), steps(report, "mechanism")) == ({"": Step.KEPT}, {"": Step.KEPT})
    assert Organisation.objects.get(slug="uclg").name == UCLG["name"]


def test_a_page_that_was_never_imported_is_not_taken_over(bring):
    bring(HOME)
    own = InformationPage(
        title="Ours", slug="ours", translation_key=stable_key("faq"), locale=page("home").locale
    )
    page("home").add_child(instance=own)

    report = bring(HOME, with_text(FAQ, "en", body=[]))

    assert steps(report, "faq") == {"en": Step.KEPT}
    assert InformationPage.objects.get().title == "Ours"


def test_a_dry_run_foretells_and_stores_nothing(bring):
    bring(HOME, UCLG)
    before = (Page.objects.count(), ImportRecord.objects.count(), Network.objects.count())

    report = bring(*EVERYTHING, is_dry_run=True)

    assert steps(report, "home") == {"en": Step.UNCHANGED, "fr": Step.UNCHANGED}
    assert steps(report, "report-2022") == {"en": Step.CREATED, "fr": Step.CREATED}
    assert steps(report, "mechanism") == {"": Step.CREATED}
    after = (Page.objects.count(), ImportRecord.objects.count(), Network.objects.count())
    assert after == before


def broken(change):
    """Return a row with one thing wrong."""
    row = changed(REPORT)
    change(row)
    return row


@pytest.mark.parametrize(
    ("row", "code", "message"),
    [
        ("{", ProblemCode.UNREADABLE, "this line is not a JSON object."),
        ("[]", ProblemCode.UNREADABLE, "this line is not a JSON object."),
        ('{"type": "report"}', ProblemCode.MISSING, "there is no “key”."),
        (changed(HELP, key="a\0b"), ProblemCode.UNREADABLE, "there is a character that cannot"),
        (changed(HELP, key="a\ud800"), ProblemCode.UNREADABLE, "there is a character that cannot"),
        (changed(HELP, key="home"), ProblemCode.DUPLICATE, "already used in rows.jsonl:1 home."),
        (changed(HELP, type="poem"), ProblemCode.UNKNOWN_TYPE, "there is no type of page “poem”."),
        (changed(HELP, colour="red"), ProblemCode.UNKNOWN_FIELD, "colour"),
        (changed(HELP, source="fr"), ProblemCode.MISSING, "no text in the source language."),
        (
            changed(HELP, parent="nowhere"),
            ProblemCode.UNKNOWN_KEY,
            "parent “nowhere” is not known.",
        ),
        (
            changed(HELP, type="update", facts={"date": "2023-06-20"}),
            ProblemCode.INVALID,
            "a page of this type cannot stand below “home”.",
        ),
        (with_text(HELP, "xx", title="X"), ProblemCode.UNKNOWN_LANGUAGE, "xx"),
        (with_text(HELP, "en", titel="X"), ProblemCode.UNKNOWN_FIELD, "en: titel"),
        (with_text(HELP, "en", title=""), ProblemCode.MISSING, "en: title"),
        (with_text(HELP, "en", title="x" * 256), ProblemCode.INVALID, "en: title: "),
        (with_text(HELP, "en", slug="a b"), ProblemCode.INVALID, "en: slug: "),
        (
            with_text(HELP, "en", body=[{"type": "rich_text", "html": '<a href="page:x">x</a>'}]),
            ProblemCode.UNKNOWN_KEY,
            "en: block 1: Text: “x” is not known.",
        ),
        (
            with_text(HELP, "en", body=[{"type": "poem"}]),
            ProblemCode.UNKNOWN_TYPE,
            "en: block 1: there is no such kind of block.",
        ),
        (
            with_text(HELP, "en", body=[{"type": "heading", "text": ""}]),
            ProblemCode.INVALID,
            "en: block 1: heading: This field is required.",
        ),
        (
            with_text(HELP, "en", body=[{"type": "figure", "motif": "cat", "alt": "A cat"}]),
            ProblemCode.INVALID,
            "en: block 1: image: “cat” is no motif.",
        ),
        (
            with_text(
                HELP, "fr", title="F", body=[{"type": "rich_text", "html": "<p>a</p><p>b</p>"}]
            ),
            ProblemCode.MISMATCH,
            "fr: block 1 (Text): 2 pieces of text in place of 1",
        ),
        (
            with_text(HELP, "fr", title="F", summary="Mots"),
            ProblemCode.MISMATCH,
            "fr: summary: its source has no text here.",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(bring, row, code, message):
    report = bring(HOME, row, is_dry_run=True)

    assert [(line, found) for line, found, _message in told(report)] == [(2, code)]
    assert message in told(report)[0][2]
    assert not InformationPage.objects.exists()


@pytest.mark.parametrize(
    ("name", "value", "code", "message"),
    [
        ("year", None, ProblemCode.MISSING, "there is no “year”."),
        ("year", "soon", ProblemCode.INVALID, "year: “soon” value must be an integer."),
        ("kind", "poem", ProblemCode.INVALID, "kind: Value 'poem' is not a valid choice."),
        ("issued_on", "2022-02-30", ProblemCode.INVALID, "issued_on: “2022-02-30” value has"),
        ("series", "none", ProblemCode.UNKNOWN_KEY, "series: “series: none” is not known."),
        ("colour", "red", ProblemCode.UNKNOWN_FIELD, "facts.colour"),
        ("terms", {"topics": ["x"]}, ProblemCode.UNKNOWN_KEY, "“topics: x” is not known."),
        ("terms", {"moods": ["x"]}, ProblemCode.UNKNOWN_FIELD, "facts.terms.moods"),
        ("networks", ["x"], ProblemCode.UNKNOWN_KEY, "“x” is not known."),
        ("organisations", [{"organisation": "x"}], ProblemCode.UNKNOWN_KEY, "“x” is not known."),
        (
            "organisations",
            [{"organisation": "uclg", "role": "cook"}],
            ProblemCode.INVALID,
            "organisations.role: Value 'cook' is not a valid choice.",
        ),
        ("files", [{"languages": ["tlh"]}], ProblemCode.INVALID, "files: “tlh” is none"),
        (
            "files",
            [{"languages": ["en"], "title": {"en": "F"}}],
            ProblemCode.INVALID,
            "files: a file",
        ),
        (
            "figures",
            [{"code": "a", "label": {"en": "x"}, "source": "s"}],
            ProblemCode.MISSING,
            "there is no “figures.value”.",
        ),
        ("relations", [{"to": "x"}], ProblemCode.UNKNOWN_KEY, "to: “x” is not known."),
        ("terms", 7, ProblemCode.INVALID, "the row has not the expected form"),
    ],
)
def test_what_is_wrong_with_a_fact_is_told(bring, name, value, code, message):
    row = broken(lambda row: row["facts"].update({name: value}))

    report = bring(HOME, LIBRARY, row, FAQ, UCLG, MECHANISM, is_dry_run=True)

    assert [(line, found) for line, found, _message in told(report)] == [(3, code)]
    assert message in told(report)[0][2]


def test_rows_with_problems_are_left_out_and_the_others_arrive(bring):
    bad = changed(REPORT)
    bad["facts"]["year"] = "soon"

    report = bring(HOME, LIBRARY, HELP, bad, FAQ, UCLG, MECHANISM)

    assert page("help").live
    assert not Report.objects.exists()
    assert sorted((line, code) for line, code, _message in told(report)) == [
        (2, ProblemCode.UNKNOWN_KEY),  # it pins the report
        (4, ProblemCode.INVALID),
        (5, ProblemCode.UNKNOWN_KEY),  # it links to the report
        (7, ProblemCode.UNKNOWN_KEY),  # its list begins with the report
    ]


def test_a_row_that_cannot_be_stored_leaves_nothing_behind(bring):
    both = {"type": "call_to_action", "label": "Go", "page": "home", "url": "https://example.org"}

    report = bring(
        HOME, with_text(HELP, "en", body=[both]), with_text(HELP, "en", slug="b") | {"key": "b"}
    )

    assert [(line, code) for line, code, _message in told(report)] == [(2, ProblemCode.INVALID)]
    assert "either a page or give an address" in told(report)[0][2]
    assert page("b").live
    assert not Page.objects.filter(translation_key=stable_key("help")).exists()
    assert not ImportRecord.objects.filter(key="help").exists()


def test_what_stands_below_a_page_that_cannot_be_stored_is_left_out_too(bring):
    both = {"type": "call_to_action", "label": "Go", "page": "home", "url": "https://example.org"}
    report = changed(REPORT, facts={"year": 2022})
    report["text"]["en"]["body"] = report["text"]["fr"]["body"] = []

    told_of = bring(HOME, with_text(SHELF, "en", body=[both]), report)

    assert [(line, code) for line, code, _message in told(told_of)] == [
        (2, ProblemCode.INVALID),
        (3, ProblemCode.UNKNOWN_KEY),
    ]
    assert told(told_of)[1][2] == "its parent “library” was not imported."
    assert sorted(ImportRecord.objects.values_list("key", "locale")) == [
        ("home", "en"),
        ("home", "fr"),
    ]


def test_a_translation_that_cannot_be_stored_takes_its_source_with_it(bring):
    bring(HOME)
    page("home", "fr").add_child(instance=InformationPage(title="Ours", slug="aide"))
    row = with_text(HELP, "fr", title="Aide", slug="aide", body=paragraphs("Oui."))

    report = bring(HOME, row)

    assert [(line, code) for line, code, _message in told(report)] == [(2, ProblemCode.NOT_STORED)]
    assert "slug: The slug 'aide' is already in use" in told(report)[0][2]
    assert not Page.objects.filter(translation_key=stable_key("help")).exists()
    assert not ImportRecord.objects.filter(key="help").exists()


def places(value, path=()):
    """List the way to every part of a row."""
    yield path
    if isinstance(value, dict | list):
        parts = value.items() if isinstance(value, dict) else enumerate(value)
        for name, part in parts:
            yield from places(part, (*path, name))


def test_whatever_stands_in_a_row_is_taken_or_told(bring):
    chance = random.Random(20231213)
    strange = [None, True, -1, 2.5, "", "x", "2022-13-01", [], ["x"], [[]], {}, {"x": 1}, [{}], [7]]
    ways = [way for way in places(REPORT) if way and way[0] not in ("type", "key")]

    for _round in range(150):
        row = changed(REPORT)
        *way, last = chance.choice(ways)
        inside = row
        for name in way:
            inside = inside[name]
        inside[last] = chance.choice(strange)

        report = bring(HOME, LIBRARY, row, FAQ, UCLG, MECHANISM, is_dry_run=True)

        is_taken = bool(steps(report, "report-2022"))
        is_told = any(problem.place.line == 3 for problem in report.problems)
        assert is_taken is not is_told, (way, last, inside[last])


def test_an_address_that_is_taken_is_told(bring):
    bring(HOME)
    page("home").add_child(instance=InformationPage(title="Ours", slug="help"))

    report = bring(HOME, HELP)

    assert [(line, code) for line, code, _message in told(report)] == [(2, ProblemCode.NOT_STORED)]
    assert "slug: The slug 'help' is already in use" in told(report)[0][2]


def test_an_import_that_was_interrupted_is_completed_by_the_next(bring, monkeypatch):
    complete = PageStore.complete

    def stop_at_the_report(self, row, steps):
        if row.key == "report-2022":
            raise KeyboardInterrupt
        return complete(self, row, steps)

    with monkeypatch.context() as patch:
        patch.setattr(PageStore, "complete", stop_at_the_report)
        with pytest.raises(KeyboardInterrupt):
            bring(*EVERYTHING)
    assert not page("report-2022").live

    report = bring(*EVERYTHING)

    assert report.problems == []
    assert page("report-2022").live
    assert page("report-2022", "fr").title == "Rapport annuel 2022"
    assert Report.objects.count() == 2


def test_a_translation_that_lacks_words_stays_a_draft(bring):
    row = changed(FAQ)
    row["text"]["fr"] = {"title": "Questions fréquentes", "slug": "questions-frequentes"}

    report = bring(HOME, LIBRARY, REPORT, row, UCLG, MECHANISM)

    assert report.notes == ["faq (fr) is a draft: not all of it is translated."]
    french = page("faq", "fr")
    assert (french.live, french.get_latest_revision_as_object().title) == (
        False,
        "Questions fréquentes",
    )


def test_a_page_that_an_editor_could_not_publish_stays_a_draft(bring):
    row = with_text(HELP, "fr", title="Aide", body=paragraphs("Oui."))
    row["cover"] = {"motif": "book", "alt": {"en": ""}}

    report = bring(HOME, row)

    assert report.problems == []
    assert report.notes == [
        "help is a draft: Say what the cover shows, for people who do not see it, or tick "
        "“decorative”."
    ]
    assert not InformationPage.objects.live().exists()
    assert InformationPage.objects.count() == 2


def test_a_page_may_have_another_source_language_than_its_parent(bring):
    row = changed(FAQ, source="es", text={"es": {"title": "Preguntas", "slug": "preguntas"}})

    report = bring(HOME, row)

    assert report.problems == []
    spanish = page("faq", "es")
    assert (spanish.live, spanish.get_parent().locale.language_code) == (True, "es")
    home = page("home", "es")
    assert (home.live, home.alias_of_id) == (False, None)


def test_a_row_without_a_parent_stands_below_the_root_page_of_the_site(bring):
    home = make_site()

    bring(changed(HELP, parent=None))

    assert page("help").get_parent().specific == home


def test_what_is_imported_is_read_as_soon_as_the_import_ends(bring):
    bring(HOME)
    ensure_site(page("home"))

    bring(*EVERYTHING)

    assert not Group.objects.dirty().exists()
    titles = Entry.objects.filter(type="report", is_visible=True).values_list("locale", "title")
    assert dict(titles) == {
        "en": "Annual report 2022",
        "fr": "Rapport annuel 2022",
        "es": "Annual report 2022",
        "ar": "Rapport annuel 2022",
    }


def with_media(text="What cities did."):
    row = with_text(
        changed(FAQ), "en", summary=text, body=[{"type": "rich_text", "html": "<p>A</p>"}]
    )
    row["cover"] = {"motif": "book", "alt": {"en": "An open book"}}
    row["facts"]["files"] = [
        {"languages": ["en"], "title": {"en": "Questions (PDF)"}, "generate": True}
    ]
    return row


def test_covers_are_drawn_and_documents_printed_once(bring):
    bring(HOME, with_media(), collection="Demo library")

    faq = page("faq")
    assert (faq.cover_alt, faq.cover.collection.name) == ("An open book", "Demo library")
    document = faq.hub_files.get().document
    assert (document.title, document.collection.name) == ("Questions (PDF)", "Demo library")
    assert document.file.read(5) == b"%PDF-"

    bring(HOME, with_media(), collection="Demo library")
    bring(HOME, with_text(with_media(), "en", title="Answers"), collection="Demo library")
    assert get_image_model().objects.count() == get_document_model().objects.count() == 1
    assert Collection.objects.filter(name="Demo library").count() == 1


def test_a_changed_text_is_printed_into_the_same_document(bring):
    bring(HOME, with_media())
    before = page("faq").hub_files.get().document

    bring(HOME, with_media("What 50 cities did."))

    after = page("faq").hub_files.get().document
    assert (after.pk, after.file_hash != before.file_hash) == (before.pk, True)


def test_a_document_that_an_editor_replaced_stays(bring):
    bring(HOME, with_media())
    get_document_model().objects.update(file_hash="an editor's own")

    bring(HOME, with_media("What 50 cities did."))

    assert page("faq").summary == "What 50 cities did."
    assert page("faq").hub_files.get().document.file_hash == "an editor's own"


def test_a_page_that_cannot_be_printed_is_told_and_the_others_arrive(bring, monkeypatch):
    def fail(*paper, **options):
        raise typst.TypstError("the paper is out")

    monkeypatch.setattr(typst, "compile", fail)

    report = bring(HOME, with_media(), HELP)

    assert [(line, code) for line, code, _message in told(report)] == [(2, ProblemCode.NOT_STORED)]
    assert page("help").live
    assert not Page.objects.filter(translation_key=stable_key("faq")).exists()


COLUMNS = (
    "type,key,parent,source,title_en,title_fr,summary_en,summary_fr,text_en,text_fr,year,kind,"
    "topics,organisations,networks,link_en,link_label"
)
CELLS = (
    'report,report-2023,library,en,Report 2023,Rapport 2023,"What cities did, and why",Pourquoi,'
    '"One\n\nTwo","Un\n\nDeux",2023,annual,housing;,uclg:publisher; uclg:author,mechanism,'
    "https://example.org/r,example.org"
)


def test_a_table_brings_several_languages_a_row(bring, tmp_path):
    bring(*EVERYTHING)
    file = tmp_path / "reports.csv"
    file.write_text(f"{COLUMNS}\n{CELLS}\n")

    report = import_files(paths=[file])

    assert report.problems == []
    source, french = page("report-2023"), page("report-2023", "fr")
    assert (source.title, source.slug, source.report_year) == ("Report 2023", "report-2023", 2023)
    assert source.summary == "What cities did, and why"
    assert source.body[0].value.source == "<p>One</p><p>Two</p>"
    assert french.body[0].value.source == "<p>Un</p><p>Deux</p>"
    assert [row.term.code for row in source.hub_terms.all()] == ["housing"]
    assert list(source.hub_contributions.values_list("role", flat=True)) == ["publisher", "author"]
    files = source.hub_files.values_list("title", "link_url", "link_label")
    assert list(files) == [("Report 2023", "https://example.org/r", "example.org")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_of_organisations_and_networks(tmp_path, delimiter):
    rows = [
        "type key name acronym kind country name_fr description_en name_en items",
        "organisation unhcr UNHCR  international_organisation ES HCR Protects  ",
        "network reception       Reception ",
    ]
    file = tmp_path / "organisations.csv"
    file.write_text("\ufeff" + "\n".join(row.replace(" ", delimiter) for row in rows))

    assert import_files(paths=[file]).problems == []

    organisation = Organisation.objects.get(slug="unhcr")
    assert (organisation.name, organisation.kind) == ("UNHCR", "international_organisation")
    assert dict(organisation.labels.values_list("locale", "name")) == {"en": "", "fr": "HCR"}
    assert Network.objects.get(slug="reception").labels.get().name == "Reception"


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"type,title_en\nreport,A", 1, "key"),
        (
            b"type,key\nreport,\xe9t\xe9",
            2,
            "the file is not in UTF-8, see “report,été”. Save it as “CSV UTF-8”.",
        ),
        (b'type,key\nreport,"a', 2, "unexpected end of data"),
        (b'type,"key"x\nreport,a', 1, "',' expected after '\"'"),
        (b"type,key\n" + b"a" * 5_000_001, 2, "the line is longer than any row can be."),
    ],
)
def test_a_table_that_cannot_be_read_is_told(tmp_path, content, line, message):
    file = tmp_path / "broken.csv"
    file.write_bytes(content)

    problems = import_files(paths=[file]).problems

    told = [(problem.code, str(problem.place), problem.message) for problem in problems]
    said = f"the file cannot be read: {message}"
    assert told == [(ProblemCode.UNREADABLE, f"broken.csv:{line}", said)]


def test_lines_of_a_table_are_counted_as_in_the_file(bring, tmp_path):
    bring(*EVERYTHING)
    file = tmp_path / "reports.csv"
    file.write_text(f"{COLUMNS}\n{CELLS}\norganisation,unhcr\n")

    problems = import_files(paths=[file]).problems

    assert [(problem.place.line, problem.message) for problem in problems] == [
        (7, "there is no “name”.")
    ]


def run(*args):
    out, err = StringIO(), StringIO()
    try:
        call_command("import_content", *args, stdout=out, stderr=err)
    except CommandError as error:
        return str(error), out.getvalue(), err.getvalue()
    return "", out.getvalue(), err.getvalue()


def test_the_command_sums_up_and_lists_what_it_would_do(tmp_path):
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps(HOME))
    counts = "2 created, 0 changed, 0 unchanged, 0 kept, 0 recognised.\n"

    _error, out, _err = run(str(tmp_path), "--dry-run")
    assert out == f"created    home (en, fr)\n{counts}"
    _error, out, _err = run(str(tmp_path))
    assert out == counts


def test_the_command_fails_with_every_problem_and_its_line(tmp_path):
    file = tmp_path / "rows.jsonl"
    file.write_text("{\n" + json.dumps(changed(HELP, parent="nowhere")))

    error, _out, err = run(str(file), "--dry-run")

    assert error == "2 problems; their rows were left out."
    assert err.splitlines() == [
        "rows.jsonl:1: this line is not a JSON object.",
        "rows.jsonl:2 help: its parent “nowhere” is not known.",
    ]


def test_an_import_of_many_pages_rebuilds_the_catalogue_once(bring, monkeypatch):
    bring(HOME)
    ensure_site(page("home"))
    index = {
        "type": "index",
        "key": "updates",
        "parent": "home",
        "source": "en",
        "facts": {"lists": "updates"},
        "text": {"en": {"title": "Updates", "slug": "updates"}},
    }
    updates = [
        {
            "type": "update",
            "key": f"update-{number}",
            "parent": "updates",
            "source": "en",
            "facts": {"date": "2023-06-20"},
            "text": {"en": {"title": f"Update {number}", "slug": f"update-{number}"}},
        }
        for number in range(12)
    ]

    with CaptureQueriesContext(connection) as queries:
        report = bring(index, *updates)

    assert report.problems == []
    assert UpdatePage.objects.live().count() == 12
    rebuilds = [q["sql"] for q in queries if 'SET "is_dirty" = ' in q["sql"]]
    built = [sql for sql in rebuilds if "version" not in sql.split("WHERE")[0]]
    # In one batch; the home page is in it, which has got pages below it.
    assert [sql.count('"hub_group"."id" = ') for sql in built] == [14]
