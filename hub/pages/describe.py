"""What every page says of itself: card, body, files, organisations, and text for search."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.images.models import AbstractImage
from wagtail.models import Page, TranslatableMixin

from hub.blocks.describe import describe_body, describe_rich_text
from hub.catalogue.description import Description
from hub.localization.translations import translated_names
from hub.media.documents import describe_document
from hub.media.images import describe_image
from hub.organisations.enums import ContributionRole


def bare_card(page: Page) -> dict[str, Any]:
    """Start the card of any page: a describe function that adds nothing still makes a whole one."""
    return {
        "summary": page.search_description,
        "seo": {"title": page.seo_title or page.title, "description": page.search_description},
        "translation_reviewed": True,
        "cover": None,
        "files": [],
        "terms": {},
        "contributions": [],
        "networks": [],
    }


def told(source: Any, page: Any, *names: str, optional: Iterable[str] = ()) -> dict[str, Any]:
    """Tell fields as plain values: facts of the source, prose of the page.

    Those in `optional` are null when they are empty.
    """
    prose = translated_names(type(source))
    values = {
        name: getattr(page if name in prose else source, name) for name in (*names, *optional)
    }
    return {
        name: None if name in optional and value == "" else plain_value(value)
        for name, value in values.items()
    }


def plain_value(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def told_rows(
    source: Any, page: Any, relation: str, *names: str, optional: Iterable[str] = ()
) -> list[dict[str, Any]]:
    """Tell the child rows of a page; one without a translation keeps the words of its source."""
    rows = getattr(source, relation).all()
    translated = {}
    if issubclass(rows.model, TranslatableMixin):
        translated = {row.translation_key: row for row in getattr(page, relation).all()}
    return [
        told(
            row,
            translated.get(getattr(row, "translation_key", None), row),
            *names,
            optional=optional,
        )
        for row in rows
    ]


def describe_page(description: Description, source: Page, page: Page) -> None:
    """Describe what all page types share.

    A page type of another site may lack any of our fields, or mean something else by their names.
    """
    card = description.card
    card |= bare_card(page)
    summary = getattr(page, "summary", "")
    if isinstance(summary, str) and summary:
        card["summary"] = summary
    card["seo"]["description"] = page.search_description or card["summary"]
    if source.show_in_menus:
        description.add_facet("menu", "main")
    card["translation_reviewed"] = page.pk == source.pk or getattr(
        page, "translation_reviewed", True
    )
    card["cover"] = describe_cover(description, source, page)
    card["files"] = describe_files(description, source)
    description.add_text("summary", card["summary"])
    describe_terms(description, source)
    describe_contributions(description, source)
    card["networks"] = [row.network_id for row in source.hub_networks.all()]
    body = getattr(page, "body", None)
    if isinstance(body, StreamValue):
        description.body = describe_body(body, description)
    elif isinstance(body, str):
        description.body = describe_rich_text(body, description)


def describe_cover(description: Description, source: Page, page: Page) -> dict[str, Any] | None:
    cover = getattr(source, "cover", None)
    if not isinstance(cover, AbstractImage):
        return None
    return describe_image(
        cover,
        alt=getattr(page, "cover_alt", "") or getattr(source, "cover_alt", ""),
        credit=getattr(source, "cover_credit", ""),
        is_decorative=getattr(source, "cover_is_decorative", False),
        description=description,
    )


def describe_terms(description: Description, source: Page) -> None:
    """Terms are named by id; what they are called is read when they are shown."""
    terms: dict[str, list[int]] = {}
    for row in sorted(source.hub_terms.all(), key=lambda row: (row.term.order, row.term.code)):
        terms.setdefault(row.term.vocabulary, []).append(row.term_id)
    description.card["terms"] = terms


def describe_contributions(description: Description, source: Page) -> None:
    rows = list(source.hub_contributions.all())
    description.card["contributions"] = [
        {"organisation": row.organisation.current.pk, "role": row.role} for row in rows
    ]
    for row in rows:
        organisation = row.organisation.current
        description.depends_on("organisation", organisation.pk)
        description.add_facet("organisation", organisation.slug)
        if row.role == ContributionRole.PUBLISHER:
            description.add_facet("publisher", organisation.slug)


def describe_files(description: Description, source: Page) -> list[dict[str, Any]]:
    """Describe the files and links of a page; one in a private collection is left out."""
    files = []
    for row in source.hub_files.all():
        facts = describe_document(row.document, description=description) if row.document else None
        if facts is None and not row.link_url:
            continue
        files.append(
            {
                **(facts or {"url": row.link_url}),
                "title": row.title,
                "languages": row.languages,
                "is_link": facts is None,
                "label": row.link_label,
            }
        )
        description.add_facet("asset_language", *row.languages)
        description.add_text("file", row.title)
    return files
