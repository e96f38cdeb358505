"""The embedded engine: the database's own text index over stemmed words, visibility by a join.

Every document is in one language and carries a word that says which, so that one expression asks
each language for its own stems. SQLite has FTS5 and PostgreSQL `tsvector('simple')`; the two
differ only in `text_index`.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from hub.catalogue.models import Entry, Facet
from hub.catalogue.paging import NEWEST, OLDEST, TITLE, UPDATED, Order, parse_key
from hub.catalogue.querysets import EntryQuerySet, has_facet
from hub.localization.languages import content_locales
from search.analysis import words
from search.answers import Found, Match
from search.cursors import read_cursor, read_offset
from search.documents import GroupDocument
from search.models import Document, Indexed, Word
from search.questions import (
    Between,
    Condition,
    Every,
    HasFacet,
    Never,
    Question,
    SearchOrder,
    Some,
    conditions_of,
)
from search.ranking import Scored, ShownAs, page_of, ranked
from search.units import Unit

from .base import Stored, readable_entries
from .expressions import groups_with, most_of, scored
from .text_index import AllOf, AnyOf, Phrase, text_index

ORDERS: dict[SearchOrder, Order] = {
    SearchOrder.NEWEST: NEWEST,
    SearchOrder.OLDEST: OLDEST,
    SearchOrder.TITLE: TITLE,
    SearchOrder.UPDATED: UPDATED,
}
#: From these texts come the words that misspellings are corrected to.
SPELLED = ("title", "summary", "heading", "terms")


class EmbeddedEngine:
    """Answers from the hub's own database."""

    name = "embedded"

    def find(self, question: Question, units: tuple[Unit, ...], *, is_loose: bool) -> Found:
        wanted = tuple(unit for unit in units if unit.is_wanted)
        lacking = len(wanted) - 1 if is_loose else question.lacking
        base = matching(readable_entries(question), units, lacking=lacking)
        base = base.filter(as_q(question.condition))
        entries = base.filter(as_q(Every(conditions_of(question.selections))))
        total = entries.count()
        counts = count_facets(question, base)
        if not question.first and not question.after:  # only numbers are asked for
            return Found(matches=(), total=total, has_next=total > 0, counts=counts)
        if question.order is SearchOrder.RELEVANCE and wanted:
            rows = scored(question, wanted, entries, join=AnyOf if lacking else AllOf)
            complete = set()
            if question.lacking:
                having_all = entries.filter(group__in=groups_with(wanted, AllOf))
                complete = set(having_all.values_list("group", flat=True))
            matches = self._ranked(question, wanted, rows, complete)
            start = read_offset(question.after, engine=self.name)
            return page_of(matches, question, start, total=total, counts=counts)
        return self._in_order(question, entries, total=total, counts=counts)

    def _ranked(
        self,
        question: Question,
        wanted: tuple[Unit, ...],
        rows: list[Scored],
        complete: set[int],
    ) -> list[Match]:
        shown_as = {
            group: ShownAs(*rest)
            for group, *rest in Entry.objects.in_locale(question.locale)
            .filter(group__in={row.group_id for row in rows})
            .values_list("group", "actual_locale", "sort_date")
        }
        return ranked(rows, shown_as, question, wanted, complete)

    def _in_order(
        self,
        question: Question,
        entries: EntryQuerySet,
        *,
        total: int,
        counts: dict[str, dict[str, int]],
    ) -> Found:
        order = ORDERS.get(question.order, NEWEST)
        if question.after:
            entries = entries.filter(after_position(question, order, self.name))
        rows = list(
            entries.order_by(*order.by()).values_list("group", "actual_locale", order.column)[
                : question.first + 1
            ]
        )
        shown = rows[: question.first]
        return Found(
            matches=tuple(Match(group, 0.0, locale) for group, locale, _key in shown),
            total=total,
            has_next=len(rows) > question.first,
            positions=tuple((plain_key(key), group) for group, _locale, key in shown),
            counts=counts,
        )

    def complete(self, typed: Question) -> list[int]:
        beginnings = words(typed.text)
        if not beginnings:
            return []
        groups = readable_entries(typed).values("group")
        phrases = (Phrase((word,), in_title=True, is_prefix=True) for word in beginnings)
        # A title may be the same in every language.
        limit = typed.first * len(content_locales())
        rows = text_index().scored(AllOf(tuple(phrases)), groups, limit=limit)
        return list(dict.fromkeys(row.group_id for row in rows))[: typed.first]

    def write(self, documents: list[GroupDocument]) -> dict[int, str]:
        with transaction.atomic():
            self._remove([document.group_id for document in documents])
            made = [
                Document(
                    group_id=document.group_id,
                    locale=locale,
                    title=" ".join(words(text.title))[:255],
                )
                for document in documents
                for locale, text in document.languages.items()
            ]
            Document.objects.bulk_create(made)
            texts = {document.group_id: document.languages for document in documents}
            text_index().add(
                (row.pk, row.locale, texts[row.group_id][row.locale].texts) for row in made
            )
            learn_words(documents)
        return {}

    def prepare(self) -> None:
        """Migrations made the text index."""

    def stored(self) -> Iterator[Stored]:
        """Return what is held; of hidden groups only the version is kept, with the deliveries."""
        shown: dict[int, set[str]] = {}
        for group, locale in Document.objects.values_list("group", "locale"):
            shown.setdefault(group, set()).add(locale)
        rows = Indexed.objects.filter(engine=self.name).order_by("group")
        for group, version, kind in rows.values_list("group", "version", "group__type").iterator():
            yield Stored(group, version, kind, tuple(sorted(shown.get(group, ()))))

    def forget(self, group_ids: Iterable[int]) -> None:
        group_ids = list(group_ids)
        with transaction.atomic():
            self._remove(group_ids)
            Indexed.objects.filter(engine=self.name, group__in=group_ids).delete()

    def _remove(self, group_ids: list[int]) -> None:
        documents = Document.objects.filter(group__in=group_ids)
        text_index().remove(list(documents.values_list("pk", flat=True)))
        documents.delete()


