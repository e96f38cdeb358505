"""The search page: the same answer as the API's, in plain HTML, at an address that can be kept."""

import json
from functools import partial
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client, override_settings
from django.test.utils import override_script_prefix
from django.urls import include, path, set_urlconf

from hub.catalogue.models import Entry
from search import services, views
from search.addresses import Asked
from search.cursors import write_cursor
from search.engines.base import EngineAway
from search.questions import SearchOrder
from tests.frontend_schema.test_statements import forever, run
from tests.html import words
from tests.looks import NARROW, WIDE, faults
from tests.site import add_report, library

pytestmark = pytest.mark.django_db


def titles(page):
    return [words(hit.h2) for hit in page.find_all(class_="hub-hit")]


def facet(page, label):
    """Find a facet by its heading; its links by their text."""
    box = next(found for found in page.find_all("section") if words(found.h3) == label)
    return {words(link): link for link in box.find_all("a")}


def asked(link):
    return parse_qs(urlsplit(link["href"]).query)


def test_hits_are_links_with_kind_date_passages_and_file(reports, read):
    page = read("/en/search/?q=offer+shelter")

    assert words(page.find(role="status")) == "1 page found"
    hit = page.find(class_="hub-hit")
    assert hit.h2.a["href"] == "/en/library/annual-report-2023/"
    assert words(hit.find(class_="hub-kind")) == "Report · 2023"
    assert [mark.text for mark in hit.find_all("mark")][:2] == ["offer", "shelter"]
    there = hit.find("a", {"aria-label": "To this passage"})
    assert there["href"] == "/en/library/annual-report-2023/#a-roof-for-all"
    assert hit.find(class_="hub-hit-file").a["href"] == "https://example.org/f"
    assert page.find("meta", {"name": "robots"})["content"] == "noindex"
    assert page.find("input", {"name": "q"})["value"] == "offer shelter"
    assert page.title.text == "offer shelter · Search · Local Action Hub"


def test_a_text_in_another_language_says_so_and_keeps_the_readers_language(reports, read):
    page = read("/fr/search/?q=checkpoints")

    hit = page.find(class_="hub-hit")
    assert hit.h2.a["href"] == "/en/library/study-of-borders/?lang=fr"
    assert (hit.h2.a["lang"], hit.h2.a["dir"]) == ("en", "ltr")
    assert words(hit.find(class_="hub-kind")) == "Rapport · 2019 · en anglais"
    assert words(page.find(role="status")) == "1 page trouvée"


def test_the_page_is_arabic_from_right_to_left(reports, read):
    page = read("/ar/search/?q=checkpoints&topic=health")

    assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")
    assert page.h1.text != "Search"
    assert titles(page) == []
    assert "الصحة" in words(page.find(class_="hub-chosen"))


def test_facets_are_links_that_choose_and_let_go(reports, read):
    page = read("/en/search/?q=report")
    topics = facet(page, "Topics")
    assert list(topics) == ["Health 2", "Housing 1"]

    assert asked(topics["Housing 1"]) == {"q": ["report"], "topic": ["housing"]}
    page = read(topics["Housing 1"]["href"])

    assert titles(page) == ["Annual report 2023"]
    topics = facet(page, "Topics")
    assert list(topics) == ["Housing 1 (remove)", "Health 2"]
    assert topics["Housing 1 (remove)"]["aria-current"] == "true"
    assert asked(topics["Housing 1 (remove)"]) == {"q": ["report"]}
    assert asked(topics["Health 2"]) == {"q": ["report"], "topic": ["housing", "health"]}
    (chosen,) = page.find(class_="hub-chosen").find_all("a")
    assert words(chosen) == "Topics Housing × (remove)"
    assert asked(chosen) == {"q": ["report"]}
    # Other words keep the choice.
    form = page.find("form", class_="hub-ask")
    kept = [(field["name"], field["value"]) for field in form.find_all("input")]
    assert kept == [("q", "report"), ("topic", "housing")]


def test_any_of_the_values_chosen_in_one_facet_will_do(reports, read):
    page = read("/en/search/?year=2019&year=2021&order=title")

    assert titles(page) == ["Annual report 2021", "Study of borders"]
    assert list(facet(page, "Year")) == ["2021 1 (remove)", "2019 1 (remove)", "2023 1"]


