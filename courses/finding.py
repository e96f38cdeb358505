"""What fits a learner: three wishes, and the courses and toolkits that meet them, with reasons."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from hub.catalogue.models import Entry, Facet
from hub.catalogue.paging import NEWEST
from hub.catalogue.querysets import EntryQuerySet, has_facet
from hub.localization.languages import language_name
from hub.terms.enums import Vocabulary
from hub.terms.models import Term

from .presenting import duration
from .querysets import effort_up_to

TYPES = ("course", "toolkit")
#: How many are shown, and how many of the newest that meet a wish are looked at.
SHOWN, LOOKED_AT = 5, 300
SUBTITLED, TOPIC = "subtitle_language", "topics"
#: The languages of a toolkit, and of a course that does not say its own, are those of the files.
TAUGHT = ("course_language", "asset_language")
FACETS = (*TAUGHT, SUBTITLED, TOPIC)

Facets = dict[str, set[str]]


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody wants; what is empty does not matter to them."""

    language: str = ""
    minutes: int = 0
    topic: str = ""

    def condition(self) -> Q:
        """Return what meets at least one wish."""
        found = Q(pk=None)
        if self.language:
            for name in (*TAUGHT, SUBTITLED):
                found |= has_facet(name, [self.language])
        if self.minutes:
            found |= effort_up_to(self.minutes)
        return found | has_facet(TOPIC, [self.topic]) if self.topic else found


@dataclass(frozen=True, kw_only=True)
class Fit:
    entry: Entry
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Offered:
    """The languages and topics in which there is anything, with their names."""

    languages: dict[str, str] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)


def fit(wish: Wish, facets: Facets, minutes: int, names: dict[str, str]) -> tuple[int, list[str]]:
    """Score one course or toolkit and say why; what takes too long scores nothing.

    The topic counts most, then the language, then the time. `names` are those of the wishes.
    """
    if wish.minutes and minutes > wish.minutes:
        return 0, []
    found = []
    if wish.topic and wish.topic in facets.get(TOPIC, ()):
        found.append((4, _("about %(topic)s") % names))
    taught = next((facets[name] for name in TAUGHT if facets.get(name)), set())
    if wish.language in taught:
        found.append((3, _("in %(language)s") % names))
    elif wish.language and wish.language in facets.get(SUBTITLED, ()):
        found.append((2, _("with subtitles in %(language)s") % names))
    if wish.minutes and minutes:
        found.append((2, _("takes %(time)s") % {"time": duration(minutes)}))
    return sum(score for score, _reason in found), [reason for _score, reason in found]


def fits(wish: Wish, entries: EntryQuerySet, offered: Offered, locale: str) -> list[Fit]:
    """Return the few that fit best: two queries."""
    matching = entries.filter(wish.condition(), type__in=TYPES)
    candidates = list(matching.select_related("group").order_by(*NEWEST.by())[:LOOKED_AT])
    facets = facets_of(entry.group_id for entry in candidates)
    names = {
        "topic": offered.topics.get(wish.topic, wish.topic),
        "language": language_name(wish.language, locale) if wish.language else "",
    }
    found = []
    for entry in candidates:
        minutes = entry.card.get("minutes") or 0
        score, reasons = fit(wish, facets[entry.group_id], minutes, names)
        found.append(Fit(entry=entry, score=score, reasons=tuple(reasons)))
    best = sorted((one for one in found if one.score), key=lambda one: -one.score)
    return best[:SHOWN]


def facets_of(groups: Iterable[int]) -> defaultdict[int, Facets]:
    found: defaultdict[int, Facets] = defaultdict(lambda: defaultdict(set))
    rows = Facet.objects.filter(group__in=list(groups), name__in=FACETS)
    for group, name, value in rows.values_list("group_id", "name", "value"):
        found[group][name].add(value)
    return found


def offered_in(entries: EntryQuerySet, locale: str) -> Offered:
    """Return what there is to choose from: three queries."""
    groups = entries.filter(type__in=TYPES).values("group")
    rows: Any = Facet.objects.filter(group__in=groups, name__in=FACETS)
    values: defaultdict[str, set[str]] = defaultdict(set)
    for name, value in rows.values_list("name", "value").distinct().order_by():
        values[name].add(value)
    terms = Term.objects.in_vocabulary(Vocabulary.TOPICS).filter(code__in=values[TOPIC])
    codes = set().union(*(values[name] for name in (*TAUGHT, SUBTITLED)))
    return Offered(
        languages=dict(sorted(((c, language_name(c, locale)) for c in codes), key=lambda i: i[1])),
        topics={
            term.code: term.label_in(locale)
            for term in terms.order_by("order", "code").prefetch_related("labels")
        },
    )
