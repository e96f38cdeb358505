"""The reference tables become terms once, and never again over an editor's work."""

from collections import Counter
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db.models import Model

from hub.catalogue.models import Dependency, Group
from hub.terms import services
from hub.terms.broader import broader_terms
from hub.terms.enums import Confidence, Vocabulary
from hub.terms.models import Term, TermLabel, TermMapping
from hub.terms.reference import CLDR, MappingRow, read_terms
from hub.terms.services import SeedReport, seed_terms

pytestmark = pytest.mark.django_db

COUNTS = {
    Vocabulary.GCM_OBJECTIVES: 23,
    Vocabulary.GCR_SECTIONS: 43,
    Vocabulary.GCR_OBJECTIVES: 4,
    Vocabulary.FOCUS_AREAS: 6 + 1,  # the six of 2019, and health as the FAQ prints it
    Vocabulary.SDGS: 17,
    Vocabulary.PRIORITY_OBJECTIVES: 8,
    Vocabulary.TARGET_GROUPS: 4,
    Vocabulary.TOPICS: 16,
    Vocabulary.AUDIENCES: 13,
    Vocabulary.SERIES: 4,
    Vocabulary.LANGUAGES: 12,  # pt, ru and zh are files' languages and in the table already
    Vocabulary.REGIONS: 5 + 17 + 7 + 1,  # of three levels of M49, and the Middle East
    Vocabulary.COUNTRIES: 249,
    Vocabulary.PLACES: 64,
}
NOTE_ON_99_199 = (
    "The FAQ prints an impossible range: the Programme of action ends at 100 and the compact at "
    "107. 99-100 is the smallest correction, 97-99 (Local integration) the other candidate."
)
NOTE_ON_JOBS = (
    "The FAQ prints “Jobs and livelihoods solutions”: "
    "one label or two cannot be told from the text."
)


def test_every_vocabulary_has_its_exact_number_of_terms():
    report = seed_terms()

    assert dict(Counter(Term.objects.values_list("vocabulary", flat=True))) == COUNTS
    created = sum(model.objects.count() for model in (Term, TermLabel, TermMapping))
    assert report == SeedReport(created=created)


def test_every_seeded_term_satisfies_the_rules_of_the_form():
    seed_terms()

    for term in Term.objects.select_related("parent__parent__parent__parent"):
        term.clean_fields()
        term.clean_parent()
    for row in [*TermLabel.objects.all(), *TermMapping.objects.all()]:
        row.clean_fields()


def test_a_second_seed_changes_nothing(django_assert_num_queries):
    seed_terms()
    before = everything()

    # A savepoint and its release; terms, labels, mappings, and the terms these lead to.
    with django_assert_num_queries(6):
        report = seed_terms()

    assert report == SeedReport()
    assert everything() == before


def test_labels_keep_how_sure_we_are_of_them():
    seed_terms()

    marks = TermLabel.objects.filter(term__vocabulary=Vocabulary.GCM_OBJECTIVES)
    assert Counter(marks.values_list("locale", "confidence")) == {
        ("en", Confidence.VERIFIED): 22,
        ("en", Confidence.UNVERIFIED): 1,
        ("fr", Confidence.VERIFIED): 2,
        ("fr", Confidence.SECONDARY): 13,
        ("fr", Confidence.UNVERIFIED): 8,
        ("es", Confidence.VERIFIED): 1,
        ("es", Confidence.UNVERIFIED): 22,
    }
    objective = label("gcm_objectives", "gcm-11", "en")
    assert (objective.label, objective.short_label, objective.source) == (
        "Manage borders in an integrated, secure and coordinated manner",
        "Manage borders",
        "general knowledge; short label: https://migrationnetwork.un.org/hub",
    )


