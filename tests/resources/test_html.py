"""The page of each type of the library: what it shows, and with how many queries."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Locale

from hub.catalogue.description import Description
from hub.catalogue.models import Entry
from hub.pages.models import Contribution, PageNetwork, PageTerm
from hub.terms.models import TermMapping
from resources import models
from resources.cards import describe_programme
from resources.presenting import indexes
from resources.presenting.programmes import money
from resources.presenting.resources import dated_figure
from tests.factories.blocks import body
from tests.factories.hub import NetworkFactory, OrganisationFactory, TermFactory, TermLabelFactory
from tests.site import add, add_report, library, translate


@pytest.fixture
def read(client):
    """Get an address as a parsed page."""

    def read(path, *, status=200):
        response = client.get(path)
        assert response.status_code == status
        return BeautifulSoup(response.content, "html.parser")

    return read


def words(element):
    return " ".join(element.get_text(" ").replace("\xa0", " ").split())


def section(page, title):
    """Find a section of the page by its heading."""
    return next(
        found for found in page.find_all("section") if found.h2 and words(found.h2) == title
    )


def titles(element):
    return [words(card.find(["h2", "h3"])) for card in element.find_all(class_="hub-card")]


def facts(page, box="hub-facts"):
    box = page.find(class_=box).dl
    return {
        words(fact.dt): [words(dd) for dd in fact.find_all("dd")] for fact in box.find_all("div")
    }


def table(element):
    return [[words(cell) for cell in row.find_all(["th", "td"])] for row in element.find_all("tr")]


def english():
    return {"locale": Locale.objects.get(language_code="en")}


def place(name, country, latitude=None, longitude=None, **data):
    if latitude is not None:
        data |= {"latitude": latitude, "longitude": longitude}
    return TermFactory(place=True, labels={"en": name}, parent__labels={"en": country}, data=data)


def on_map(element):
    """Read a map: what each mark is called and where it leads."""
    links = element.find(class_="hub-map").svg.find_all("a")
    return {words(link.title): link["href"] for link in links}


def rich(home, **fields):
    """Give what makes a page dear: organisations, networks, terms, a relation, a link."""
    other = add_report(library(home), "Other report")
    return {
        "hub_contributions": [
            Contribution(organisation=OrganisationFactory(), role=role)
            for role in ("publisher", "funder", "partner")
        ],
        "hub_networks": [PageNetwork(network=NetworkFactory(page=library(home)))],
        "hub_terms": [
            PageTerm(term=TermFactory(vocabulary=vocabulary))
            for vocabulary in ("topics", "topics", "sdgs", "audiences")
        ],
        "relations": [models.Relation(kind="related", target=other)],
        "body": body(("teaser", {"page": other.pk, "text": ""})),
        **fields,
    }


# What each type shows -------------------------------------------------------------------------


def test_a_report_tells_its_facts_its_figures_and_what_it_is_based_on(home, committed, read):
    with committed():
        first = add_report(library(home), "First edition", report_year=2022)
        series = TermFactory(vocabulary="series", labels={"en": "Annual reports"})
        add_report(
            library(home),
            "Second edition",
            kind="annual",
            report_year=2023,
            edition_number=2,
            number="ISBN 978",
            series=series,
            official_title="The second report, in full",
            issued_on=date(2023, 12, 13),
            licence="cc-by-4.0",
            occasion="Global Refugee Forum",
            figures=[
                models.Figure(
                    value="50+",
                    label="cities",
                    source="the report",
                    as_of=date(2023, 7, 1),
                    confidence="unverified",
                    **english(),
                )
            ],
            relations=[models.Relation(kind="succeeds", target=first)],
        )

    page = read("/en/library/second-edition/")

    assert words(page.find(class_="hub-kind")) == "Annual report · 2023"
    assert facts(page) == {
        "Year": ["2023"],
        "Made for": ["Global Refugee Forum"],
        "Series": ["Annual reports"],
        "Edition": ["2"],
        "Number": ["ISBN 978"],
        "Official title": ["The second report, in full"],
        "Issued on": ["Dec. 13, 2023"],
        "Licence": ["Creative Commons Attribution 4.0"],
    }
    assert page.find(class_="hub-facts").time["datetime"] == "2023-12-13"
    assert words(section(page, "Figures").dl) == (
        "cities 50+ the report, July 1, 2023, not verified"
    )
    assert titles(section(page, "This resource succeeds")) == ["First edition"]


def test_a_hidden_relation_leaves_no_heading_behind(home, committed, read):
    with committed():
        hidden = add_report(library(home), "Hidden")
        relations = [models.Relation(kind="related", target=hidden)]
        add_report(library(home), "Report", relations=relations)
    with committed():
        hidden.unpublish()

    assert read("/en/library/report/").find("h2", string="This resource is related to") is None


def test_a_programme_shows_phases_with_cities_and_rounds_with_grants(home, committed, read):
    amman, kampala = place("Amman", "Jordan"), place("Kampala", "Uganda")
    with committed():
        programme = models.Programme(
            title="Fund",
            phases=[
                models.Phase(
                    code="one",
                    title="Phase I",
                    description="It began.",
                    starts_on=date(2015, 1, 1),
                    **english(),
                )
            ],
            partner_cities=[
                models.PartnerCity(place=amman, phase_code="one"),
                models.PartnerCity(place=kampala, confidence="unverified"),
            ],
            rounds=[
                models.Round(
                    code="climate",
                    title="Climate",
                    description="Cities in Africa.",
                    amount=Decimal(1_200_000),
                    announced_on=date(2022, 5, 18),
                    **english(),
                )
            ],
            grants=[models.Grant(place=kampala, round_code="climate", amount=Decimal("1.50"))],
        )
        add(library(home), programme)

    page = read("/en/library/fund/")

    phases = section(page, "Phases").find(class_="hub-parts").find_all("li", recursive=False)
    assert [words(phase) for phase in phases] == [
        "Phase I from Jan. 1, 2015 It began. Amman, Jordan",
        "Partner cities Kampala, Uganda not verified",
    ]
    # Nobody knows a deadline, so there is no column for it.
    assert table(section(page, "Funding rounds")) == [
        ["Round", "Status", "Announced on", "Amount"],
        ["Climate", "Closed", "May 18, 2022", "1,200,000 USD"],
    ]
    assert words(section(page, "Who may apply").li) == "Climate Cities in Africa."
    assert table(section(page, "Grants")) == [
        ["City", "Round", "Amount"],
        ["Kampala, Uganda", "Climate", "1.50 USD"],
    ]


def test_a_programme_puts_each_city_on_the_map_once(home, committed, read):
    amman = place("Amman", "Jordan", 31.95, 35.93)
    quito = place("Quito", "Ecuador", -0.18, -78.47)
    with committed():
        programme = models.Programme(
            title="Fund",
            partner_cities=[
                models.PartnerCity(place=amman, profile_url="https://example.org/amman"),
                models.PartnerCity(place=place("Nowhere", "Known")),
            ],
            grants=[models.Grant(place=quito), models.Grant(place=quito)],
        )
        add(library(home), programme)

    found = section(read("/en/library/fund/"), "Where it works")

    assert on_map(found) == {
        "Quito, Ecuador": "#map-1",
        "Amman, Jordan": "https://example.org/amman",
    }
    assert [words(text) for text in found.svg.find_all("text")] == ["2"]


def test_amounts_and_days_are_written_in_the_readers_way(home, committed, read):
    with committed():
        rounds = [
            models.Round(
                code="one",
                title="One",
                amount=Decimal(1_200_000),
                announced_on=date(2022, 5, 18),
                **english(),
            )
        ]
        programme = add(library(home), models.Programme(title="Fund", rounds=rounds))
        translate(programme, "fr", title="Fonds")

    page = read("/fr/library/fund/")

    amounts = words(page.find(class_="hub-table").tbody).replace("\u202f", " ")
    assert amounts.endswith("18 mai 2022 1 200 000 USD")


def test_an_amount_is_written_for_languages_of_a_region():
    row = {"amount": "1200000", "currency": "USD"}

    assert money(SimpleNamespace(locale="pt-br"), row).text == "1.200.000\xa0USD"


def test_a_programme_is_described_with_as_many_queries_for_any_number_of_cities(home, committed):
    def cost(cities):
        with committed():
            grants = [models.Grant(place=place("A city", "A country")) for _ in range(cities)]
            fund = add(library(home), models.Programme(title=f"Fund {cities}", grants=grants))
        source = models.Programme.objects.get(pk=fund.pk)
        with CaptureQueriesContext(connection) as queries:
            describe_programme(Description(), source, source)
        return len(queries)

    assert cost(1) == cost(4)


def test_the_parts_of_a_note_are_joined_in_the_readers_way():
    figure = {"value": "50", "label": "cities", "source": "A", "as_of": None}

    with override("ar"):
        note = dated_figure(figure | {"confidence": "unverified"}).note

    assert note.startswith("A،")


def test_a_framework_lists_its_dimensions_and_its_cities_by_name(home, committed, read):
    dimension = models.Dimension(title="Rights", description="Who has which.", **english())
    with committed():
        framework = add(
            library(home), models.IndicatorFramework(title="Local MGI", dimensions=[dimension])
        )
        other = add(library(home), models.IndicatorFramework(title="Another"))
        for parent, name in ((framework, "Dublin"), (framework, "Accra"), (other, "Quito")):
            city = models.CityAssessment(title=name, place=place(name, "Somewhere"))
            add(parent, city)

    page = read("/en/library/local-mgi/")

    assert words(section(page, "What it measures").li) == "Rights Who has which."
    assert titles(section(page, "City assessments")) == ["Accra", "Dublin"]


def test_a_framework_puts_its_cities_on_the_map_beside_their_list(home, committed, read):
    with committed():
        framework = add(library(home), models.IndicatorFramework(title="Local MGI"))
        add(framework, models.CityAssessment(title="Study of Accra", place=place("Accra", "Ghana")))
        verified = place("Quito", "Ecuador", -0.18, -78.47)
        add(framework, models.CityAssessment(title="Study of Quito", place=verified))
        recalled = place("Dublin", "Ireland", 53.35, -6.26, unverified=["latitude", "longitude"])
        add(framework, models.CityAssessment(title="Study of Dublin", place=recalled))

    found = section(read("/en/library/local-mgi/"), "City assessments")
    in_arabic = read("/en/library/local-mgi/?lang=ar").find(class_="hub-map")

    assert on_map(found) == {
        "Study of Dublin": "/en/library/local-mgi/study-of-dublin/",
        "Study of Quito": "/en/library/local-mgi/study-of-quito/",
    }
    assert titles(found) == ["Study of Accra", "Study of Dublin", "Study of Quito"]
    assert "Nobody has verified" in words(found.figcaption)
    assert {link["lang"] for link in in_arabic.find_all("a")} == {"en"}


def test_a_city_assessment_names_city_framework_and_effect(home, committed, read):
    with committed():
        framework = add(library(home), models.IndicatorFramework(title="Local MGI"))
        assessment = models.CityAssessment(
            title="São Paulo",
            slug="sao-paulo",
            place=place("São Paulo", "Brazil"),
            assessment_year=2019,
            page_count=40,
            isbn="978-92",
            fed_into="The municipal plan.",
        )
        add(framework, assessment)

    page = read("/en/library/local-mgi/sao-paulo/")

    assert facts(page) == {
        "City": ["São Paulo, Brazil"],
        "Year": ["2019"],
        "Pages": ["40"],
        "ISBN": ["978-92"],
        "Made with": ["Local MGI"],
    }
    assert words(section(page, "What it fed into").p) == "The municipal plan."


def test_toolkits_and_platforms_tell_their_parts(home, committed, read):
    with committed():
        component = models.ToolkitComponent(title="Guide", description="Step by step.", **english())
        add(library(home), models.Toolkit(title="Toolkit", components=[component]))
        platform = models.KnowledgePlatform(
            title="M4D Net",
            address="https://example.org/",
            who_may_join="Everyone.",
            offers=[models.Offer(text="A library", **english())],
        )
        add(library(home), platform)

    toolkit, platform_page = read("/en/library/toolkit/"), read("/en/library/m4d-net/")

    assert words(section(toolkit, "What is in it").li) == "Guide Step by step."
    assert words(section(platform_page, "What it offers").li) == "A library"
    assert words(section(platform_page, "Who may join").p) == "Everyone."
    assert platform_page.find("a", class_="hub-button")["href"] == "https://example.org/"


def test_the_library_pins_one_and_shelves_the_rest_newest_first(home, committed, read):
    with committed():
        shelf = library(home)
        newest = add_report(shelf, "Report 2023", report_year=2023)
        add_report(shelf, "Report 2021", report_year=2021)
        add_report(shelf, "Report 2022", report_year=2022)
        add(shelf, models.Toolkit(title="Toolkit"))
        shelf.refresh_from_db()
        shelf.pinned = newest
        shelf.sections = [
            models.LibrarySection(
                title="Reports", description="All of them.", types=["report"], **english()
            ),
            models.LibrarySection(title="Tools", types=["toolkit"], **english()),
            models.LibrarySection(title="Programmes", types=["programme"], **english()),
        ]
        shelf.save_revision().publish()

    page = read("/en/library/")

    found = {words(part.h2): titles(part) for part in page.find_all("section")}
    assert found == {
        "Newest report": ["Report 2023"],
        "Reports": ["Report 2022", "Report 2021"],
        "Tools": ["Toolkit"],
    }


def test_many_new_resources_of_one_section_crowd_out_no_other(home, committed, read, monkeypatch):
    monkeypatch.setattr(indexes, "MAX_PAGE_SIZE", 2)
    with committed():
        shelf = library(home)
        for year in (2021, 2022, 2023):
            add_report(shelf, f"Report {year}", report_year=year)
        add(shelf, models.Toolkit(title="Toolkit"))
        shelf.refresh_from_db()
        shelf.sections = [
            models.LibrarySection(title="Reports", types=["report"], **english()),
            models.LibrarySection(title="Tools", types=["toolkit"], **english()),
        ]
        shelf.save_revision().publish()

    page = read("/en/library/")

    found = {words(part.h2): titles(part) for part in page.find_all("section")}
    assert found == {"Reports": ["Report 2023", "Report 2022"], "Tools": ["Toolkit"]}


def test_an_index_of_updates_goes_on_page_by_page(home, committed, read):
    with committed():
        index = add(home, models.IndexPage(title="Updates", lists="updates"))
        for number in range(25):
            add(
                index,
                models.UpdatePage(title=f"Update {number:02}", date=date(2024, 1, 1 + number)),
            )

    first = read("/en/updates/?lang=ar")
    more = first.find("a", class_="hub-button")["href"]
    second = read(f"/en/updates/{more}")

    assert titles(first) == [f"Update {number:02}" for number in range(24, 4, -1)]
    assert titles(second) == [f"Update {number:02}" for number in range(4, -1, -1)]
    assert second.html["lang"] == "ar"
    assert second.find("a", class_="hub-button") is None
    assert "25 يناير، 2024" in words(first.find(class_="hub-card"))
    read("/en/updates/?after=nonsense", status=404)


def test_events_to_come_stand_before_those_that_have_been(home, committed, read):
    today = timezone.now()
    with committed():
        index = add(home, models.IndexPage(title="Events", lists="events"))
        for title, days in (("Last year", -365), ("Tomorrow", 1), ("Next year", 365)):
            event = models.EventPage(title=title, starts_at=today + timedelta(days=days))
            add(index, event)

    page = read("/en/events/")

    assert titles(section(page, "To come")) == ["Tomorrow", "Next year"]
    assert titles(section(page, "Past")) == ["Last year"]


def test_an_event_that_goes_on_is_not_past(home, committed, read):
    now = timezone.now()
    with committed():
        index = add(home, models.IndexPage(title="Events", lists="events"))
        for title, ends in (("Over", -1), ("Goes on", 1)):
            event = models.EventPage(
                title=title, starts_at=now - timedelta(days=2), ends_at=now + timedelta(days=ends)
            )
            add(index, event)

    page = read("/en/events/")

    assert titles(section(page, "To come")) == ["Goes on"]
    assert titles(section(page, "Past")) == ["Over"]


def test_the_next_event_is_on_top_however_many_are_to_come(home, committed, read):
    with committed():
        index = add(home, models.IndexPage(title="Events", lists="events"))
        for days in (-1, *range(1, 23)):
            starts_at = timezone.now() + timedelta(days=days)
            add(index, models.EventPage(title=f"In {days} days", starts_at=starts_at))

    page = read("/en/events/")

    assert titles(section(page, "To come")) == [f"In {days} days" for days in range(1, 23)]
    assert titles(section(page, "Past")) == ["In -1 days"]
    assert page.find("a", class_="hub-button") is None


def test_an_event_after_midnight_belongs_to_its_day_where_the_hub_is(home, committed, settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    with committed():
        index = add(home, models.IndexPage(title="Events", lists="events"))
        starts_at = datetime(2026, 12, 31, 16, tzinfo=UTC)
        event = add(index, models.EventPage(title="Forum", starts_at=starts_at))

    entry = Entry.objects.get(group__translation_key=event.translation_key, locale="en")

    assert (entry.sort_date, entry.year) == (date(2027, 1, 1), 2027)


def test_an_event_tells_when_where_and_in_which_languages(home, committed, read):
    with committed():
        index = add(home, models.IndexPage(title="Events", lists="events"))
        event = models.EventPage(
            title="Forum",
            kind="forum",
            starts_at=datetime(2023, 12, 13, 9, tzinfo=UTC),
            venue="Geneva",
            is_online=True,
            event_languages=["en", "fr"],
            sign_up_url="https://example.org/join",
        )
        add(index, event)

    page = read("/en/events/forum/")

    assert words(page.find(class_="hub-kind")) == "Forum · Dec. 13, 2023"
    assert facts(page, "hub-section") == {
        "Start": ["Dec. 13, 2023, 9 a.m. UTC"],
        "Place": ["Geneva", "Online"],
        "Languages": ["English", "French"],
    }
    assert page.find("a", class_="hub-button")["href"] == "https://example.org/join"


def test_an_event_of_whole_days_names_no_hours(home, committed, read):
    with committed():
        index = add(home, models.IndexPage(title="Events", lists="events"))
        event = models.EventPage(
            title="Forum",
            starts_at=datetime(2022, 5, 17, tzinfo=UTC),
            ends_at=datetime(2022, 5, 20, 23, 59, tzinfo=UTC),
        )
        add(index, event)

    found = facts(read("/en/events/forum/"), "hub-section")

    assert found == {"Start": ["May 17, 2022"], "End": ["May 20, 2022"]}


@pytest.fixture
def priority(home, committed):
    """Make the page of a priority objective with its mapping, and a resource that helps."""
    with committed():
        term = TermFactory(vocabulary="priority_objectives", code="po-1", data={"number": 1})
        TermLabelFactory(term=term, label="Governance", guidance="Plans and bodies.")
        goal = TermFactory(
            vocabulary="gcm_objectives", data={"number": 23}, labels={"en": "Partnerships"}
        )
        part = TermFactory(vocabulary="gcr_sections", labels={"en": "Global arrangement"})
        TermMapping.objects.create(source=term, target=goal)
        TermMapping.objects.create(source=term, target=part, printed="17-91", normalized="17-19")
        index = add(home, models.IndexPage(title="Priorities", lists="priorities"))
        add_report(library(home), "Helpful", hub_terms=[PageTerm(term=term)])
        return add(
            index,
            models.PriorityObjectivePage(
                title="Better governance",
                term=term,
                example="São Paulo wrote a plan.",
                hub_terms=[PageTerm(term=term)],
            ),
        )


def test_a_priority_shows_guidance_mapping_example_and_what_helps(priority, read):
    page = read("/en/priorities/better-governance/")

    assert words(page.find(class_="hub-kind")) == "Priority objective 1"
    assert [words(part) for part in page.find_all(class_="hub-section")][:3] == [
        "Plans and bodies.",
        "An example São Paulo wrote a plan.",
        "What it serves GCM objectives 23. Partnerships "
        "GCR sections Global arrangement paragraphs 17-19, printed as 17-91",
    ]
    assert titles(section(page, "Resources that help")) == ["Helpful"]
    assert [words(card) for card in read("/en/priorities/").find_all(class_="hub-card")] == [
        "Priority objective 1 Better governance"
    ]


def test_the_first_page_leads_on_to_what_is_new(home, committed, read):
    with committed():
        index = add(home, models.IndexPage(title="Updates", lists="updates"))
        for number in range(1, 5):
            add_report(library(home), f"Report {number}", report_year=2020 + number)
            add(index, models.UpdatePage(title=f"Update {number}", date=date(2024, number, 1)))

    page = read("/en/")

    assert titles(section(page, "New in the library")) == ["Report 4", "Report 3", "Report 2"]
    assert titles(section(page, "Latest updates")) == ["Update 4", "Update 3", "Update 2"]


# Budgets --------------------------------------------------------------------------------------
#
# Every page of the catalogue reads: the site, the generation, the entry with its content, and the
# menu (4). A page with everything adds: networks, the pages it names, organisations, terms (4). A
# resource that is about something adds the courses and toolkits that are about the same (1).


@pytest.mark.parametrize("language", ["", "?lang=ar"])
def test_a_report_with_everything_costs_ten_queries(
    home, committed, client, django_assert_num_queries, language
):
    with committed():
        series = TermFactory(vocabulary="series")
        add_report(library(home), "Report", series=series, **rich(home))

    with django_assert_num_queries(10):  # 9, and the actions that lead to it
        client.get(f"/en/library/report/{language}")


@pytest.mark.parametrize("cities", [1, 30])
def test_a_programme_costs_ten_queries_with_any_number_of_cities(
    home, committed, client, django_assert_num_queries, cities
):
    with committed():
        grants = [models.Grant(place=place("A city", "A country", n, n)) for n in range(cities)]
        add(library(home), models.Programme(title="Fund", grants=grants, **rich(home)))

    with django_assert_num_queries(10):  # 9, and the countries of the cities
        client.get("/en/library/fund/")


@pytest.mark.parametrize("count", [1, 12])
def test_a_framework_costs_ten_queries_with_any_number_of_assessments(
    home, committed, client, django_assert_num_queries, count
):
    with committed():
        framework = add(library(home), models.IndicatorFramework(title="Local MGI", **rich(home)))
        for number in range(count):
            city = place(f"City {number}", "A country", number, number)
            add(framework, models.CityAssessment(title=f"City {number}", place=city))

    with django_assert_num_queries(10):  # 9, and the list
        client.get("/en/library/local-mgi/")


def test_a_city_assessment_costs_ten_queries(home, committed, client, django_assert_num_queries):
    with committed():
        framework = add(library(home), models.IndicatorFramework(title="Local MGI"))
        city = place("Accra", "Ghana")
        add(framework, models.CityAssessment(title="Accra", place=city, **rich(home)))

    with django_assert_num_queries(10):  # 9, and the country of the city
        client.get("/en/library/local-mgi/accra/")


def test_a_priority_costs_at_most_eleven_queries(
    priority, home, committed, client, django_assert_num_queries
):
    with committed():
        everything = rich(home)
        everything.pop("relations")
        for name, value in everything.items():
            setattr(priority, name, value)
        priority.save_revision().publish()

    # One of them looks for the repository of actions, which this site does not have.
    with django_assert_num_queries(11):  # 8, the mapping, and the resources that help
        client.get("/en/priorities/better-governance/")


@pytest.mark.parametrize("count", [1, 12])
def test_the_library_costs_six_queries_with_any_number_of_resources(
    home, committed, client, django_assert_num_queries, count
):
    with committed():
        shelf = library(home)
        for number in range(count):
            newest = add_report(shelf, f"Report {number}")
        shelf.refresh_from_db()
        shelf.pinned = newest
        shelf.sections = [
            models.LibrarySection(title="Reports", types=["report"], **english()),
            models.LibrarySection(title="Tools", types=["toolkit"], **english()),
        ]
        shelf.save_revision().publish()

    with django_assert_num_queries(6):  # 4, the pinned one, and all sections at once
        client.get("/en/library/")


def test_the_first_page_costs_six_queries(home, client, django_assert_num_queries):
    with django_assert_num_queries(6):  # 4, and two lists
        client.get("/en/")


def test_an_index_costs_five_queries(home, committed, client, django_assert_num_queries):
    with committed():
        index = add(home, models.IndexPage(title="Updates", lists="updates"))
        for day in range(1, 11):
            add(index, models.UpdatePage(title=f"Update {day}", date=date(2024, 1, day)))

    with django_assert_num_queries(5):  # 4, and the list
        client.get("/en/updates/")
