"""What is offered while somebody types: titles, topics and places that begin like it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from django.db.models import Exists, OuterRef, Q

from hub.catalogue.models import Facet
from hub.catalogue.querysets import EntryRow
from hub.localization.languages import chain
from hub.terms.models import Term, TermLabel

from .analysis import words
from .engines import engines
from .engines.base import EngineAway, readable_entries
from .facets import FacetName, by_locale
from .questions import Question
from .units import checked_text

#: Terms that are looked at closer; more of them begin like one letter alone.
MOST = 300


class Kind(StrEnum):
    PAGE = "page"
    TOPIC = "topic"
    PLACE = "place"


#: The facets whose values are suggested, and as what.
KINDS = {
    FacetName.TOPIC: Kind.TOPIC,
    FacetName.CITY: Kind.PLACE,
    FacetName.COUNTRY: Kind.PLACE,
    FacetName.REGION: Kind.PLACE,
}


@dataclass(frozen=True, kw_only=True)
class NamedTerm:
    """A topic or a place, and the choice in a facet that leads to its pages."""

    facet: FacetName
    value: str
    label: str


def suggest(typed: Question) -> list[EntryRow | NamedTerm]:
    """Return what has words that begin as typed: topics and places, then pages by their title.

    Pages leave half of the list to terms, and terms to pages what these do not fill.
    """
    typed = replace(typed, text=checked_text(typed.text))
    pages = suggest_pages(typed)
    terms = suggest_terms(typed)[: max(typed.first // 2, typed.first - len(pages))]
    return [*terms, *pages[: typed.first - len(terms)]]


def suggest_pages(typed: Question) -> list[EntryRow]:
    for engine in engines():
        try:
            groups = engine.complete(typed)
        except EngineAway:
            continue
        rows = readable_entries(typed).filter(group__in=groups).to_show()
        found = {row.group_id: row for row in rows}
        return [found[group] for group in groups if group in found]
    return []


def suggest_terms(typed: Question) -> list[NamedTerm]:
    """Return topics and places, those first whose name itself begins like this.

    They are called as the reader's facets call them. Only those that have a page which this asker
    may read are offered: two queries, however many terms and pages there are.
    """
    beginnings = tuple(words(typed.text))
    if not beginnings:
        return []
    rows = TermLabel.objects.filter(term__vocabulary__in=KINDS, locale__in=chain(typed.locale))
    columns = rows.values_list("term__vocabulary", "term__code", "locale", "label")
    labels = by_locale(
        (((name, code), locale, label) for name, code, locale, label in columns), typed.locale
    )
    fitting = [key for key, label in labels.items() if begins(label, beginnings)]
    fitting.sort(key=lambda key: rank(labels[key], beginnings))
    used = with_pages(fitting[:MOST], typed)
    return [
        NamedTerm(facet=FacetName(vocabulary), value=code, label=labels[vocabulary, code])
        for vocabulary, code in fitting
        if (vocabulary, code) in used
    ]


@lru_cache(maxsize=10_000)
def folded(label: str) -> tuple[str, ...]:
    return tuple(words(label))


def begins(label: str, beginnings: tuple[str, ...]) -> bool:
    """Tell whether each word that was typed is the beginning of a word of this label."""
    own = folded(label)
    return all(any(word.startswith(beginning) for word in own) for beginning in beginnings)


def rank(label: str, beginnings: tuple[str, ...]) -> tuple[bool, tuple[str, ...]]:
    own = folded(label)
    return not own[0].startswith(beginnings[0]), own


def with_pages(terms: Iterable[tuple[str, str]], typed: Question) -> set[tuple[str, str]]:
    """Return those of these terms that have at least one page for this asker."""
    codes: dict[str, list[str]] = {}
    for name, code in terms:
        codes.setdefault(name, []).append(code)
    if not codes:
        return set()
    wanted = Q()
    for name, values in codes.items():
        wanted |= Q(vocabulary=name, code__in=values)
    # Asked term by term, so that the first page of each is enough.
    own = Facet.objects.filter(name=OuterRef("vocabulary"), value=OuterRef("code"))
    shown = readable_entries(typed).filter(group=OuterRef("group"))
    found = Term.objects.filter(wanted, Exists(own.filter(Exists(shown))))
    return set(found.values_list("vocabulary", "code"))
