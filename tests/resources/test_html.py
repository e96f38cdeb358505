"""The page of each type of resource: what it shows."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from hub.catalogue.description import Description
from resources import models
from resources.cards import describe_programme
from resources.presenting.programmes import money
from resources.presenting.resources import dated_figure
from tests.factories.hub import TermFactory
from tests.html import facts, on_map, section, table, titles, words
from tests.resources.making import english, place
from tests.site import add, add_report, library, translate


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