def test_a_facet_that_is_not_offered_is_shown_where_it_is_chosen(reports, read):
    assert not [h3 for h3 in read("/en/search/").find_all("h3") if words(h3) == "Cities"]

    page = read("/en/search/?kind=other")

    assert list(facet(page, "Subtype")) == ["Other report 3 (remove)"]
    assert len(titles(page)) == 3


def test_an_order_is_chosen_by_a_link(reports, read):
    page = read("/en/search/?type=report")
    orders = {words(link): link for link in page.find(class_="hub-order").nav.find_all("a")}

    assert list(orders) == ["Newest first", "Oldest first", "By title"]
    assert [name for name, link in orders.items() if link.get("aria-current")] == ["Newest first"]
    assert titles(read(orders["Oldest first"]["href"]))[0] == "Study of borders"
    assert "Best match" in words(read("/en/search/?q=report").find(class_="hub-order"))


def test_the_next_page_is_a_link(reports, read, monkeypatch):
    monkeypatch.setattr("search.addresses.PAGE_SIZE", 2)

    first = read("/en/search/?type=report&order=oldest")
    following = first.find("a", string="Next page")
    second = read(following["href"])

    assert titles(first) == ["Study of borders", "Annual report 2021"]
    assert titles(second) == ["Annual report 2023"]
    assert second.find("a", string="Next page") is None
    assert words(second.find(role="status")) == "3 pages found (the list goes on here)"


@pytest.mark.parametrize("query", ["type=report&order=title", "q=report"])
def test_the_page_before_is_a_link_and_the_way_back_has_an_end(reports, read, monkeypatch, query):
    monkeypatch.setattr("search.addresses.PAGE_SIZE", 1)

    def link(page, name):
        return page.find(class_="hub-pager").find("a", string=name)

    pages = [read(f"/en/search/?{query}")]
    for _page in range(2):
        pages.append(read(link(pages[-1], "Next page")["href"]))
    assert link(pages[0], "Previous page") is None
    assert len({*map(tuple, map(titles, pages))}) == 3

    there = link(pages[2], "Previous page")["href"]
    again = read(there)
    assert titles(again) == titles(pages[1])
    assert there == link(pages[0], "Next page")["href"]  # one address for one page
    assert link(again, "Previous page")["href"] == f"/en/search/?{query}"
    assert "back=" not in pages[2].find("link", rel="canonical")["href"]

    monkeypatch.setattr("search.addresses.MAX_BACK", 10)
    third = read(link(pages[1], "Next page")["href"])
    assert link(third, "Previous page") is None
    assert link(third, "First page")["href"] == f"/en/search/?{query}"


def test_a_list_that_has_become_shorter_still_leads_back(reports, read, monkeypatch):
    monkeypatch.setattr("search.addresses.PAGE_SIZE", 2)
    following = read("/en/search/?type=report").find("a", string="Next page")["href"]
    Entry.objects.filter(title="Study of borders").update(is_visible=False)

    page = read(following)

    assert titles(page) == []
    assert page.find("a", string="Previous page")["href"] == "/en/search/?type=report"


def test_an_address_is_written_in_one_way(reports, read):
    page = read("/en/search/?utm=1&order=relevance&topic=health&topic=health&q=report&type=")

    canonical = page.find("link", rel="canonical")["href"]
    assert canonical == "http://127.0.0.1:8000/en/search/?q=report&topic=health"
    others = {
        link["lang"]: urlsplit(link["href"])
        for link in page.find(class_="hub-languages").find_all("a")
    }
    assert {code: link.path for code, link in others.items()} == {
        code: f"/{code}/search/" for code in ("en", "fr", "es", "ar")
    }
    assert others["ar"].query == "q=report&topic=health"


def test_the_languages_of_a_site_below_a_prefix_keep_it(reports, client):
    with override_script_prefix("/below/"):
        response = client.get("/en/search/?q=report", SCRIPT_NAME="/below")

    page = BeautifulSoup(response.content, "html.parser")
    links = page.find(class_="hub-languages").find_all("a")
    assert {link["lang"]: link["href"] for link in links} == {
        code: f"/below/{code}/search/?q=report" for code in ("en", "fr", "es", "ar")
    }


