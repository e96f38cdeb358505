"""What each page type of the library says of itself to the catalogue.

Facts come from the source page, prose from the page of the language. Translatable rows (figures,
phases …) are paired by their translation key; a row that has no translation yet keeps the words of
its source.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wagtail.models import Page

from hub.catalogue.description import Description
from hub.catalogue.models import NO_DATE
from hub.pages.describe import describe_page

from . import models


def iso(value: Any) -> str | None:
    return value.isoformat() if value else None


def pairs(source_rows: Iterable[Any], page_rows: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Each row of the source with its translation, or with itself where there is none."""
    translated = {row.translation_key: row for row in page_rows}
    return [(row, translated.get(row.translation_key, row)) for row in source_rows]


def named_parts(description: Description, source_rows: Any, page_rows: Any) -> list[dict[str, str]]:
    parts = []
    for _row, words in pairs(source_rows.all(), page_rows.all()):
        parts.append({"title": words.title, "description": words.description})
        description.add_text("body", f"{words.title}. {words.description}")
    return parts


def describe_resource(
    description: Description, source: models.Resource, page: models.Resource
) -> None:
    describe_page(description, source, page)
    card = description.card
    card["official_title"] = page.official_title
    card["short_title"] = page.short_title or source.short_title
    card["issued_on"] = iso(source.issued_on)
    card["launched_on"] = iso(source.launched_on)
    card["licence"] = source.licence
    description.add_text("title", f"{page.official_title} {card['short_title']}")
    card["figures"] = [
        {
            "value": row.value,
            "label": words.label,
            "as_of": iso(row.as_of),
            "source": row.source,
            "confidence": row.confidence,
        }
        for row, words in pairs(source.figures.all(), page.figures.all())
    ]
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
    description.card |= {
        "kind": source.kind,
        "report_year": source.report_year,
        "number": source.number or None,
        "series_id": source.series_id,
        "edition_number": source.edition_number,
        "occasion": page.occasion or None,
    }
    if source.series_id:
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
    description.card["components"] = named_parts(description, source.components, page.components)


def describe_indicator_framework(
    description: Description, source: models.IndicatorFramework, page: models.IndicatorFramework
) -> None:
    describe_resource(description, source, page)
    description.card["dimensions"] = named_parts(description, source.dimensions, page.dimensions)


def describe_city_assessment(
    description: Description, source: models.CityAssessment, page: models.CityAssessment
) -> None:
    describe_resource(description, source, page)
    framework = source.get_parent()
    description.card |= {
        "place_id": source.place_id,
        "assessment_year": source.assessment_year,
        "isbn": source.isbn or None,
        "page_count": source.page_count,
        "fed_into": page.fed_into or None,
        "framework": str(framework.translation_key) if framework else None,
    }
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
    cities = list(source.partner_cities.select_related("place"))
    grants = list(source.grants.select_related("place"))
    description.card |= {
        "phases": [
            {
                "code": row.code,
                "title": words.title,
                "description": words.description,
                "starts_on": iso(row.starts_on),
                "ends_on": iso(row.ends_on),
            }
            for row, words in pairs(source.phases.all(), page.phases.all())
        ],
        "rounds": [
            {
                "code": row.code,
                "title": words.title,
                "eligibility": words.description,
                "announced_on": iso(row.announced_on),
                "deadline": iso(row.deadline),
                "amount": str(row.amount) if row.amount is not None else None,
                "currency": row.currency,
                "status": row.status,
            }
            for row, words in pairs(source.rounds.all(), page.rounds.all())
        ],
        "partner_cities": [
            {
                "place_id": row.place_id,
                "phase_code": row.phase_code or None,
                "profile_url": row.profile_url or None,
                "confidence": row.confidence,
            }
            for row in cities
        ],
        "grants": [
            {
                "place_id": row.place_id,
                "round_code": row.round_code or None,
                "amount": str(row.amount) if row.amount is not None else None,
                "currency": row.currency,
                "confidence": row.confidence,
            }
            for row in grants
        ],
    }
    add_places(description, [row.place for row in [*cities, *grants]])
    for _row, words in [
        *pairs(source.phases.all(), page.phases.all()),
        *pairs(source.rounds.all(), page.rounds.all()),
    ]:
        description.add_text("body", f"{words.title}. {words.description}")


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
    description.card |= {
        "address": source.address or None,
        "who_may_join": page.who_may_join or None,
        "offers": [words.text for _row, words in pairs(source.offers.all(), page.offers.all())],
    }
    description.add_text("body", " ".join([page.who_may_join, *description.card["offers"]]))


def describe_home(description: Description, source: Page, page: Page) -> None:
    describe_page(description, source, page)


def describe_library(
    description: Description, source: models.LibraryPage, page: models.LibraryPage
) -> None:
    describe_page(description, source, page)
    description.card["pinned"] = str(source.pinned.translation_key) if source.pinned else None
    description.card["sections"] = [
        {"title": words.title, "description": words.description, "types": row.types}
        for row, words in pairs(source.sections.all(), page.sections.all())
    ]


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
    description.card["date"] = iso(source.date)
    description.sort_date = source.date
    set_year(description, source.date.year)


def describe_event(
    description: Description, source: models.EventPage, page: models.EventPage
) -> None:
    describe_page(description, source, page)
    description.card |= {
        "kind": source.kind,
        "starts_at": iso(source.starts_at),
        "ends_at": iso(source.ends_at),
        "is_online": source.is_online,
        "venue": page.venue or None,
        "event_languages": source.event_languages,
        "sign_up_url": source.sign_up_url or None,
    }
    description.add_facet("kind", source.kind)
    description.add_text("body", page.venue)
    if source.starts_at:
        description.sort_date = source.starts_at.date()
        set_year(description, source.starts_at.year)


def describe_priority(
    description: Description,
    source: models.PriorityObjectivePage,
    page: models.PriorityObjectivePage,
) -> None:
    describe_page(description, source, page)
    description.card |= {"term_id": source.term_id, "example": page.example or None}
    description.depends_on("term", source.term_id)
    description.add_facet("priority_objectives", source.term.code)
    description.add_text("body", page.example)
