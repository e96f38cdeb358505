"""What each page type of the library says of itself to the catalogue.

Facts come from the source page, prose from the page of the language.
"""

from datetime import date
from typing import Any

from wagtail.models import Page

from hub import days
from hub.blocks.resolve import referenced_groups
from hub.catalogue.description import Description
from hub.catalogue.models import NO_DATE
from hub.pages.describe import describe_page, told, told_rows

from . import models


def add_parts(description: Description, source: Page, page: Page, name: str, *more: str) -> None:
    """Put named, described parts on the card, and offer their words to search."""
    parts = told_rows(source, page, name, "title", "description", *more)
    description.card[name] = parts
    for part in parts:
        description.add_text("body", f"{part['title']}. {part['description']}")


def describe_resource(
    description: Description, source: models.Resource, page: models.Resource
) -> None:
    describe_page(description, source, page)
    card = description.card
    card |= told(source, page, "official_title", "issued_on", "launched_on", "licence")
    short_title = page.short_title or source.short_title
    card["short_title"] = short_title or None
    description.add_text("title", f"{page.official_title} {short_title}")
    card["figures"] = told_rows(
        source, page, "figures", "value", "label", "as_of", "source", "confidence"
    )
    card["relations"] = [
        {"kind": row.kind, "group": str(row.target.translation_key)}
        for row in source.relations.select_related("target")
    ]
    sort_date = source.issued_on or source.launched_on or NO_DATE
    description.sort_date = sort_date
    set_year(description, sort_date.year if sort_date != NO_DATE else None)


def set_year(description: Description, year: int | None) -> None:
    if year:
        description.year = year
        description.facets = {facet for facet in description.facets if facet[0] != "year"}
        description.add_facet("year", year)


def describe_report(description: Description, source: models.Report, page: models.Report) -> None:
    describe_resource(description, source, page)
    facts = ("kind", "report_year", "series_id", "edition_number")
    description.card |= told(source, page, *facts, optional=("number", "occasion"))
    description.add_facet("leads_to", *referenced_groups(description.body))
    description.depends_on("term", source.series_id)
    description.add_facet("kind", source.kind)
    description.add_text("heading", f"{source.number} {page.occasion}")
    set_year(description, source.report_year)
    if description.sort_date == NO_DATE:
        description.sort_date = date(source.report_year, 1, 1)


def describe_toolkit(
    description: Description, source: models.Toolkit, page: models.Toolkit
) -> None:
    describe_resource(description, source, page)
    add_parts(description, source, page, "components")


def describe_indicator_framework(
    description: Description, source: models.IndicatorFramework, page: models.IndicatorFramework
) -> None:
    describe_resource(description, source, page)
    add_parts(description, source, page, "dimensions")


def describe_city_assessment(
    description: Description, source: models.CityAssessment, page: models.CityAssessment
) -> None:
    describe_resource(description, source, page)
    facts = ("place_id", "assessment_year", "page_count")
    description.card |= told(source, page, *facts, optional=("isbn", "fed_into"))
    framework = source.get_parent()
    description.card["framework"] = str(framework.translation_key) if framework else None
    if framework:
        description.add_facet("framework", framework.translation_key)
    add_places(description, [source.place])
    description.add_text("body", page.fed_into)
    description.add_text("heading", source.isbn)
    set_year(description, source.assessment_year)
    if description.sort_date == NO_DATE and source.assessment_year:
        description.sort_date = date(source.assessment_year, 1, 1)


def describe_programme(
    description: Description, source: models.Programme, page: models.Programme
) -> None:
    describe_resource(description, source, page)
    add_parts(description, source, page, "phases", "code", "starts_on", "ends_on")
    money = ("amount", "currency")
    rounds = ("code", "announced_on", "deadline", *money, "status")
    add_parts(description, source, page, "rounds", *rounds)
    for row in description.card["rounds"]:
        row["eligibility"] = row.pop("description")
    cities = ("place_id", "confidence")
    description.card |= {
        "partner_cities": told_rows(
            source, page, "partner_cities", *cities, optional=("phase_code", "profile_url")
        ),
        "grants": told_rows(source, page, "grants", *cities, *money, optional=("round_code",)),
    }
    for rows in (source.partner_cities, source.grants):
        add_places(description, [row.place for row in rows.select_related("place__parent")])


def add_places(description: Description, places: list[Any]) -> None:
    """Find the page under its cities and, by their parents, under country and region."""
    for place in places:
        description.depends_on("term", place.pk)
        description.add_facet("places", place.code)
        if place.parent_id:
            description.depends_on("term", place.parent_id)
            description.add_facet("countries", place.parent.code)


def describe_knowledge_platform(
    description: Description, source: models.KnowledgePlatform, page: models.KnowledgePlatform
) -> None:
    describe_resource(description, source, page)
    description.card |= told(source, page, optional=("address", "who_may_join"))
    description.card["offers"] = [row["text"] for row in told_rows(source, page, "offers", "text")]
    description.add_text("body", " ".join([page.who_may_join, *description.card["offers"]]))


describe_home = describe_page


def describe_library(
    description: Description, source: models.LibraryPage, page: models.LibraryPage
) -> None:
    describe_page(description, source, page)
    description.card["pinned"] = str(source.pinned.translation_key) if source.pinned else None
    description.card["sections"] = told_rows(
        source, page, "sections", "title", "description", "types"
    )


def describe_index(
    description: Description, source: models.IndexPage, page: models.IndexPage
) -> None:
    describe_page(description, source, page)
    description.card["lists"] = source.lists


def describe_information(
    description: Description, source: models.InformationPage, page: models.InformationPage
) -> None:
    describe_page(description, source, page)
    description.card["kind"] = source.kind
    description.add_facet("kind", source.kind)


def describe_update(
    description: Description, source: models.UpdatePage, page: models.UpdatePage
) -> None:
    describe_page(description, source, page)
    description.card |= told(source, page, "date")
    description.sort_date = source.date
    set_year(description, source.date.year)


def describe_event(
    description: Description, source: models.EventPage, page: models.EventPage
) -> None:
    describe_page(description, source, page)
    facts = ("kind", "starts_at", "ends_at", "is_online", "event_languages")
    description.card |= told(source, page, *facts, optional=("venue", "sign_up_url"))
    description.add_facet("kind", source.kind)
    description.add_text("body", page.venue)
    if source.starts_at:
        description.add_occasion(source.starts_at, source.ends_at, place=page.venue)
        day = days.day_of(source.starts_at)
        description.sort_date = day
        set_year(description, day.year)


def describe_priority(
    description: Description,
    source: models.PriorityObjectivePage,
    page: models.PriorityObjectivePage,
) -> None:
    describe_page(description, source, page)
    description.card |= told(source, page, "term_id", optional=("example",))
    description.depends_on("term", source.term_id)
    description.add_facet("priority_objectives", source.term.code)
    description.add_text("body", page.example)
