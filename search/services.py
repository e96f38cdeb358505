"""Searching: one question in, one answer out, whichever engine there is."""

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Count, F, JSONField, Q, Value
from django.utils.translation import gettext as _

from hub.catalogue.models import Facet, Group
from hub.catalogue.paging import MAX_PAGE_SIZE
from hub.catalogue.querysets import EntryRow

from . import query_log
from .analysis import language_of
from .answers import Found, Hit, Relaxation, SearchAnswer
from .cursors import write_cursor
from .engines import engines
from .engines.base import Engine, EngineAway, readable_entries
from .facets import describe_facets
from .highlights import finder_of, highlights_of
from .questions import Question
from .spelling import corrected
from .synonyms import expand, meanings, names
from .units import Unit, checked_text, hints_of, units_of

#: A question that fewer pages answer is asked again with words left out.
ENOUGH = 5
#: With more words the ways of leaving some out are too many to be tried.
LONGEST_SENTENCE = 8
#: Facets that say most about what two pages share, for related pages.
RELATING = ("topics", "priority_objectives", "target_groups", "places", "network", "gcm_objectives")


def search(question: Question) -> SearchAnswer:
    """Answer a question; refuse a text, a size or a cursor that is none in words.

    All wanted words must be found. Where nothing has them all, misspelt ones are corrected. Where
    few pages answer, half of the words may be lacking; in the end any of them will do.
    """
    started = time.perf_counter()
    question = replace(question, text=checked_text(question.text))
    if not 0 <= question.first <= MAX_PAGE_SIZE:
        raise ValidationError({"first": _("Ask for 0 to %(limit)s.") % {"limit": MAX_PAGE_SIZE}})
    for number, engine in enumerate(engines()):
        try:
            found = answer(engine, question)
        except EngineAway:
            continue
        query_log.note(question, found)
        took = round((time.perf_counter() - started) * 1000)
        return replace(found, is_degraded=number > 0, took_ms=took)
    raise EngineAway("No search engine answers.")


def answer(engine: Engine, question: Question) -> SearchAnswer:
    """Have one engine answer. Raises EngineAway."""
    plain = units_of(question.text, question.locale)
    known = names()
    units = expand(plain, known, question.locale)
    question = replace(question, hints=hints_of(question.text))
    found = engine.find(question, units, is_loose=False)
    did_you_mean = ""
    better = units if is_understood(question, found) else corrected(units, question.locale)
    if better != units and (not found.total or is_foreign(engine, question, units)):
        other = engine.find(question, better, is_loose=False)
        if other.total or not found.total:
            found, units = other, better
            did_you_mean = text_of(units) if found.total else ""
    found = loosened(engine, question, found, units)
    return SearchAnswer(
        hits=tuple(hits_of(question, units, found, engine)),
        total=found.total,
        has_next=found.has_next,
        engine=engine.name,
        facets=describe_facets(question, found.counts),
        did_you_mean=did_you_mean,
        ambiguity=meanings(plain, known),
        relax=tuple(relaxations(question, units, engine)) if not found.total else (),
    )


def is_understood(question: Question, found: Found) -> bool:
    """Tell whether the best text is known, and in the reader's language."""
    best = found.matches[:1] if not question.after else ()
    return any(match.language in ("", question.locale) for match in best)


def is_foreign(engine: Engine, question: Question, units: tuple[Unit, ...]) -> bool:
    """Tell whether the best text is in another language, where a misspelt word may be a word."""
    first = engine.find(replace(question, first=1, after=None, facets=()), units, is_loose=False)
    return any(match.language not in ("", question.locale) for match in first.matches)