def test_facts_that_nobody_has_seen_in_a_source_are_named():
    seed_terms()

    assert term("gcm_objectives", "gcm-01").data == {
        "number": 1,
        "instrument": "GCM",
        "paragraph": 17,
        "un_hub_term": 279,
    }
    assert term("gcr_sections", "gcr-3a1").data == {
        "number": "III.A.1",
        "instrument": "GCR",
        "paragraphs": "17-19",
    }
    assert term("sdgs", "sdg-17").data == {
        "number": 17,
        "iri": "http://metadata.un.org/sdg/17",
        "color": "#19486A",
        "unverified": ["color"],
    }
    assert term("places", "accra").data == {
        "latitude": 5.56,
        "longitude": -0.2,
        "unverified": ["latitude", "longitude"],
    }


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        (
            "po-1",
            [
                ("gcm-23", "", "", ""),
                ("gcr-3a1", "17-19", "17-19", ""),
                ("gcr-3a3-2", "33-34", "33-34", ""),
                ("focus-responsibility-sharing", "", "", ""),
                ("sdg-17", "", "", ""),
            ],
        ),
        (
            "po-5",
            [
                ("gcm-16", "", "", ""),
                ("gcr-3b3-4", "99-199", "99-100", NOTE_ON_99_199),
                ("gcr-3b3-5", "99-199", "99-100", NOTE_ON_99_199),
                ("focus-jobs", "", "", NOTE_ON_JOBS),
                ("focus-solutions", "", "", NOTE_ON_JOBS),
                ("sdg-10", "", "", ""),
                ("sdg-11", "", "", ""),
                ("sdg-16", "", "", ""),
                ("sdg-17", "", "", ""),
            ],
        ),
        (
            "po-7",
            [
                ("gcm-07", "", "", ""),
                ("gcm-15", "", "", ""),
                ("gcr-3a3-2", "37", "37", ""),
                ("focus-solutions", "", "", ""),
                *[(f"sdg-{n:02}", "", "", "") for n in (1, 3, 4, 5, 6, 7, 8, 10, 11, 16, 17)],
            ],
        ),
    ],
)
def test_a_priority_objective_is_linked_as_the_call_prints_it(code, rows):
    seed_terms()

    links = term("priority_objectives", code).mappings.order_by("pk")
    assert list(links.values_list("target__code", "printed", "normalized", "editor_note")) == rows


def test_places_lie_in_countries_and_countries_in_regions():
    seed_terms()

    assert implied("places", "accra") == ["GH", "011", "202", "002"]
    assert implied("places", "amman") == ["JO", "145", "middle-east", "142"]
    assert implied("countries", "BR") == ["005", "419", "019"]
    assert implied("countries", "AQ") == []


@pytest.mark.parametrize(
    ("vocabulary", "code", "names"),
    [
        ("countries", "CI", {"en": "Côte d’Ivoire", "es": "Côte d’Ivoire", "ar": "ساحل العاج"}),
        ("countries", "PS", {"en": "State of Palestine", "fr": "État de Palestine"}),
        ("regions", "419", {"en": "Latin America and the Caribbean"}),
        ("regions", "015", {"en": "Northern Africa", "fr": "Afrique septentrionale"}),
        ("languages", "sw", {"en": "Swahili", "fr": "swahili", "es": "suajili"}),
        ("places", "tangier", {"fr": "Tanger", "es": "Tánger", "ar": "طنجة"}),
    ],
)
def test_names_come_from_cldr_unless_a_table_has_a_better_one(vocabulary, code, names):
    seed_terms()

    labels = {row.locale: row.label for row in term(vocabulary, code).labels.all()}
    assert labels | names == labels


def test_a_language_that_the_site_adds_later_gets_its_names(settings):
    seed_terms()
    before = TermLabel.objects.count()
    more = [*settings.WAGTAIL_CONTENT_LANGUAGES, ("pt", "Português")]
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = more

    report = seed_terms()

    # Every country, every language, and the 29 regions of M49: CLDR knows no Middle East.
    assert report == SeedReport(created=249 + 12 + 29)
    assert TermLabel.objects.count() == before + 249 + 12 + 29
    assert (label("countries", "DE", "pt").label, label("countries", "DE", "pt").source) == (
        "Alemanha",
        CLDR,
    )


def test_an_editors_label_survives_a_second_seed():
    seed_terms()
    edit(label("topics", "health", "fr"), label="Santé publique", confidence="verified")

    report = seed_terms()

    assert report == SeedReport()
    assert label("topics", "health", "fr").label == "Santé publique"


