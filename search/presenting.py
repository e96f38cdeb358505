"""From an answer to what the search page shows: hits as links, and other questions as addresses."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hub.blocks.describers import file_note
from hub.blocks.rich_text import web_address
from hub.catalogue.models import NO_DATE
from hub.pages.links import PageLink, link_to
from hub.pages.narrowing import Box, Choice, boxed
from hub.terms.enums import Vocabulary

from .addresses import Asked
from .answers import FacetCount, Hit, SearchAnswer
from .facets import FacetName
from .questions import Question, SearchOrder
from .suggestions import suggest_terms
from .units import units_of

#: Values of a facet that are in sight; the others are one click away.
IN_SIGHT = 6
#: Topics and places that are offered in place of words.
MOST_NAMED = 4


@dataclass(frozen=True, kw_only=True)
class FoundPage:
    """A hit as a person meets it; its passages are in the language of its text."""

    link: PageLink
    highlights: tuple[Any, ...]
    file: dict[str, str] | None


def address_of(asked: Asked) -> str:
    """Return the address of the search page that asks this, in the active language."""
    return reverse("hub_search") + asked.query()


def present(asked: Asked, question: Question, answer: SearchAnswer) -> dict[str, Any]:
    boxes = [facet_box(asked, facet) for facet in answer.facets if facet.values]
    before = asked.previous_page()
    last = answer.hits[-1].cursor if answer.hits and answer.has_next else ""
    return {
        "answer": answer,
        "hits": [found_page(hit) for hit in answer.hits],
        "boxes": boxes,
        "removals": list(removals(asked, answer)),
        "remove_all": address_of(asked.with_(chosen=())),
        "orders": list(orders(asked)),
        "meanings": [
            Choice(label=found.label, path=address_of(asked.with_(text=found.text)), of=found.word)
            for found in answer.ambiguity
        ],
        "relaxations": list(relaxations(asked, answer)),
        "named": list(named(asked, question)),
        "previous": address_of(before) if before else "",
        "next": address_of(asked.next_page(last)) if last else "",
    }


def named(asked: Asked, question: Question) -> Iterator[Choice]:
    """Offer topics and places that are called as what was typed, to be chosen in its place."""
    units = units_of(question.text, question.locale)
    if asked.after or not all(unit.is_wanted for unit in units):
        return
    for term in suggest_terms(question)[:MOST_NAMED]:
        if (term.facet, term.value) not in asked.chosen:
            path = address_of(asked.with_(text="").toggled(term.facet, term.value))
            yield Choice(label=term.label, path=path, of=facet_label(term.facet))


def found_page(hit: Hit) -> FoundPage:
    # The title stands above already.
    passages = tuple(found for found in hit.highlights if found.weight != "title")
    link = link_to(hit.entry, when=when(hit.entry.sort_date))
    return FoundPage(link=link, highlights=passages, file=file_of(hit))


def file_of(hit: Hit) -> dict[str, str] | None:
    if hit.file is None:
        return None
    file = hit.entry.card["files"][hit.file]
    if file["is_link"] and not web_address(file["url"]):
        return None
    return {"title": file["title"], "url": file["url"], "note": file_note(file)}


def when(day: date) -> str:
    """Write the date of a page; what is known by its year alone is kept as its first day."""
    if day == NO_DATE:
        return ""
    return str(day.year) if (day.month, day.day) == (1, 1) else date_format(day)


def facet_label(facet: FacetName) -> str:
    """Name a facet in the active language."""
    own = {
        FacetName.TYPE: _("Type"),
        FacetName.KIND: _("Subtype"),
        FacetName.NETWORK: _("Networks"),
        FacetName.ASSET_LANGUAGE: _("Languages of the files"),
        FacetName.PUBLISHER: _("Publisher"),
        FacetName.YEAR: _("Year"),
    }
    return own.get(facet) or str(Vocabulary(facet.value).label)


def facet_box(asked: Asked, facet: FacetCount) -> Box:
    name = FacetName(facet.name)
    choices = [
        Choice(
            label=value.label,
            path=address_of(asked.toggled(name, value.value)),
            count=value.count,
            is_current=value.is_selected,
        )
        for value in facet.values
    ]
    if name is FacetName.YEAR:
        choices.sort(key=lambda choice: (choice.is_current, choice.label), reverse=True)
    return boxed(facet_label(name), choices, IN_SIGHT)


def removals(asked: Asked, answer: SearchAnswer) -> Iterator[Choice]:
    """Name everything that is chosen, each with the address without it."""
    labels = {(facet.name, row.value): row.label for facet in answer.facets for row in facet.values}
    for facet, value in asked.chosen:
        yield Choice(
            label=labels.get((facet.value, value), value),
            path=address_of(asked.toggled(facet, value)),
            of=facet_label(facet),
        )


def orders(asked: Asked) -> Iterator[Choice]:
    """Offer the orders; without words nothing matches better than anything else."""
    labels = {
        SearchOrder.RELEVANCE: _("Best match") if asked.text else "",
        SearchOrder.NEWEST: _("Newest first"),
        SearchOrder.OLDEST: _("Oldest first"),
        SearchOrder.TITLE: _("By title"),
    }
    current = asked.order
    if not asked.text and current is SearchOrder.RELEVANCE:
        current = SearchOrder.NEWEST
    for order, label in labels.items():
        if label:
            path = address_of(asked.with_(order=order))
            yield Choice(label=label, path=path, is_current=order is current)


def relaxations(asked: Asked, answer: SearchAnswer) -> Iterator[Choice]:
    """Say which question near this one finds something."""
    for way in answer.relax:
        if way.facet:
            facet = FacetName(way.facet)
            label = _("without the choice in “%(facet)s”") % {"facet": facet_label(facet)}
            path = address_of(asked.without(facet))
        else:
            label = _("without the words, with the same choices")
            path = address_of(asked.with_(text=""))
        yield Choice(label=label, path=path, count=way.total)
