"""Narrowing a list on a page by links: what can be chosen, how many pages each choice leaves.

Choices stand in the address, so that it can be shared. Values chosen in one facet widen it, those
of others narrow it. All facets are counted in one query, and one more for each facet in which
something is chosen, because its own choice does not count for it; never one for each value.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Q
from django.utils.text import capfirst

from hub.catalogue.models import Facet
from hub.catalogue.querysets import EntryQuerySet, has_facet
from hub.localization.languages import language_name
from hub.organisations.models import Organisation
from hub.terms.models import Term

from .facts import term_item
from .reading import Reading

#: Values of one facet that are in sight, that are shown at all, and that an address can choose.
IN_SIGHT, MOST_VALUES, MOST_CHOSEN = 8, 100, 20


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """A facet by the name that it has in addresses.

    `name` is the facet in the catalogue: a vocabulary, or "organisation", "language", "year". A
    facet that no row holds has `conditions` by value, with their labels, instead.
    """

    parameter: str
    label: str
    name: str = ""
    conditions: Mapping[str, tuple[str, Q]] | None = None

    def condition(self, values: Sequence[str]) -> Q:
        if self.conditions is None:
            return has_facet(self.name, values)
        known = [self.conditions[value][1] for value in values if value in self.conditions]
        return Q(*known, _connector=Q.OR) if known else Q(pk=None)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A link to the list with one value more or less, in another order, or otherwise changed."""

    label: str
    path: str
    count: int = 0
    is_current: bool = False
    #: What the label belongs to, where it stands alone.
    of: str = ""


@dataclass(frozen=True, kw_only=True)
class Box:
    label: str
    choices: tuple[Choice, ...]
    others: tuple[Choice, ...]


def boxed(label: object, choices: Sequence[Choice], in_sight: int) -> Box:
    """Put so many choices in sight, but all that are chosen; the others are one click away."""
    cut = max(in_sight, sum(choice.is_current for choice in choices))
    first, others = tuple(choices[:cut]), tuple(choices[cut:MOST_VALUES])
    return Box(label=str(label), choices=first, others=others)


