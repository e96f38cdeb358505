"""Editing a page: facts on the source, prose in every language, terms that live in revisions."""

import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset
from wagtail.users.models import UserProfile

from hub.catalogue.models import Entry, Group
from hub.declarations import page_types
from hub.media.models import PageFile
from hub.pages.models import ContentPage
from hub.terms.enums import Vocabulary
from hub.terms.models import Term
from resources.models import Figure, IndexPage, Phase, Programme, Report
from tests.editor import make_editor, messages_of
from tests.factories.hub import NetworkFactory, OrganisationFactory, TermFactory
from tests.site import add, add_report, library, translate


@pytest.fixture
def editor(client, home):
    return make_editor(client, is_admin=True)


@pytest.fixture
def report(home, committed):
    with committed():
        return add_report(library(home), "Annual report", summary="What cities did.")


@pytest.fixture
def housing(db):
    return TermFactory(labels={"en": "Housing", "fr": "Logement"})


def terms_of(page):
    return sorted(row.term.code for row in page.hub_terms.all())


def draft_of(page):
    page.refresh_from_db()
    return page.get_latest_revision_as_object()


CONTENT_MODELS = [kind.load_model() for kind in page_types().values()]


@pytest.mark.parametrize("model", CONTENT_MODELS, ids=lambda model: model.__name__)
def test_the_form_of_every_type_asks_for_everything_the_type_holds(model):
    assert issubclass(model, ContentPage)
    options = model.get_edit_handler().get_form_options()

    known = {*options["fields"], *options["formsets"]}
    columns = {field.name for field in model._meta.concrete_fields if field.editable}
    relations = {field.field_name for field in model.translatable_fields}
    kept_by_wagtail = {
        "content_type", "depth", "draft_title", "expire_at", "expired", "first_published_at",
        "go_live_at", "has_unpublished_changes", "last_published_at", "latest_revision",
        "latest_revision_created_at", "live", "live_revision", "locale", "locked", "locked_at",
        "locked_by", "numchild", "owner", "page_ptr", "path", "resource_ptr", "translation_key",
        "url_path", "alias_of", "id",
    }  # fmt: skip
    assert (columns | relations) - known - kept_by_wagtail == set()


@pytest.mark.parametrize("model", CONTENT_MODELS, ids=lambda model: model.__name__)
def test_what_is_translated_is_no_fact(model):
    options = model.get_edit_handler().get_form_options()

    words = {field.field_name for field in model.translatable_fields}
    assert words.isdisjoint(options["fact_fields"])
    assert words.isdisjoint(options["fact_relations"])
    assert words & set(options["formsets"]) == set(options.get("part_relations", [])) & words


def test_a_draft_has_its_terms_and_the_published_page_not_yet(editor, report, housing):
    editor.send(report, terms_topics=[housing.pk])

    assert terms_of(draft_of(report)) == [housing.code]
    assert terms_of(Report.objects.get()) == []


def test_publishing_writes_the_terms_and_the_catalogue_finds_the_page_by_them(
    editor, report, housing, committed
):
    with_file(report)
    with committed():
        editor.send(report, "publish", terms_topics=[housing.pk])

    assert terms_of(Report.objects.get()) == [housing.code]
    facets = report_group(report).facets.filter(name="topics").values_list("value", flat=True)
    assert list(facets) == [housing.code]


def test_the_form_shows_what_is_ticked_and_unticking_takes_it_off(editor, report, housing):
    health = TermFactory(labels={"en": "Health"})
    editor.send(report, terms_topics=[housing.pk, health.pk])

    # The boxes stand in the order of the vocabulary, which the factories leave to chance.
    ticked = editor.form(report).getlist("terms_topics")
    assert sorted(ticked) == sorted([str(housing.pk), str(health.pk)])

    editor.send(report, terms_topics=[health.pk])

    assert terms_of(draft_of(report)) == [health.code]


def test_terms_of_vocabularies_that_were_not_touched_stay(editor, report, housing):
    sdg = TermFactory(vocabulary=Vocabulary.SDGS, code="sdg-11")
    editor.send(report, terms_topics=[housing.pk], terms_sdgs=[sdg.pk])
    editor.send(report, terms_topics=[])

    assert terms_of(draft_of(report)) == ["sdg-11"]


