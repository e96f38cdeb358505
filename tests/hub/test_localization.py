"""Every page type and block through wagtail-localize: sent, translated, published, exported."""

import re
import uuid

import polib
import pytest
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import translate_object
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from actions.models import Action, ActionFigure, ActionRepository, ActionUpdate
from courses.models import Course, CourseIndex, Lesson, Module
from hub.blocks.rich_text import plain_text
from hub.catalogue.models import Entry, Group
from hub.declarations import page_types
from hub.localization.pairing import TranslationMismatch
from hub.localization.translations import (
    UntranslatedParent,
    outdated_locales,
    translate_page,
)
from hub.localization.trees import ensure_index_pages, ensure_locales, ensure_parents
from hub.terms.enums import Vocabulary
from hub.terms.models import Term
from resources import models
from tests.factories.blocks import body, choices, samples
from tests.site import add, add_report, library

pytestmark = pytest.mark.django_db

PROSE = {
    "title": "Title",
    "summary": "Summary",
    "cover_alt": "A wall",
    "seo_title": "Name",
    "search_description": "Found",
}
NAMES = {"official_title": "Official", "short_title": "Short"}


@pytest.fixture
def french():
    return Locale.objects.get(language_code="fr")


@pytest.fixture
def spanish():
    return Locale.objects.get(language_code="es")


def term(vocabulary):
    return Term.objects.create(vocabulary=vocabulary, code="term")


def part(model, **fields):
    return model(title="Part", description="Words", sort_order=0, **fields)


def figure():
    return models.Figure(value="50+", label="cities", source="Report", sort_order=0)


def index(home):
    return add(home, models.IndexPage(title="Index", slug="index", lists="updates"))


def framework(home):
    fields = PROSE | NAMES | {"dimensions": [part(models.Dimension)], "figures": [figure()]}
    return models.IndicatorFramework(**fields)


def course(home):
    words = {
        name: f"Its {name}"
        for name in ("objectives", "prerequisites", "cost_note", "certificate_terms")
    }
    return (
        add(home, CourseIndex(title="Courses", slug="courses")),
        Course(**PROSE, **NAMES, **words, modules=[part(Module, code="core")]),
    )


def lesson(home):
    parent, page = course(home)
    return add(parent, page), Lesson(**PROSE)


#: What makes a page of each type with every kind of prose it has, and where it stands.
PAGES = {
    "library": lambda home: (
        home,
        models.LibraryPage(**PROSE, sections=[part(models.LibrarySection, types=["report"])]),
    ),
    "index": lambda home: (home, models.IndexPage(**PROSE, lists="updates")),
    "information": lambda home: (home, models.InformationPage(**PROSE)),
    "update": lambda home: (index(home), models.UpdatePage(**PROSE, date="2023-06-20")),
    "event": lambda home: (index(home), models.EventPage(**PROSE, venue="Town hall")),
    "priority": lambda home: (
        index(home),
        models.PriorityObjectivePage(
            **PROSE, example="Accra", term=term(Vocabulary.PRIORITY_OBJECTIVES)
        ),
    ),
    "report": lambda home: (
        library(home),
        models.Report(**PROSE, **NAMES, report_year=2022, occasion="Forum", figures=[figure()]),
    ),
    "toolkit": lambda home: (
        library(home),
        models.Toolkit(**PROSE, **NAMES, components=[part(models.ToolkitComponent)]),
    ),
    "framework": lambda home: (library(home), framework(home)),
    "assessment": lambda home: (
        add(library(home), framework(home)),
        models.CityAssessment(**PROSE, **NAMES, place=term(Vocabulary.PLACES), fed_into="A plan"),
    ),
    "programme": lambda home: (
        library(home),
        models.Programme(
            **PROSE,
            **NAMES,
            phases=[part(models.Phase, code="one")],
            rounds=[part(models.Round, code="first")],
        ),
    ),
    "repository": lambda home: (home, ActionRepository(**PROSE)),
    "courses": lambda home: (home, CourseIndex(**PROSE)),
    "course": course,
    "lesson": lesson,
    "action": lambda home: (
        add(home, ActionRepository(title="Actions", slug="actions")),
        Action(
            **PROSE,
            results="Jobs",
            lessons="Ask first",
            recommendations="Begin early",
            figures=[ActionFigure(value="50+", label="people", source="Report", sort_order=0)],
            updates=[ActionUpdate(date="2023-06-20", text="Begun", sort_order=0)],
        ),
    ),
    "platform": lambda home: (
        library(home),
        models.KnowledgePlatform(
            **PROSE, **NAMES, who_may_join="All", offers=[models.Offer(text="News", sort_order=0)]
        ),
    ),
}