class NarrowedList:
    """The entries that the address asks for, and what can be chosen beside them."""

    def __init__(
        self, reading: Reading, entries: EntryQuerySet, narrowings: Sequence[Narrowing]
    ) -> None:
        self.reading, self.all, self.narrowings = reading, entries, narrowings
        reading.chosen = {
            narrowing.parameter: values
            for narrowing in narrowings
            if (values := clean(reading.asked.get(narrowing.parameter, ())))
        }
        self.counts = {narrowing.parameter: self.counted(narrowing) for narrowing in self.chosen}
        self.counts |= self.counted_together([n for n in narrowings if n not in self.chosen])

    @property
    def chosen(self) -> list[Narrowing]:
        return [one for one in self.narrowings if one.parameter in self.reading.chosen]

    def entries(self, *, without: Narrowing | None = None) -> EntryQuerySet:
        """Return what is left; without the choice in one facet, for what that facet offers."""
        found = self.all
        for one in self.chosen:
            if one is not without:
                found = found.filter(one.condition(self.reading.chosen[one.parameter]))
        return found

    def counted(self, narrowing: Narrowing) -> dict[str, int]:
        entries = self.entries(without=narrowing)
        counts = self.counted_together([narrowing], entries)[narrowing.parameter]
        return dict.fromkeys(self.reading.chosen[narrowing.parameter], 0) | counts

    def counted_together(
        self, narrowings: Sequence[Narrowing], entries: EntryQuerySet | None = None
    ) -> dict[str, dict[str, int]]:
        """Count the values of facets: one query for rows, one for conditions."""
        entries = self.entries() if entries is None else entries
        names = [one.name for one in narrowings if one.conditions is None]
        found: dict[str, dict[str, int]] = defaultdict(dict)
        if names:
            rows = Facet.objects.filter(name__in=names, group__in=entries.values("group"))
            counted = rows.values_list("name", "value").annotate(total=Count("pk"))
            for name, value, total in counted.order_by():
                found[name][value] = total
        counts = {one.parameter: found[one.name] for one in narrowings}
        for one in narrowings:
            if one.conditions is not None:
                sums = {
                    value: Count("pk", filter=condition)
                    for value, (_label, condition) in one.conditions.items()
                }
                totals = entries.order_by().aggregate(**sums)
                counts[one.parameter] = {value: total for value, total in totals.items() if total}
        return counts

    def path(self, narrowing: Narrowing, value: str) -> str:
        """Return the address with this value chosen, or without it when it was."""
        values = list(self.reading.chosen.get(narrowing.parameter, ()))
        others = [other for other in values if other != value]
        return self.path_with(narrowing, others if value in values else [*values, value])

    def path_with(self, narrowing: Narrowing, values: Sequence[str]) -> str:
        chosen = dict(self.reading.chosen) | {narrowing.parameter: values}
        return self.reading.address_with({name: found for name, found in chosen.items() if found})

    def boxes(self) -> list[Box]:
        """Return the facets that offer something, the values in sight first."""
        labels = self.labels
        return [
            self.box(one, labels[one.parameter]) for one in self.narrowings if labels[one.parameter]
        ]

    def box(self, narrowing: Narrowing, labels: Mapping[str, str]) -> Box:
        chosen = self.reading.chosen.get(narrowing.parameter, ())
        counts = self.counts[narrowing.parameter]
        choices = [
            Choice(
                label=label,
                path=self.path(narrowing, value),
                count=counts.get(value, 0),
                is_current=value in chosen,
            )
            for value, label in labels.items()
        ]
        return boxed(narrowing.label, choices, IN_SIGHT)

    def removals(self) -> Iterator[Choice]:
        """Name everything that is chosen, each with the address without it."""
        for one in self.chosen:
            for value in self.reading.chosen[one.parameter]:
                label = self.labels[one.parameter].get(value, value)
                yield Choice(label=label, path=self.path(one, value), of=str(one.label))

    def relaxations(self) -> Iterator[Choice]:
        """Say which choice to give up for something to be found; one query for each choice."""
        for one in self.chosen:
            if count := self.entries(without=one).count():
                yield Choice(label=str(one.label), path=self.path_with(one, ()), count=count)

    @cached_property
    def labels(self) -> dict[str, dict[str, str]]:
        """Name the values of all facets in the reader's language, in the order to show them."""
        terms = term_labels(self.reading, self.term_values())
        return {
            one.parameter: self.labels_of(one, terms.get(one.name, {})) for one in self.narrowings
        }

    def term_values(self) -> dict[str, list[str]]:
        special = ("organisation", "language", "year", "")
        return {
            one.name: list(self.counts[one.parameter])
            for one in self.narrowings
            if one.name not in special and self.counts[one.parameter]
        }

    def labels_of(self, narrowing: Narrowing, terms: Mapping[str, str]) -> dict[str, str]:
        counts = self.counts[narrowing.parameter]
        if narrowing.conditions is not None:
            kept = narrowing.conditions.items()
            return {value: str(label) for value, (label, _q) in kept if value in counts}
        if narrowing.name == "year":
            return {value: value for value in sorted(counts, reverse=True)}
        if narrowing.name == "language":
            names = {code: capfirst(language_name(code, self.reading.locale)) for code in counts}
            return by_count(names, counts)
        if narrowing.name == "organisation":
            return by_count(organisation_labels(self.reading, list(counts)), counts)
        is_numbered = all(label[:1].isdigit() for label in terms.values())
        return dict(terms) if is_numbered else by_count(terms, counts)


def clean(values: Sequence[str]) -> list[str]:
    """Take what can be a value of a facet, each once."""
    found = dict.fromkeys(value for value in values if value and "\x00" not in value)
    return [value[:100] for value in found][:MOST_CHOSEN]


def by_count(labels: Mapping[str, str], counts: Mapping[str, int]) -> dict[str, str]:
    return dict(sorted(labels.items(), key=lambda one: (-counts[one[0]], one[1])))


def term_labels(reading: Reading, values: Mapping[str, Sequence[str]]) -> dict[str, dict[str, str]]:
    """Name terms of several vocabularies in their order: one query for ids, one for labels."""
    wanted = Q()
    for vocabulary, codes in values.items():
        wanted |= Q(vocabulary=vocabulary, code__in=codes)
    found: dict[str, dict[str, str]] = defaultdict(dict)
    ids = list(Term.objects.filter(wanted).values_list("pk", flat=True)) if wanted else []
    for row in sorted(reading.terms(ids), key=place_of):
        found[row.values["vocabulary"]][row.values["code"]] = term_item(reading, row).text
    return found


def place_of(row: Any) -> tuple[int, str]:
    return row.values["order"], row.values["code"]


def organisation_labels(reading: Reading, slugs: Sequence[str]) -> dict[str, str]:
    # Whatever an address names comes here, also one that only registered.
    public = Organisation.objects.filter(is_public=True)
    ids = public.filter(slug__in=slugs).values_list("pk", flat=True)
    rows = reading.loaders.organisations.get_many(ids)
    return {row.values["slug"]: row.own("name", reading.locale) for row in rows}