def matching(entries: EntryQuerySet, units: tuple[Unit, ...], *, lacking: int) -> EntryQuerySet:
    """Keep what has the wanted words in some language, and leave out what has an unwanted one."""
    wanted = tuple(unit for unit in units if unit.is_wanted)
    if wanted:
        entries = entries.filter(group__in=groups_with(wanted, most_of(lacking)))
    for unit in units:
        if not unit.is_wanted:
            entries = entries.exclude(group__in=groups_with((unit,), AllOf))
    return entries


def as_q(condition: Condition) -> Q:
    """Return a condition over entries; an empty one is true of everything."""
    everything = Q(pk__isnull=False)
    match condition:
        case HasFacet(name, values):
            return has_facet(name, values)
        case Between(column, at_least, at_most):
            limits = {f"{column}__gte": at_least, f"{column}__lte": at_most}
            return everything & Q(**{key: at for key, at in limits.items() if at is not None})
        case Every(parts):
            return Q(everything, *(as_q(part) for part in parts))
        case Some(parts):
            return Q(*(as_q(part) for part in parts), _connector=Q.OR) if parts else everything
        case Never(part):
            return ~as_q(part)


def count_facets(question: Question, base: EntryQuerySet) -> dict[str, dict[str, int]]:
    """Count each facet without its own selection: one query, and one for each selected facet."""
    selected = {selection.name for selection in question.selections}
    free = [name for name in question.facets if name not in selected]
    counts: dict[str, dict[str, int]] = {name: {} for name in question.facets}
    for names in (free, *([name] for name in question.facets if name in selected)):
        if names:
            entries = base.filter(as_q(Every(question.without(names[0]))))
            rows: QuerySet[Any] = Facet.objects.filter(
                name__in=names, group__in=entries.values("group")
            )
            for name, value, count in rows.values_list("name", "value").annotate(Count("pk")):
                counts[name][value] = count
    return counts


def after_position(question: Question, order: Order, engine: str) -> Q:
    try:
        key, number = read_cursor(question.after or "", engine=engine, order=question.order)
        if type(number) is not int or not 0 < number < 2**63:
            raise ValueError
        return order.after(parse_key(key, order), number)
    except (ValueError, TypeError) as error:
        raise ValidationError({"after": _("This is not a cursor of this list.")}) from error


def plain_key(key: Any) -> str:
    return str(key.isoformat()) if isinstance(key, date) else str(key)


def learn_words(documents: list[GroupDocument]) -> None:
    """Remember how words are spelled; a word is only ever offered when it finds something."""
    known = {
        (locale, word)
        for document in documents
        for locale, text in document.languages.items()
        for weight in SPELLED
        for part in text.texts.get(weight, ())
        for word in words(part)
        if len(word) > 3
    }
    rows = [Word(locale=locale, word=word) for locale, word in sorted(known)]
    Word.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