def test_a_term_of_another_vocabulary_is_refused(editor, report, housing):
    response = editor.send(report, terms_sdgs=[housing.pk])

    assert "could not be saved" in messages_of(response)[0]
    assert terms_of(draft_of(report)) == []


def test_a_retired_term_stays_on_its_page_and_is_offered_nowhere_else(editor, home, report):
    old = TermFactory(labels={"en": "Old word"})
    other = add_report(library(home), "Other report")
    editor.send(report, terms_topics=[old.pk])
    old.is_retired = True
    old.save()

    assert "Old word (retired)" in editor.open(report).find(id="id_terms_topics").text
    assert "Old word" not in editor.open(other).find(id="id_terms_topics").text

    editor.send(report, summary="Edited since.")

    assert terms_of(draft_of(report)) == [old.code]


def test_terms_are_named_in_the_language_of_the_editor(editor, report, housing):
    UserProfile.objects.create(user=editor.user, preferred_language="fr")

    assert editor.open(report).find(id="id_terms_topics").text.split() == ["Logement"]


def test_networks_are_ticked_like_terms(editor, report):
    network = NetworkFactory(labels={"en": "MC2CM"})
    editor.send(report, networks=[network.pk])

    assert [row.network for row in draft_of(report).hub_networks.all()] == [network]


def test_two_versions_can_be_compared_by_their_terms(editor, report, housing):
    health = TermFactory(labels={"en": "Health"})
    editor.send(report, terms_topics=[housing.pk])
    first = draft_of(report).latest_revision_id
    editor.send(report, terms_topics=[health.pk])

    screen = editor.get(
        reverse("wagtailadmin_pages:revisions_compare", args=[report.pk, first, "latest"])
    )

    changes = {
        row.select_one(".title-wrapper").text: row.select_one(".comparison")
        for row in screen.select("tbody tr")
    }
    assert list(changes) == ["Topics:"]
    assert changes["Topics:"].select_one(".deletion").text == "Housing"
    assert changes["Topics:"].select_one(".addition").text == "Health"


def test_an_earlier_version_brings_its_terms_back(editor, report, housing):
    editor.send(report, terms_topics=[housing.pk])
    first = draft_of(report).latest_revision_id
    editor.send(report, terms_topics=[])
    url = reverse("wagtailadmin_pages:revisions_revert", args=[report.pk, first])

    screen = editor.get(url)

    assert screen.find(id="id_terms_topics").find("input", checked=True)["value"] == str(housing.pk)


def test_a_copy_takes_terms_files_and_organisations_along(editor, home, report, housing, committed):
    with_file(report)
    organisation = OrganisationFactory()
    with committed():
        editor.send(
            report,
            "publish",
            terms_topics=[housing.pk],
            hub_contributions=inline({"organisation": organisation.pk, "role": "publisher"}),
        )
        copy = Report.objects.get().copy(update_attrs={"slug": "copy", "title": "Copy"})

    copy = Report.objects.get(pk=copy.pk)
    assert terms_of(copy) == [housing.code]
    assert [row.title for row in copy.hub_files.all()] == ["The report"]
    assert [row.organisation for row in copy.hub_contributions.all()] == [organisation]
    assert terms_of(Report.objects.get(slug="annual-report")) == [housing.code]


def test_a_translation_shows_facts_as_text_and_leads_to_the_source(editor, report, housing):
    editor.send(report, terms_topics=[housing.pk], report_year=2021, issued_on="2022-05-17")
    Report.objects.get().get_latest_revision().publish()
    french = translate(Report.objects.get(), "fr", title="Rapport annuel")

    screen = editor.open(french)

    facts = [(item.dt.text, item.dd.text) for item in screen.select(".hub-facts dl > div")]
    assert ("Year it reports on", "2021") in facts
    assert ("Topics", "Housing") in facts
    assert ("Issued on", "May 17, 2022") in facts
    edit_url = reverse("wagtailadmin_pages:edit", args=[report.pk])
    assert {link["href"] for link in screen.select(".hub-facts a")} == {edit_url}
    form = editor.form(french)
    assert not {"report_year", "terms_topics", "issued_on", "reach", "networks"} & form.keys()
    assert not [name for name in form if name.startswith(("hub_files", "relations"))]
    assert form["title"] == "Rapport annuel"