def test_what_else_might_be_meant_is_a_link(reports, synonyms, read):
    corrected = read("/en/search/?q=pandemik")
    assert "this is for pandemic" in words(corrected.find(class_="hub-results"))
    assert titles(corrected) == ["Annual report 2021"]

    ambiguous = read("/en/search/?q=GCF")
    meanings = ambiguous.find("nav", {"aria-labelledby": "meanings"}).find_all("a")
    assert [(words(link), asked(link)["q"]) for link in meanings] == [
        (name, [name])
        for name in ("Global Cities Fund for Migrants and Refugees", "Green Climate Fund")
    ]

    nothing = read("/en/search/?q=borders&topic=health")
    assert words(nothing.find(role="status")) == "Nothing was found."
    ways = {
        words(link): asked(link)
        for link in nothing.find(class_="hub-results").find_all("a", rel="nofollow")
        if words(link).startswith("without")
    }
    assert ways == {
        "without the choice in “Topics”": {"q": ["borders"]},
        "without the words, with the same choices": {"topic": ["health"]},
    }


@pytest.mark.parametrize(
    ("query", "status", "text"),
    [
        ("q=" + "x" * 257, 400, "Search for at most 256 characters."),
        ("q=a%00b", 400, "The text holds characters that are none."),
        ("topic=a%00b", 400, "The text holds characters that are none."),
        ("&".join(f"topic=t{number}" for number in range(51)), 400, "too many conditions"),
        ("q=report&after=nonsense", 400, "This address leads nowhere in the list."),
        ("q=report&after=%ff", 400, "This address leads nowhere in the list."),
    ],
)
def test_what_cannot_be_answered_is_refused_in_words(reports, read, query, status, text):
    page = read(f"/en/search/?{query}", status=status)

    assert text in words(page.find(role="alert"))
    assert page.find(class_="hub-hit") is None
    assert page.find("input", {"name": "q"}) is not None


def test_a_stale_address_leads_to_the_beginning(reports, read, searching):
    after = searching("report", first=1).hits[0].cursor

    page = read(f"/en/search/?q=report&order=title&after={after}", status=410)

    link = page.find(role="alert").a
    assert asked(link) == {"q": ["report"], "order": ["title"]}
    assert len(titles(read(link["href"]))) == 3


def test_no_engine_and_another_engine_are_said(reports, read, monkeypatch, engine):
    class Away:
        name = "away"

        def find(self, *args, **kwargs):
            raise EngineAway

    monkeypatch.setattr(services, "engines", lambda: (Away(), engine))
    page = read("/en/search/?q=report")
    assert "a simpler one answers" in words(page.find(class_="hub-notice"))
    assert len(titles(page)) == 3

    monkeypatch.setattr(services, "engines", lambda: (Away(),))
    page = read("/en/search/?q=report", status=503)
    assert "try again in a minute" in words(page.find(role="alert"))


def test_a_search_that_takes_too_long_is_ended(reports, read, monkeypatch):
    class Slow:
        name = "slow"

        def find(self, *args, **kwargs):
            run(forever())

    monkeypatch.setattr(services, "engines", lambda: (Slow(),))
    monkeypatch.setattr(views, "SECONDS", 0.3)

    page = read("/en/search/?q=report", status=503)
    assert "try again in a minute" in words(page.find(role="alert"))


def test_a_machine_that_asks_on_and_on_has_to_wait(reports, client, monkeypatch):
    monkeypatch.setattr(views, "MOST_A_MINUTE", 2)
    ask = partial(client.get, "/en/search/?q=report")
    assert [ask().status_code for _time in range(3)] == [200, 200, 429]

    refused = ask()
    page = BeautifulSoup(refused.content, "html.parser")
    assert "more questions than we answer in a row" in words(page.find(role="alert"))
    assert (refused["Retry-After"], page.find(class_="hub-hit")) == ("60", None)
    assert page.find("input", {"name": "q"})["value"] == "report"
    assert ask(REMOTE_ADDR="192.0.2.7").status_code == 200


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x>', "{{ 7*7 }}", "🙂"])
def test_whatever_is_typed_is_shown_as_text(reports, client, text):
    response = client.get("/en/search/", {"q": text})

    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    assert page.find("input", {"id": "q"})["value"] == text
    assert page.find("script") is None
    assert page.find("img") is None


def test_it_only_reads(reports, client):
    assert client.post("/en/search/").status_code == 405
    assert client.head("/en/search/?q=report").status_code == 200