def loosened(engine: Engine, question: Question, found: Found, units: tuple[Unit, ...]) -> Found:
    """Return what was found, or more where it is little: pages that lack some of the words.

    Quotes, numbers and words of a title are never let go.
    """
    wanted = [unit for unit in units if unit.is_wanted]
    exact = [unit for unit in wanted if unit.is_literal or unit.only_title]
    if exact:
        if not found.total and len(exact) < len(wanted):
            kept = tuple(unit for unit in units if unit in exact or not unit.is_wanted)
            found = engine.find(question, kept, is_loose=False)
        return found
    if found.total < ENOUGH and 1 < len(wanted) <= LONGEST_SENTENCE:
        most = replace(question, lacking=len(wanted) // 2)
        found = engine.find(most, units, is_loose=False)
    if not found.total and len(wanted) > 1:
        found = engine.find(question, units, is_loose=True)
    return found


def text_of(units: tuple[Unit, ...]) -> str:
    """Write units as a person would type them."""
    parts = []
    for unit in units:
        words = " ".join(unit.words)
        words = f'"{words}"' if unit.is_literal else words
        parts.append(
            ("" if unit.is_wanted else "-") + ("title:" if unit.only_title else "") + words
        )
    return " ".join(parts)


def hits_of(
    question: Question, units: tuple[Unit, ...], found: Found, engine: Engine
) -> Iterator[Hit]:
    """Read the cards of what was found; what its reader may not see any more is left out."""
    matches = {match.group_id: match for match in found.matches}
    entries = readable_entries(question).filter(group__in=matches)
    texts = (
        F("content__texts") if any(unit.is_wanted for unit in units) else Value(None, JSONField())
    )
    rows: dict[int, Any] = {row.group_id: row for row in entries.annotate(texts=texts).to_show()}
    for match, position in zip(found.matches, found.positions, strict=True):
        row = rows.get(match.group_id)
        if row is None:
            continue
        yield Hit(
            entry=row,
            score=match.score,
            cursor=write_cursor(engine.name, question.order, position),
            language=match.language or row.actual_locale,
            highlights=highlights_of(row.texts or (), units, language_of(row.actual_locale)),
            file=file_of(row, units),
        )


def file_of(row: EntryRow, units: tuple[Unit, ...]) -> int | None:
    """Return the first file whose title has what was asked for."""
    finder = finder_of(units, language_of(row.actual_locale))
    titles = (file["title"] for file in row.card["files"])
    return next((number for number, title in enumerate(titles) if any(finder.spans(title))), None)


def relaxations(
    question: Question, units: tuple[Unit, ...], engine: Engine
) -> Iterator[Relaxation]:
    """Say what would find something: the question without one selection, or without all."""
    for selection in question.selections:
        rest = tuple(other for other in question.selections if other != selection)
        if total := count(replace(question, selections=rest), units, engine):
            yield Relaxation(text=question.text, facet=selection.name, total=total)
    wanted = [unit for unit in units if unit.is_wanted]
    without_text = replace(question, text="")
    if question.selections and wanted and (total := count(without_text, (), engine)):
        yield Relaxation(text="", facet="", total=total)


def count(question: Question, units: tuple[Unit, ...], engine: Engine) -> int:
    return engine.find(
        replace(question, first=0, after=None, facets=()), units, is_loose=False
    ).total


def related(key: UUID, question: Question) -> list[EntryRow]:
    """Return the pages that share most with a page, by the facets that say what it is about."""
    group = Group.objects.filter(translation_key=key).first()
    if group is None or not readable_entries(question).filter(group=group).exists():
        return []
    own = Facet.objects.filter(group=group, name__in=RELATING, is_implied=False)
    values: dict[str, list[str]] = {}
    for name, value in own.values_list("name", "value"):
        values.setdefault(name, []).append(value)
    shared = Q(pk__in=[])
    for name, some in values.items():
        shared |= Q(name=name, value__in=some)
    entries = readable_entries(question).exclude(group=group)
    rows = (
        Facet.objects.filter(shared, is_implied=False, group__in=entries.values("group"))
        .values_list("group")
        .annotate(shared=Count("pk"))
        .order_by("-shared", "group")[: question.first]
    )
    groups = [row[0] for row in rows]
    found = {row.group_id: row for row in entries.filter(group__in=groups).to_show()}
    return [found[pk] for pk in groups if pk in found]
