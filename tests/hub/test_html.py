"""Pages as people read them: what surrounds them, in which language, and who sees what."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.test import RequestFactory
from django.utils import timezone
from django.utils.translation import gettext, override
from wagtail.models import PageViewRestriction, Site

from hub.catalogue.models import Entry, Generation, Group
from hub.media.models import PageFile
from hub.networks.models import Network
from hub.pages import views
from hub.pages.models import Contribution, PageNetwork, PageTerm
from hub.pages.presenting import template_names
from resources.models import IndexPage, InformationPage, LibraryPage, Report
from tests.factories.blocks import body
from tests.factories.hub import NetworkFactory, OrganisationFactory, TermFactory
from tests.factories.media import make_document, make_image, pdf_bytes
from tests.html import words
from tests.site import add, add_report, library, translate

REPORT = "/en/library/annual-report/"


@pytest.fixture(scope="module")
def rows_of_a_report(snapshot, rows_of_a_site):
    def make():
        rows_of_a_site.restore()
        shelf = LibraryPage.objects.get()
        report = add_report(shelf, "Annual report", summary="What cities did.")
        translate(report, "fr", title="Rapport annuel", summary="Ce qu’ont fait les villes.")

    return snapshot(make)


@pytest.fixture
def report(rows_of_a_report, home):
    """Return a report in English and French."""
    rows_of_a_report.restore()
    return Report.objects.get(title="Annual report")


def said(locale, text):
    """Say a text of the interface in a language."""
    with override(locale):
        return gettext(text)


def links(element):
    return [(link.get_text(strip=True), link["href"]) for link in element.find_all("a")]


# Language -------------------------------------------------------------------------------------


def test_a_page_names_its_language_its_address_and_its_translations(report, read):
    page = read("/fr/library/annual-report/")

    assert (page.html["lang"], page.html["dir"]) == ("fr", "ltr")
    assert page.title.string == f"Rapport annuel · {said('fr', 'Local Action Hub')}"
    assert page.find("meta", attrs={"name": "description"})["content"] == (
        "Ce qu’ont fait les villes."
    )
    assert page.find("link", rel="canonical")["href"] == (
        "http://127.0.0.1:8000/fr/library/annual-report/"
    )
    alternates = page.find_all("link", rel="alternate")
    assert [(link["hreflang"], link["href"]) for link in alternates] == [
        ("en", "http://127.0.0.1:8000/en/library/annual-report/"),
        ("fr", "http://127.0.0.1:8000/fr/library/annual-report/"),
        ("x-default", "http://127.0.0.1:8000/en/library/annual-report/"),
    ]
    assert page.find("meta", attrs={"name": "robots"}) is None


def test_the_language_switch_says_what_exists(report, read):
    switch = read(REPORT).find("nav", class_="hub-languages")

    assert [
        (words(link), link["href"], "hub-missing" in link.get("class", []))
        for link in switch.find_all("a")
    ] == [
        ("English", REPORT, False),
        ("Français", "/fr/library/annual-report/", False),
        ("Español (this page is not translated yet)", f"{REPORT}?lang=es", True),
        ("العربية (this page is not translated yet)", f"{REPORT}?lang=ar", True),
    ]
    assert switch.find("a", attrs={"aria-current": "true"})["href"] == REPORT


def test_a_text_in_another_language_is_marked_and_announced(report, read):
    page = read("/fr/library/annual-report/?lang=ar")

    assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")
    assert (page.h1["lang"], page.h1["dir"], page.h1.string) == ("fr", "ltr", "Rapport annuel")
    assert page.find(class_="hub-summary")["lang"] == "fr"
    assert words(page.find(class_="hub-notice-fallback")) == said(
        "ar", "This page is not available in %(wanted)s yet. You are reading it in %(language)s."
    ) % {"wanted": "العربية", "language": "الفرنسية"}
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert page.find("link", rel="canonical")["href"].endswith("/fr/library/annual-report/")


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        (f"{REPORT}?lang=fr", "/fr/library/annual-report/"),  # it exists in French
        (f"{REPORT}?lang=ar", "/fr/library/annual-report/?lang=ar"),  # French is nearer to Arabic
        ("/fr/library/annual-report/?lang=es", f"{REPORT}?lang=es"),
    ],
)
def test_a_language_leads_to_the_text_that_is_best_for_its_reader(report, client, asked, leads_to):
    response = client.get(asked)

    assert (response.status_code, response["Location"]) == (302, leads_to)


@pytest.mark.parametrize("nonsense", ["xx", "", "en", "FR", "../../"])
def test_a_language_that_is_none_of_ours_changes_nothing(report, read, nonsense):
    assert read(f"{REPORT}?lang={nonsense}").html["lang"] == "en"


def test_a_first_page_that_is_missing_in_a_language_keeps_the_reader_in_it(home, client):
    response = client.get("/ar/")

    assert (response.status_code, response["Location"]) == (302, "/en/?lang=ar")


def test_a_translation_behind_its_original_or_unreviewed_says_so(report, committed, read):
    with committed():
        report.refresh_from_db()
        report.title = "Annual report 2022"
        report.save_revision().publish()

    notices = read("/fr/library/annual-report/").find_all(class_="hub-notice")

    assert [words(notice) for notice in notices] == [
        said("fr", "The original has changed since this translation was made."),
        said("fr", "No speaker of the language has reviewed this translation yet."),
    ]
    assert read(REPORT).find(class_="hub-notice") is None


def test_an_address_in_arabic_letters_is_found(home, committed, client):
    with committed():
        translate(add_report(library(home), "Report"), "ar", title="تقرير", slug="تقرير")

    response = client.get("/ar/library/تقرير/")

    assert (response.status_code, response["Content-Language"]) == (200, "ar")


# What surrounds a page ------------------------------------------------------------------------


def test_the_menu_is_in_the_order_of_the_tree_and_shows_where_one_is(home, committed, read):
    with committed():
        add(home, IndexPage(title="Updates", lists="updates", show_in_menus=True))
        shelf = library(home)
        shelf.show_in_menus = True
        shelf.save_revision().publish()
        add(home, InformationPage(title="Not in the menu"))

    menu = read("/en/updates/").find("nav", class_="hub-menu")

    assert links(menu) == [("Library", "/en/library/"), ("Updates", "/en/updates/")]
    assert menu.find("a", attrs={"aria-current": "page"}).string == "Updates"


def test_the_menu_shows_in_which_part_a_deeper_page_is(report, committed, read):
    with committed():
        shelf = library(report.get_parent().get_parent())
        shelf.show_in_menus = True
        shelf.save_revision().publish()

    current = read(REPORT).find("nav", class_="hub-menu").find("a", attrs={"aria-current": "true"})

    assert current["href"] == "/en/library/"


def test_the_trail_leads_up_to_the_first_page(report, read):
    assert links(read(REPORT).find("nav", class_="hub-trail")) == [
        ("Home", "/en/"),
        ("Library", "/en/library/"),
    ]
    assert read("/en/").find("nav", class_="hub-trail") is None


def test_the_keyboard_can_skip_to_the_content(report, read):
    page = read(REPORT)

    first = page.body.find("a")
    assert (first["href"], page.find(id="content").name) == ("#content", "main")


def test_pages_bring_no_style_or_script_of_their_own_and_ask_no_other_server(report, client):
    response = client.get(REPORT)
    html = response.content.decode()

    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert re.findall(r"<style|\sstyle=|\son\w+=|@import", html) == []
    assert re.findall(r"<script[^>]*>", html) == [
        '<script type="application/ld+json">'
    ]  # only data
    # The name of a vocabulary, which nobody fetches.
    html = html.replace('<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">', "")
    addresses = re.findall(r'(?:src|<link[^>]*href)="([^"]+)"', html)
    assert [url for url in addresses if not url.startswith(("/", "http://127.0.0.1:8000/"))] == []


def test_the_stylesheet_is_small_and_asks_no_other_server():
    stylesheet = Path(finders.find("hub/hub.css")).read_text()

    assert (
        len(stylesheet.encode()) < 16_000
    )  # with the search field of every page, maps and the boxes that narrow a list
    assert re.findall(r"url\(|@import|//", stylesheet) == []


# What a page shows ----------------------------------------------------------------------------


def test_downloads_tell_type_size_pages_language_and_date(home, committed, read):
    content = pdf_bytes(pages=3)
    with committed():
        add_report(
            library(home),
            "Annual report",
            hub_files=[
                PageFile(title="Rapport", languages=["fr"], document=make_document(content)),
                PageFile(
                    title="On its own site",
                    languages=["en", "es"],
                    link_url="https://example.org/report",
                    link_label="example.org",
                ),
            ],
        )

    files = read(REPORT).find(class_="hub-files").find_all("li")

    size = f"{len(content) / 1024:.1f} KB" if len(content) >= 1024 else f"{len(content)} bytes"
    assert words(files[0]).replace("\xa0", " ").startswith(f"Rapport French, PDF, {size}, 3 pages")
    assert files[0].time["datetime"] == timezone.localdate().isoformat()
    assert files[0].find("span")["lang"] == "fr"
    assert words(files[1]) == "On its own site English, Spanish, example.org"
    assert files[1].a["href"] == "https://example.org/report"


def test_a_cover_has_its_size_its_sources_and_its_words(home, committed, read):
    with committed():
        add_report(
            library(home),
            "Annual report",
            cover=make_image(),
            cover_alt="People in a square",
            cover_credit="A. Photographer",
        )

    figure = read(REPORT).find(class_="hub-opening").figure

    assert figure.img["alt"] == "People in a square"
    assert (figure.img["width"], figure.img["height"]) == ("960", "540")
    assert re.fullmatch(r"\S+ 1x, \S+ [\d.]+x", figure.img["srcset"])
    assert words(figure.figcaption) == "Image: A. Photographer"


def test_facts_name_organisations_terms_and_networks_in_the_words_of_the_reader(
    home, committed, read
):
    with committed():
        network = NetworkFactory(slug="mc2cm", labels={"en": "MC2CM", "fr": "MC2CM (fr)"})
        topic = TermFactory(labels={"en": "Climate", "fr": "Climat"})
        goal = TermFactory(
            vocabulary="sdgs", code="sdg-13", data={"number": 13}, labels={"en": "Climate Action"}
        )
        uclg = OrganisationFactory(name="United Cities", acronym="UCLG", website="https://uclg.org")
        report = add_report(
            library(home),
            "Annual report",
            hub_contributions=[
                Contribution(organisation=uclg, role="lead"),
                Contribution(organisation=OrganisationFactory(name="IOM"), role="funder"),
            ],
            hub_terms=[PageTerm(term=topic), PageTerm(term=goal)],
            hub_networks=[PageNetwork(network=network)],
        )
        Network.objects.filter(pk=network.pk).update(page=library(home))
        translate(report, "fr", title="Rapport annuel")

    english, french = read(REPORT), read("/fr/library/annual-report/")

    facts = english.find(class_="hub-facts")
    assert [words(fact) for fact in facts.find_all("div")] == [
        "Year 2022",
        "Funder IOM",
        "Lead United Cities (UCLG)",
        "Topics Climate",
        "Networks MC2CM",
    ]
    assert links(facts) == [
        ("United Cities (UCLG)", "https://uclg.org"),
        ("MC2CM", "/en/library/"),
    ]
    goals = english.find("h2", string="Goals it serves").parent
    assert words(goals) == "Goals it serves Sustainable Development Goals 13. Climate Action"
    assert "Climat" in words(french.find(class_="hub-facts"))
    assert "MC2CM (fr)" in words(french.find(class_="hub-facts"))


def test_content_leads_only_to_pages_that_its_reader_may_see(home, committed, read):
    with committed():
        seen = translate(add_report(library(home), "Seen"), "fr", title="Vu")
        hidden = add_report(library(home), "Hidden", publish=False)
        text = (
            f'<p><a linktype="page" id="{seen.pk}">one</a> and '
            f'<a linktype="page" id="{hidden.pk}">two</a></p>'
        )
        page = InformationPage(
            title="About",
            body=body(
                ("rich_text", text),
                ("teaser", {"page": seen.pk, "text": ""}),
                ("teaser", {"page": hidden.pk, "text": "Secret"}),
            ),
        )
        add(home, page)

    english = read("/en/about/").find(class_="hub-body")
    arabic = read("/en/about/?lang=es").find(class_="hub-body")

    assert links(english) == [("one", "/en/library/seen/"), ("Seen", "/en/library/seen/")]
    assert "two" in words(english)
    assert "Secret" not in words(english)
    assert links(arabic)[0] == ("one", "/en/library/seen/?lang=es")


def test_a_page_type_may_bring_a_template_of_its_own():
    assert template_names("report") == ["resources/report.html", "hub/page.html"]


# Who sees what --------------------------------------------------------------------------------


def test_a_live_translation_of_an_unpublished_source_is_not_public(report, committed, read):
    with committed():
        report.refresh_from_db()
        report.unpublish()

    read("/fr/library/annual-report/", status=410)


@pytest.mark.parametrize(
    "fields",
    [
        {"publish": False},
        {"reach": "networks"},
        {"expire_at": timezone.now() - timedelta(days=1)},
    ],
)
def test_what_is_not_for_everyone_is_not_there(home, committed, read, fields):
    with committed():
        add_report(library(home), "Annual report", **fields)

    read(REPORT, status=404)


def test_an_unpublished_page_is_gone_before_any_rebuild(report, read):
    report.refresh_from_db()
    report.unpublish()  # not committed yet: the mark alone hides

    read(REPORT, status=404)


def test_a_page_behind_a_login_is_shown_to_whom_it_is_for_and_kept_by_no_cache(
    report, committed, client, admin_user
):
    with committed():
        PageViewRestriction.objects.create(page=report, restriction_type="login")

    stranger = client.get(REPORT)
    client.force_login(admin_user)
    member = client.get(REPORT)

    assert stranger.status_code == 302
    assert "next=" in stranger["Location"]
    assert member.status_code == 200
    assert "<h1>Annual report</h1>" in member.content.decode()
    assert "no-store" in member["Cache-Control"]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_page_is_only_read(report, client, method):
    assert getattr(client, method)(REPORT).status_code == 405


def test_wagtails_own_addresses_still_work(home, client):
    assert client.get("/en/_util/login/").status_code in {200, 302}


@pytest.mark.parametrize(
    ("root", "site", "is_ours"),
    [
        (None, Site(root_page_id=5, is_default_site=True), True),
        (None, Site(root_page_id=5), False),
        (5, Site(root_page_id=5), True),
        (5, Site(root_page_id=6, is_default_site=True), False),
        (None, None, False),
    ],
)
def test_the_catalogue_answers_for_the_site_of_its_root_only(settings, root, site, is_ours):
    settings.HUB_ROOT_PAGE = root

    assert views.serves_hub(site) is is_ours


# Previews -------------------------------------------------------------------------------------


def preview(page, user):
    request = RequestFactory().get("/")
    request.user = user
    return page.make_preview_request(request)


def test_a_draft_is_previewed_without_a_trace(report, admin_user):
    report.refresh_from_db()
    report.title = "Not yet public"
    before = (Generation.objects.get().number, list(Entry.objects.values_list("title", flat=True)))

    response = preview(report, admin_user)

    page = BeautifulSoup(response.content, "html.parser")
    assert page.h1.string == "Not yet public"
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    after = (Generation.objects.get().number, list(Entry.objects.values_list("title", flat=True)))
    assert after == before


def test_a_page_that_was_never_saved_is_previewed(home, client, admin_user):
    client.force_login(admin_user)
    shelf = library(home)
    address = f"/admin/pages/add/resources/report/{shelf.pk}/preview/"
    page = Report(title="Brand new", report_year=2024, locale=shelf.locale)
    page.path, page.depth = f"{shelf.path}0001", shelf.depth + 1
    page.set_url_path(shelf)

    response = preview(page, admin_user)

    assert "<h1>Brand new</h1>" in response.content.decode()
    assert not Group.objects.filter(type="report").exists()
    assert client.get(address).status_code == 200


def test_the_draft_of_a_translation_has_the_facts_of_its_source(report, admin_user):
    french = report.get_translations().get().specific
    french.title, french.report_year = "Brouillon", 1999

    page = BeautifulSoup(preview(french, admin_user).content, "html.parser")

    assert (page.html["lang"], page.h1.string) == ("fr", "Brouillon")
    assert "2022" in words(page.find(class_="hub-facts"))


# Errors ---------------------------------------------------------------------------------------


def test_a_missing_page_says_so_in_the_look_of_all_pages(home, read):
    page = read("/fr/nothing-here/", status=404)

    assert (page.html["lang"], page.h1.string) == ("fr", said("fr", "There is no such page"))
    assert page.find("a", class_="hub-button")["href"] == "/fr/"
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"


@pytest.mark.parametrize(
    ("view", "arguments", "status"),
    [
        (views.bad_request, [ValueError()], 400),
        (views.permission_denied, [PermissionError()], 403),
        (views.page_not_found, [ValueError()], 404),
        (views.server_error, [], 500),
    ],
)
def test_an_error_page_needs_no_database_and_tells_nothing_internal(view, arguments, status):
    with override("ar"):
        response = view(RequestFactory().get("/secret-path/"), *arguments)

    html = response.content.decode()
    assert response.status_code == status
    assert '<html lang="ar" dir="rtl">' in html
    assert "secret-path" not in html
    assert "Error" not in html