def test_the_query_that_is_shown_has_the_same_answer(reports, read):
    page = read("/en/search/?q=report&topic=health&order=title")
    query, variables = (code.text for code in page.find(class_="hub-api").find_all("code")[1:])
    body = {"query": query, "variables": json.loads(variables)}
    as_json = page.find(class_="hub-api").find("a", string="The answer as JSON")["href"]

    posted = Client().post("/graphql/", json.dumps(body), content_type="application/json").json()
    got = Client().get(as_json).json()

    posted["data"]["search"].pop("tookMs"), got["data"]["search"].pop("tookMs")
    assert posted["data"] == got["data"]
    nodes = [edge["node"]["page"]["title"] for edge in posted["data"]["search"]["edges"]]
    assert nodes == titles(page) == ["Annual report 2021", "Annual report 2023"]
    for found in posted["data"]["search"]["facets"]:
        if found["name"] == "TOPIC":
            labels = [f"{row['label']} {row['count']}" for row in found["values"]]
            assert [name.removesuffix(" (remove)") for name in facet(page, "Topics")] == labels


def test_every_page_has_a_field_to_search_in(reports, read):
    form = read("/fr/library/annual-report-2023/").find("form", role="search")
    assert form["action"] == "/fr/search/"

    assert len(read("/en/search/").find_all("form", role="search")) == 1


urlpatterns = [path("", include("hub.pages.urls"))]


def test_a_site_without_the_search_page_has_no_field(reports, client):
    with override_settings(ROOT_URLCONF=__name__):
        set_urlconf(None)
        response = client.get("/no-such-page/")

    assert response.status_code == 404
    assert b'role="search"' not in response.content


def test_a_topic_called_as_what_was_typed_is_offered_in_its_place(reports, read):
    page = read("/fr/search/?q=logement&year=2023")
    (topic,) = page.find(class_="hub-named").find_all("a")
    assert words(topic) == "Thèmes Logement"
    assert asked(topic) == {"topic": ["housing"], "year": ["2023"]}

    page = read(topic["href"])

    assert titles(page) == ["Rapport annuel 2023"]
    for query in ("q=logement&topic=housing", "q=-logement", "q=zzz", ""):
        assert read(f"/fr/search/?{query}").find(class_="hub-named") is None


#: What is due, synonyms, total, counts, hits, cards, menu, and the labels of the topics.
BROWSING = 8
#: And the score in each of four languages instead of the hits, how they are shown, and what topics
#: are called.
SEARCHING = BROWSING + 3 + 2


@pytest.mark.parametrize("engine", ["embedded"], indirect=True)
@pytest.mark.parametrize(
    ("address", "queries"), [("/en/search/", BROWSING), ("/en/search/?q=report", SEARCHING)]
)
def test_the_page_costs_the_same_however_much_there_is(
    reports, home, committed, client, searching, django_assert_num_queries, address, queries
):
    client.get(address)
    with django_assert_num_queries(queries):
        client.get(address)

    with committed():
        for number in range(5):
            add_report(library(home), f"Report {number}")
    searching.deliver()
    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.browser
@pytest.mark.parametrize("engine", ["embedded"], indirect=True)
def test_no_rule_is_broken_and_nothing_is_too_wide(reports, browse, axe, monkeypatch):
    monkeypatch.setattr("search.addresses.PAGE_SIZE", 1)
    second = Asked(text="health").next_page(write_cursor("embedded", SearchOrder.RELEVANCE, (1,)))
    looks = [
        (f"/en/search/{second.query()}", NARROW),
        ("/fr/search/?q=logement", NARROW),
        ("/en/search/?q=report&topic=health", WIDE),
        ("/fr/search/?q=checkpoints", WIDE),
        ("/ar/search/?q=report&year=2023&year=2019", NARROW),
        ("/en/search/?q=" + "x" * 257, NARROW),
    ]
    broken = {}
    for address, look in looks:
        page = browse(address, **look)
        for details in page.locator("details").all():
            details.locator("summary").click()
        if found := faults(page, axe):
            broken[address] = found

    assert broken == {}


@pytest.mark.browser
def test_a_question_is_asked_by_keyboard_without_javascript(reports, browse, client):
    page = browse("/en/search/", java_script_enabled=False)
    page.locator("#q").fill("homes shelter")
    with page.expect_request("**/en/search/?*") as sent:
        page.keyboard.press("Enter")

    assert urlsplit(sent.value.url).query == "q=homes+shelter"