def make(kind, home):
    """Publish a page of this type, with every kind of block in its body."""
    parent, page = PAGES[kind](home)
    page.body = body(*samples(choices()).items())
    return add(parent, page)


def words_of(page):
    """List every piece of text of a page with its path."""
    segments = [s for s in extract_segments(page) if isinstance(s, StringSegmentValue)]
    return [(segment.path, segment.string.data) for segment in segments]


def say_in_french(po):
    for entry in po:
        entry.msgstr = f"fr {entry.msgid}"
    return polib.pofile(str(po))


def french_words(page):
    """Say the words of a page with “fr” before each of them, as an import would bring them."""
    rows = {
        name: {
            str(row.translation_key): {
                field: f"fr {getattr(row, field)}"
                for field in ("title", "description", "label", "text")
                if hasattr(row, field)
            }
            for row in getattr(page, name).all()
        }
        for name in (
            "figures",
            "dimensions",
            "components",
            "modules",
            "phases",
            "rounds",
            "offers",
            "updates",
            "sections",
        )
        if hasattr(page, name)
    }
    fields = [f.field_name for f in page.translatable_fields if f.field_name not in rows]
    return rows | {name: f"fr {getattr(page, name)}" for name in fields if name != "body"}


def test_no_page_type_is_left_out():
    declared = {kind.load_model() for kind in page_types().values()}
    assert len(declared - {models.HomePage}) == len(PAGES)


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_sent_translated_from_a_po_file_and_published(
    kind, home, french, django_capture_on_commit_callbacks
):
    page = make(kind, home)

    translate_object(page, [french])
    translation = Translation.objects.get(
        source__object_id=page.translation_key, target_locale=french
    )
    draft = translation.get_target_instance()
    assert (draft.live, draft.alias_of_id) == (False, None)
    assert translation.get_progress() == (len(words_of(page)), 0)

    assert translation.import_po(say_in_french(translation.export_po())) == []
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)

    published = translation.get_target_instance()
    assert published.live
    assert words_of(published) == [(path, f"fr {text}") for path, text in words_of(page)]
    assert [entry.msgstr for entry in translation.export_po()] == [
        f"fr {text}" for _path, text in words_of(page)
    ]


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_translated_by_its_words_as_the_translation_screen_would(kind, home, french):
    page = make(kind, home)
    ensure_parents(source=page, locale=french)
    words = french_words(page) | {"body": page.body.raw_data}

    result = translate_page(source=page, locale=french, words=words, own={"slug": "en-francais"})

    assert result.missing == ()
    assert (result.page.live, result.page.slug) == (True, "en-francais")
    in_english = words_of(page)
    assert words_of(result.page) == [
        (path, text if path.startswith("body.") else f"fr {text}") for path, text in in_english
    ]
    translation = Translation.objects.get(
        source__object_id=page.translation_key, target_locale=french
    )
    assert translation.get_progress() == (len(in_english), len(in_english))
    assert [entry.msgstr for entry in translation.export_po()] == [
        text for _path, text in words_of(result.page)
    ]


def rich(html):
    return [{"type": "rich_text", "value": html, "id": str(uuid.UUID(int=1))}]


def report_with(home, html):
    page = add_report(library(home), "Annual report", summary="What cities did")
    page.body = rich(html)
    page.save_revision().publish()
    return page


def test_links_keep_their_targets_whatever_their_order(home, french):
    first, second = home.pk, library(home).pk
    page = report_with(
        home,
        f'<p><a linktype="page" id="{first}">The hub</a> has a '
        f'<a linktype="page" id="{second}">library</a>.</p>',
    )
    ensure_parents(source=page, locale=french)
    html = (
        f'<p>La <a linktype="page" id="{second}">bibliothèque</a> '
        f'du <a linktype="page" id="{first}">hub</a>.</p>'
    )
    words = {"title": "Rapport", "summary": "Les villes", "body": rich(html)}

    result = translate_page(source=page, locale=french, words=words)

    told = result.page.body[0].value.source
    assert re.findall(r'id="(\d+)"', told) == [str(second), str(first)]
    assert plain_text(told) == "La bibliothèque du hub."


