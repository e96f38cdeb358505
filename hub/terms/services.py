"""What is done with terms: they are seeded, retired, and merged with each other (`hub.merging`).

A term is never deleted while it is used: its code stands in links, filters and partner sites. Both
of the last two lock what they change and do everything in one transaction or nothing.

Seeding: the reference tables become terms, and what an editor changed stays as it is. Each term
remembers a digest of every part that a seed wrote: its facts, each label, each link. A part whose
table row is the one written last is left alone, whatever an editor made of it since. When the table
has changed, a part that still is as it was written follows it; a part that an editor changed or
took away is the editor's, and is told as kept.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from enum import Enum
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, Q
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _
from wagtail.search.backends import get_search_backends

from hub.catalogue.generation import bump_generation

from .models import Term, TermLabel, TermMapping
from .reference import MappingRow, TermRow, read_terms

Key = tuple[str, str]


class Step(Enum):
    """What a seed does with one part of a term."""

    NOTHING = "nothing"
    CREATE = "create"
    UPDATE = "update"
    KEEP = "keep"


@dataclass
class SeedReport:
    created: int = 0
    updated: int = 0
    kept: list[str] = field(default_factory=list)

    def count(self, step: Step, name: str) -> Step:
        if step is Step.CREATE:
            self.created += 1
        elif step is Step.UPDATE:
            self.updated += 1
        elif step is Step.KEEP:
            self.kept.append(name)
        return step


@transaction.atomic
def seed_terms() -> SeedReport:
    """Bring the terms up to date with the reference tables; a second run changes nothing."""
    report = SeedReport()
    terms = stored_terms()
    rows = read_terms()
    known = [row for row in rows if row.key in terms]
    create_terms([row for row in rows if row.key not in terms], terms, report)
    for row in known:
        update_term(terms[row.key], row, terms, report)
    return report


def stored_terms() -> dict[Key, Term]:
    terms = Term.objects.prefetch_related("labels", "mappings__target").select_related("parent")
    return {(term.vocabulary, term.code): term for term in terms}


def create_terms(rows: list[TermRow], terms: dict[Key, Term], report: SeedReport) -> None:
    """Create new terms with all that is theirs, in bulk: no page knows them yet."""
    if rows:
        bump_generation()
    waiting = rows
    while waiting:
        ready = [row for row in waiting if not row.parent or row.parent_key in terms]
        created = Term.objects.bulk_create([new_term(row, terms) for row in ready], batch_size=200)
        terms.update(((term.vocabulary, term.code), term) for term in created)
        if not ready:
            raise LookupError(f"The broader term of {waiting[0].code} is in no table.")
        waiting = [row for row in waiting if row.key not in terms]
    labels = [
        TermLabel(term=terms[row.key], locale=locale, **asdict(label))
        for row in rows
        for locale, label in row.labels.items()
    ]
    mappings = [new_mapping(terms[row.key], link, terms) for row in rows for link in row.mappings]
    TermLabel.objects.bulk_create(labels, batch_size=200)
    TermMapping.objects.bulk_create(mappings, batch_size=200)
    report.created += len(rows) + len(labels) + len(mappings)
    if rows:
        transaction.on_commit(index_terms, robust=True)


def new_term(row: TermRow, terms: dict[Key, Term]) -> Term:
    return Term(
        vocabulary=row.vocabulary,
        code=row.code,
        parent=terms[row.parent_key] if row.parent else None,
        order=row.order,
        data=row.data,
        editor_note=row.editor_note,
        seeded={part: digest(values) for part, values in row.parts().items()},
    )


def new_mapping(term: Term, row: MappingRow, terms: dict[Key, Term]) -> TermMapping:
    return TermMapping(source=term, target=terms[row.target], printed=row.printed, **row.words)


def update_term(term: Term, row: TermRow, terms: dict[Key, Term], report: SeedReport) -> None:
    """Update a stored term part by part; each is saved by itself, for the catalogue to hear of."""
    before = dict(term.seeded)
    for part in parts_of(term, row, terms):
        step = settle_part(term, part.key, wanted=part.wanted, current=part.current)
        if report.count(step, part.name) in (Step.CREATE, Step.UPDATE):
            values = part.wanted
            if part.instance is term:
                values = values | {"parent": terms[row.parent_key] if row.parent else None}
            assign(part.instance, values)
    if term.seeded != before:
        Term.objects.filter(pk=term.pk).update(seeded=term.seeded)


class Part(NamedTuple):
    """What a table wants of one part of a term, and the row that holds it, perhaps a new one."""

    key: str
    name: str
    wanted: dict[str, Any]
    instance: Model

    @property
    def current(self) -> dict[str, Any] | None:
        if self.instance.pk is None:
            return None
        found = model_to_dict(self.instance, self.wanted)
        if isinstance(self.instance, Term):
            found["parent"] = self.instance.parent.code if self.instance.parent else ""
        return found


def parts_of(term: Term, row: TermRow, terms: dict[Key, Term]) -> Iterator[Part]:
    name = f"{row.vocabulary} {row.code}"
    yield Part("facts", name, row.facts, term)
    labels = {label.locale: label for label in term.labels.all()}
    for locale, label in row.labels.items():
        stored = labels.get(locale) or TermLabel(term=term, locale=locale)
        yield Part(f"label {locale}", f"{name} ({locale})", asdict(label), stored)
    links = {
        (link.target.vocabulary, link.target.code, link.printed): link
        for link in term.mappings.all()
    }
    for wanted in row.mappings:
        link = links.get((*wanted.target, wanted.printed)) or new_mapping(term, wanted, terms)
        yield Part(wanted.part, f"{name} → {wanted.target[1]}", wanted.words, link)


def settle_part(
    term: Term, part: str, *, wanted: dict[str, Any], current: dict[str, Any] | None
) -> Step:
    """Decide what happens to one part of a term, and remember what is written."""
    last, target = term.seeded.get(part), digest(wanted)
    if last == target:
        return Step.NOTHING
    found = None if current is None else digest(current)
    if found == target:
        step = Step.NOTHING
    elif found == last:
        step = Step.CREATE if current is None else Step.UPDATE
    else:
        return Step.KEEP
    term.seeded[part] = target
    return step


def digest(values: dict[str, Any]) -> str:
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def assign(instance: Model, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(instance, name, value)
    instance.save()


def index_terms() -> None:
    """Give the new terms to the admin's search, which does not hear of rows written in bulk."""
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(Term, list(Term.get_indexed_objects()))


@transaction.atomic
def retire_term(*, term: Term) -> None:
    """Offer a term no longer; pages that have it keep it."""
    term = Term.objects.select_for_update().get(pk=term.pk)
    if not term.is_retired:
        term.is_retired = True
        term.save()


def settle(source: Term, target: Term) -> None:
    """Refuse what makes no sense, and drop links that both have, or that would lead to itself."""
    names = {"source": source, "target": target}
    if source.vocabulary != target.vocabulary:
        raise ValidationError(
            _("“%(source)s” and “%(target)s” are of different vocabularies.") % names
        )
    if target.is_within(source):
        raise ValidationError(_("“%(target)s” is a narrower term of “%(source)s”.") % names)
    both = Q(source=source, target=target) | Q(source=target, target=source)
    TermMapping.objects.filter(both).delete()
    for mapping in TermMapping.objects.filter(Q(source=source) | Q(target=source)):
        ends = {
            name: target if getattr(mapping, name) == source else getattr(mapping, name)
            for name in ("source", "target")
        }
        if TermMapping.objects.filter(printed=mapping.printed, **ends).exists():
            mapping.delete()