def test_a_changed_table_updates_what_no_editor_touched_and_tells_what_it_kept(monkeypatch):
    seed_terms()
    edit(label("topics", "health", "fr"), label="Santé publique")
    edit(term("topics", "housing"), editor_note="Ours.")

    rows = change("topics", "health", label="Nouveau", editor_note="From the table.")
    rows += change("topics", "housing", label="Nouveau", editor_note="From the table.")
    monkeypatch.setattr(services, "read_terms", lambda: rows)
    first, second = seed_terms(), seed_terms()

    assert (first.created, first.updated) == (0, 2)
    assert first.kept == ["topics health (fr)", "topics housing"]
    assert (second.created, second.updated) == (0, 0)
    assert second.kept == first.kept
    assert label("topics", "health", "fr").label == "Santé publique"
    assert label("topics", "housing", "fr").label == "Nouveau"
    assert term("topics", "health").editor_note == "From the table."
    assert term("topics", "housing").editor_note == "Ours."


def test_only_a_seed_that_changes_a_term_marks_what_was_built_from_it(monkeypatch):
    seed_terms()
    group = Group.objects.create(translation_key=uuid4(), type="report", is_dirty=False)
    Dependency.objects.create(group=group, kind="term", key=str(term("topics", "health").pk))

    seed_terms()
    unchanged = Group.objects.get().is_dirty
    rows = change("topics", "health", label="Nouveau")
    monkeypatch.setattr(services, "read_terms", lambda: rows)
    seed_terms()

    assert (unchanged, Group.objects.get().is_dirty) == (False, True)


def test_what_an_editor_took_away_does_not_come_back(monkeypatch):
    seed_terms()
    term("priority_objectives", "po-5").mappings.get(target__code="gcr-3b3-4").delete()
    label("topics", "health", "es").delete()

    report = seed_terms()

    assert report == SeedReport()
    links = term("priority_objectives", "po-5").mappings.filter(printed="99-199")
    assert [link.target.code for link in links] == ["gcr-3b3-5"]
    assert set(term("topics", "health").labels.values_list("locale", flat=True)) == {"en", "fr"}


def test_a_link_follows_its_table_and_a_new_one_is_added(monkeypatch):
    seed_terms()
    [row] = change("priority_objectives", "po-7")
    moved = tuple(
        replace(link, normalized="36-37") if link.printed else link for link in row.mappings
    )
    added = MappingRow(("topics", "reception"), printed="", normalized="", editor_note="New.")
    monkeypatch.setattr(services, "read_terms", lambda: [replace(row, mappings=(*moved, added))])

    report = seed_terms()

    assert report == SeedReport(created=1, updated=1)
    links = term("priority_objectives", "po-7").mappings
    assert links.get(printed="37").normalized == "36-37"
    assert links.get(target__code="reception").editor_note == "New."


def test_a_term_that_an_editor_made_first_keeps_what_the_editor_wrote():
    made = Term.objects.create(vocabulary="topics", code="health", editor_note="Made by hand.")
    TermLabel.objects.create(term=made, locale="fr", label="La santé")

    report = seed_terms()

    assert report.kept == ["topics health", "topics health (fr)"]
    assert {row.locale: row.label for row in term("topics", "health").labels.all()} == {
        "en": "Health",
        "fr": "La santé",
        "es": "Salud",
    }


def term(vocabulary: str, code: str) -> Term:
    return Term.objects.get(vocabulary=vocabulary, code=code)


def label(vocabulary: str, code: str, locale: str) -> TermLabel:
    return TermLabel.objects.get(term__vocabulary=vocabulary, term__code=code, locale=locale)


def edit(row: Model, **values: object) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def change(vocabulary, code, *, label=None, **values):
    """One row of a table with another French label or other facts, in a list."""
    row = next(row for row in read_terms() if (row.vocabulary, row.code) == (vocabulary, code))
    labels = dict(row.labels)
    if label:
        labels["fr"] = replace(labels["fr"], label=label)
    return [replace(row, labels=labels, **values)]


def implied(vocabulary: str, code: str) -> list[str]:
    codes = dict(Term.objects.values_list("pk", "code"))
    return [codes[pk] for pk in broader_terms()[term(vocabulary, code).pk]]


def everything() -> list[list[dict[str, object]]]:
    return [list(model.objects.order_by("pk").values()) for model in (Term, TermLabel, TermMapping)]