def test_an_address_may_be_another_one_in_each_language(home, french):
    page = report_with(home, '<p>See <a href="https://example.org/en">the site</a>.</p>')
    ensure_parents(source=page, locale=french)
    html = '<p>Voir <a href="https://example.org/fr">le site</a>.</p>'
    words = {"title": "Rapport", "summary": "Les villes", "body": rich(html)}

    result = translate_page(source=page, locale=french, words=words)

    assert result.page.body[0].value.source == html


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<p>Un</p>", "1 pieces of text in place of 2"),
        ("<ul><li>Un</li><li>deux</li></ul>", "2 pieces of text in place of 2, or in another"),
        ('<p>Un</p><p>Deux <a href="https://example.org">ici</a></p>', "1 links in place of 0"),
    ],
)
def test_a_text_cut_into_other_pieces_is_refused_in_words(home, french, html, reason):
    page = report_with(home, "<p>One</p><p>Two</p>")
    ensure_parents(source=page, locale=french)
    words = {"title": "Rapport", "summary": "Les villes", "body": rich(html)}

    with pytest.raises(TranslationMismatch) as refused:
        translate_page(source=page, locale=french, words=words)

    assert refused.value.problems[0].startswith("block 1 (Text): ")
    assert reason in refused.value.problems[0]
    assert page.get_translation_or_none(french) is None
    assert not StringTranslation.objects.filter(context__object_id=page.translation_key).exists()


def test_a_text_that_its_source_does_not_have_is_refused(home, french):
    page = add_report(library(home), "Annual report")
    ensure_parents(source=page, locale=french)

    with pytest.raises(TranslationMismatch, match=r"^summary: its source has no text here"):
        translate_page(source=page, locale=french, words={"title": "Rapport", "summary": "Mots"})


def test_with_words_missing_the_page_stays_a_draft(home, french):
    page = add_report(library(home), "Annual report", summary="What cities did")
    ensure_parents(source=page, locale=french)

    result = translate_page(source=page, locale=french, words={"title": "Rapport annuel"})

    assert (result.page.live, result.missing) == (False, ("summary",))
    assert result.page.get_latest_revision_as_object().title == "Rapport annuel"


def test_a_page_without_a_parent_in_this_language_is_refused(home, french):
    with pytest.raises(UntranslatedParent):
        translate_page(source=library(home), locale=french, words={"title": "Bibliothèque"})


def test_translating_again_renews_the_page_and_says_nothing_twice(home, french):
    page = add_report(library(home), "Annual report", summary="What cities did")
    ensure_parents(source=page, locale=french)
    first = translate_page(source=page, locale=french, words={"title": "Un", "summary": "Mots"})

    second = translate_page(source=page, locale=french, words={"title": "Deux", "summary": "Mots"})

    assert (second.page.pk, second.page.title) == (first.page.pk, "Deux")
    said = StringTranslation.objects.filter(context__object_id=page.translation_key)
    assert sorted(said.values_list("data", flat=True)) == ["Deux", "Mots"]


def test_the_catalogue_shows_a_translation_at_once(home, french, committed):
    with committed():
        page = add_report(library(home), "Annual report", summary="What cities did")
        ensure_parents(source=page, locale=french)
    with committed():
        translate_page(source=page, locale=french, words={"title": "Rapport", "summary": "Mots"})

    group = Group.objects.get(translation_key=page.translation_key)
    titles = dict(group.entries.values_list("locale", "title"))
    assert group.source_locale == "en"
    assert titles == {
        "en": "Annual report",
        "fr": "Rapport",
        "es": "Annual report",
        "ar": "Rapport",
    }


def outdated(page):
    page = page.specific
    page.refresh_from_db()
    pages = page.get_translations(inclusive=True).specific().select_related("locale")
    shown = {other.locale.language_code: other for other in pages if other.live}
    return outdated_locales(next(p for p in pages if p.pk == page.pk), shown)


@pytest.fixture
def translated(home, french, spanish):
    page = add_report(library(home), "Annual report", summary="What cities did")
    for locale in (french, spanish):
        ensure_parents(source=page, locale=locale)
        translate_page(source=page, locale=locale, words={"title": "Titre", "summary": "Mots"})
    return page