def test_saving_a_translation_changes_no_fact_even_when_a_browser_sends_one(
    editor, report, housing, committed
):
    with committed():
        french = translate(report, "fr", title="Rapport annuel")
    with committed():
        editor.send(
            french,
            "publish",
            summary="Ce que les villes ont fait.",
            report_year=1999,
            issued_on="1999-01-01",
            terms_topics=[housing.pk],
            reach="networks",
            hub_files=inline({"title": "Faux", "languages": ("fr",), "link_url": "https://x.org"}),
        )

    french = Report.objects.get(pk=french.pk)
    assert french.summary == "Ce que les villes ont fait."
    assert (french.report_year, french.issued_on, french.reach) == (2022, None, "everyone")
    assert terms_of(french) == []
    assert french.hub_files.count() == 0


def test_the_rows_of_a_translation_are_translated_beside_those_of_the_source(
    editor, home, committed
):
    with committed():
        source = add(library(home), Programme(title="Cities", summary="A programme."))
        source.phases = [
            Phase(title="First phase", description="It began.", code="one", locale=source.locale),
            Phase(title="Second phase", code="two", locale=source.locale),
        ]
        source.save_revision().publish()
        french = translate(Programme.objects.get(), "fr", title="Villes")
    first, second = Programme.objects.get(pk=source.pk).phases.all()

    with committed():
        editor.send(
            french,
            "publish",
            **{
                f"phases-{first.translation_key}-title": "Première phase",
                f"phases-{first.translation_key}-description": "Elle commença.",
                f"phases-{second.translation_key}-title": "",
            },
        )

    rows = Programme.objects.get(pk=french.pk).phases.all()
    assert [(row.code, row.title, row.description) for row in rows] == [
        ("one", "Première phase", "Elle commença.")
    ]
    assert rows[0].translation_key == first.translation_key
    card = entry_of(source, "fr").card
    assert [phase["title"] for phase in card["phases"]] == ["Première phase", "Second phase"]


def test_a_row_added_to_the_source_later_can_be_translated(editor, report, committed):
    with committed():
        french = translate(report, "fr", title="Rapport annuel")
        report.figures = [
            Figure(value="50+", label="cities", source="Report", locale=report.locale)
        ]
        report.save_revision().publish()
    figure = Figure.objects.get(page=report)

    screen = editor.open(french)
    label = screen.find(attrs={"name": f"figures-{figure.translation_key}-label"})
    assert label["value" if label.get("value") else "name"] == label["name"]
    assert "In the source: cities" in screen.text
    with committed():
        editor.send(french, "publish", **{f"figures-{figure.translation_key}-label": "villes"})

    card = entry_of(report, "fr").card
    assert [(row["value"], row["label"]) for row in card["figures"]] == [("50+", "villes")]


def test_the_translators_screen_shows_languages_and_facts_as_well(editor, home, report, housing):
    editor.send(report, terms_topics=[housing.pk])
    Report.objects.get().get_latest_revision().publish()
    for page in (home, library(home), Report.objects.get()):
        translate_with_localize(editor, page, "fr")
    french = Report.objects.get(locale__language_code="fr")

    screen = editor.open(french)

    assert screen.select_one(".js-translation-editor")
    states = [item.text.split() for item in screen.select(".hub-language")][:2]
    assert states == [["English", "source,", "published"], ["French", "not", "published"]]
    facts = [(item.dt.text, item.dd.text) for item in screen.select(".hub-facts dl > div")]
    assert ("Topics", "Housing") in facts
    assert screen.select_one(".hub-facts a")["href"].endswith(f"/{report.pk}/edit/")


def translate_with_localize(editor, page, code):
    url = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    locale = Locale.objects.get(language_code=code)
    response = editor.client.post(url, {"locales": [locale.pk]})
    assert response.status_code == 302


