"""What the secretariat does with terms: merge two into one, or retire one.

A term is never deleted while it is used: its code stands in links, filters and partner sites. Both
services lock what they change and do everything in one transaction or nothing.
"""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from hub.pages.models import PageTerm

from .models import Term, TermLabel, TermMapping
from .seeding import SeedReport, seed_terms

__all__ = ["SeedReport", "merge_terms", "retire_term", "seed_terms"]


@transaction.atomic
def merge_terms(*, source: Term, target: Term) -> int:
    """Move all that uses `source` to `target` and retire it; returns how many rows were moved.

    Only stored rows move. The drafts and old versions of pages still name the source; it stays, so
    that they can be opened, and points at its successor. The same merge run again moves what a
    published draft brought back.
    """
    locked = Term.objects.select_for_update().in_bulk([source.pk, target.pk])
    source, target = locked[source.pk], locked[target.pk]
    refuse_merge(source, target)
    moved = sum(move(row, field, target) for row, field in rows_using(source))
    source.merged_into = target
    source.is_retired = True
    source.save()
    # What is public of the target may have changed: its mappings, and the pages found under it.
    target.save()
    return moved


@transaction.atomic
def retire_term(*, term: Term) -> None:
    """Offer a term no longer; pages that have it keep it."""
    term = Term.objects.select_for_update().get(pk=term.pk)
    if not term.is_retired:
        term.is_retired = True
        term.save()


def refuse_merge(source: Term, target: Term) -> None:
    names = {"source": source.code, "target": target.code}
    if source == target:
        raise ValidationError(_("“%(source)s” cannot be merged into itself.") % names)
    if source.vocabulary != target.vocabulary:
        raise ValidationError(
            _("“%(source)s” and “%(target)s” are of different vocabularies.") % names
        )
    if source.merged_into not in (None, target):
        message = _("“%(source)s” was already merged into “%(target)s”.")
        raise ValidationError(message % {**names, "target": source.merged_into.code})
    if target.is_retired:
        raise ValidationError(_("“%(target)s” is retired. Choose a term that is offered.") % names)
    if target.is_within(source):
        raise ValidationError(_("“%(target)s” is a narrower term of “%(source)s”.") % names)


def rows_using(term: Term) -> Iterator[tuple[models.Model, str]]:
    """Every row of any app with a foreign key to this term, and the key's name; its labels stay."""
    for relation in Term._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.related_model is not TermLabel:
            field = relation.field.name
            rows = relation.related_model._base_manager.filter(**{field: term})
            yield from ((row, field) for row in rows)


def move(row: models.Model, field: str, target: Term) -> bool:
    """Point one row at the target; a link that the target has already is dropped instead."""
    if isinstance(row, TermMapping) and target.pk in (row.source_id, row.target_id):
        row.delete()  # it linked the two terms that are now one
        return False
    setattr(row, field, target)
    try:
        with transaction.atomic():
            if isinstance(row, Page):
                # What an editor left incomplete is no concern of a merge.
                row.save(update_fields=[field], clean=False)
            else:
                row.save(update_fields=[field])
    except IntegrityError:
        if not isinstance(row, PageTerm | TermMapping):
            message = _("Two rows of “%(model)s” would become the same. Decide between them first.")
            raise ValidationError(message % {"model": row._meta.verbose_name}) from None
        row.delete()
        return False
    return True