def test_a_translation_is_current_when_it_says_all_that_its_source_says(translated):
    assert outdated(translated) == set()


def test_new_words_of_the_source_make_every_translation_outdated(translated):
    translated.summary = "What 50 cities did"
    translated.save_revision().publish()

    assert outdated(translated) == {"fr", "es"}


def test_a_draft_of_the_source_makes_nothing_outdated(translated):
    translated.summary = "What 50 cities did"
    translated.save_revision()

    assert outdated(translated) == set()


def test_a_change_of_facts_makes_nothing_outdated(translated):
    translated.report_year = 2023
    translated.save_revision().publish()

    assert outdated(translated) == set()


def test_a_translation_is_outdated_until_its_new_words_are_published(translated, french, committed):
    translated.summary = "What 50 cities did"
    translated.save_revision().publish()
    TranslationSource.objects.get(object_id=translated.translation_key).update_from_db()
    assert outdated(translated) == {"fr", "es"}  # brought to the translators, not translated

    segment = StringSegment.objects.get(
        source__object_id=translated.translation_key, context__path="summary"
    )
    segment.string.translations.create(
        locale=french, context=segment.context, data="Ce que 50 villes ont fait"
    )
    assert outdated(translated) == {"fr", "es"}  # translated, not published

    with committed():
        Translation.objects.get(
            source__object_id=translated.translation_key, target_locale=french
        ).save_target(publish=True)
    assert outdated(translated) == {"es"}


def test_a_translation_made_without_the_translation_screen_is_compared_by_date(home, french):
    page = add_report(library(home), "Annual report")
    ensure_parents(source=page, locale=french)
    copy = page.copy_for_translation(french)
    copy.save_revision().publish()
    assert outdated(page) == set()

    page.title = "First annual report"
    page.save_revision().publish()

    assert outdated(page) == {"fr"}


def test_sending_a_page_to_translation_publishes_nothing(home, french, committed):
    with committed():
        page = add_report(library(home), "Annual report")
    with committed():
        translate_object(page, [french])

    in_french = Page.objects.filter(locale=french)
    assert sorted(in_french.values_list("title", "live", "alias_of")) == [
        ("Annual report", False, None),
        ("Home", False, None),
        ("Library", False, None),
    ]
    assert not Entry.objects.filter(actual_locale="fr").exists()


def test_index_pages_are_real_drafts_that_wait_for_a_translator(home, french):
    made = ensure_index_pages(locale=french)

    assert [(page.title, page.live, page.alias_of_id) for page in made] == [
        ("Home", False, None),
        ("Library", False, None),
    ]
    assert made[1].get_parent().specific == made[0]
    waiting = Translation.objects.filter(target_locale=french, enabled=True)
    assert [translation.get_progress()[1] for translation in waiting] == [0, 0]
    assert ensure_index_pages(locale=french) == []


def test_a_slug_in_arabic_letters_is_kept(home, committed):
    arabic = Locale.objects.get(language_code="ar")
    page = library(home)
    ensure_parents(source=page, locale=arabic)

    translate_page(source=page, locale=arabic, words={"title": "المكتبة"}, own={"slug": "المكتبة"})
    translate_page(source=page, locale=arabic, words={"title": "مكتبة"}, own={})
    assert page.get_translation(arabic).slug == "المكتبة"

    with committed():
        Translation.objects.get(
            source__object_id=page.translation_key, target_locale=arabic
        ).save_target(publish=True)
    assert page.get_translation(arabic).slug == "المكتبة"


def test_every_language_of_the_site_gets_its_locale():
    Locale.objects.exclude(language_code="en").delete()

    assert [locale.language_code for locale in ensure_locales()] == ["en", "fr", "es", "ar"]
    assert [locale.language_code for locale in ensure_locales()] == ["en", "fr", "es", "ar"]
    assert Locale.objects.count() == 4


def test_published_translations_carry_the_moment_of_their_publication(home, french):
    page = add_report(library(home), "Annual report")
    ensure_parents(source=page, locale=french)
    before = timezone.now()

    result = translate_page(source=page, locale=french, words={"title": "Rapport"})

    assert before <= result.page.first_published_at <= timezone.now()