@pytest.mark.parametrize("has_waiting_changes", [False, True])
def test_a_speaker_marks_a_translation_as_read(editor, report, committed, has_waiting_changes):
    with committed():
        french = translate(report, "fr", title="Rapport annuel")
        if has_waiting_changes:
            french.title = "Pas encore"
            french.save_revision()
    url = reverse("hub_editing:reviewed", args=[french.pk])

    with committed():
        editor.client.post(url, {"reviewed": "1"})

    french = Report.objects.get(pk=french.pk)
    assert (french.translation_reviewed, french.title) == (True, "Rapport annuel")
    assert french.has_unpublished_changes == has_waiting_changes
    assert draft_of(french).translation_reviewed
    assert entry_of(report, "fr").card["translation_reviewed"]

    with committed():
        editor.client.post(url)

    assert not entry_of(report, "fr").card["translation_reviewed"]


def test_who_may_not_publish_does_not_mark_what_readers_see(client, home, report):
    french = translate(report, "fr", title="Rapport annuel")
    writer = make_editor(client, "change_page")

    writer.client.post(reverse("hub_editing:reviewed", args=[french.pk]), {"reviewed": "1"})

    assert not Report.objects.get(pk=french.pk).translation_reviewed


def test_a_missing_language_leads_to_the_translators(editor, report):
    url = reverse("wagtail_localize:submit_page_translation", args=[report.pk])

    missing = editor.open(report).select(".hub-language--missing a")

    assert [link["href"] for link in missing] == [url, url, url]


def test_who_may_not_translate_is_not_led_there(client, home, report):
    writer = make_editor(client, "change_page", on=home)

    assert writer.open(report).select(".hub-language--missing a") == []
    assert len(writer.open(report).select(".hub-language--missing")) == 3


def test_the_state_is_fetched_again_by_those_who_may_edit(client, home, report):
    url = reverse("hub_editing:state", args=[report.pk])

    assert client.get(url).status_code == 302
    stranger = make_editor(
        client, "change_page", on=add(home, IndexPage(title="Elsewhere", lists="events"))
    )
    assert stranger.client.get(url).status_code == 302
    editor = make_editor(client, "change_page", on=home)
    assert "Before you publish" in editor.get(url).text


def test_the_card_shown_to_editors_is_that_of_the_draft(editor, report):
    editor.send(report, title="Title of the draft", summary="Summary of the draft.")

    screen = editor.get(reverse("hub_editing:outlook", args=[report.pk]))

    card = screen.select_one(".hub-card")
    assert card.h4.text == "Title of the draft"
    assert card.select("p")[-1].text == "Summary of the draft."
    assert entry_of(report, "en").title == "Annual report"


def test_a_file_row_may_be_unfinished_in_a_draft(editor, report):
    response = editor.send(report, hub_files=inline({"title": "Later", "languages": ("en",)}))

    assert messages_of(response) == ["Page 'Annual report' has been updated."]
    assert [row.title for row in draft_of(report).hub_files.all()] == ["Later"]
    problem = "“Later” has neither a document nor a link."
    assert problem in editor.open(report).select_one(".hub-problem--error").text


def test_what_only_a_draft_names_is_not_deleted_under_it(editor, report, housing):
    organisation = OrganisationFactory(name="Named in a draft")
    spare = TermFactory(labels={"en": "Spare"})
    contribution = {"organisation": organisation.pk, "role": "publisher"}
    editor.send(report, terms_topics=[housing.pk], hub_contributions=inline(contribution))

    for row in (housing, organisation, spare):
        url = reverse(row.snippet_viewset.get_url_name("delete"), args=[row.pk])
        response = editor.client.post(url, follow=True)
        if row is not spare:
            assert "cannot be deleted: Annual report" in messages_of(response)[0]

    assert editor.open(report).find(id="id_terms_topics").find("input", checked=True)
    assert Term.objects.filter(pk__in=[housing.pk, spare.pk]).get() == housing


def inline(*rows):
    """Make the rows of an inline panel as a browser sends them."""
    return inline_formset([{"id": "", **row} for row in rows])


def with_file(page):
    PageFile.objects.create(
        page=page, title="The report", languages=["en"], link_url="https://example.org/report"
    )
    page.save_revision()


def report_group(page):
    return Group.objects.get(translation_key=page.translation_key)


def entry_of(page, locale):
    return Entry.objects.get(group__translation_key=page.translation_key, locale=locale)
