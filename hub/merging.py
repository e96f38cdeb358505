"""Two rows of one model become one: whatever points to the one that goes points to the other.

All relations are found by walking the models that are installed, those of another site as well.
What a foreign key does not hold, and rows that would be the same twice, an app settles by `merges`
in its declaration. The row that goes stays as an empty shell, so that old versions of pages can be
opened and old addresses lead on; its labels stay with it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.blocks import BaseStreamBlock, BaseStructBlock, ChooserBlock, ListBlock, StreamValue
from wagtail.fields import StreamField
from wagtail.log_actions import log
from wagtail.models import Page, ReferenceIndex

from .declarations import declared, imported

#: How a merge is called in the log of Wagtail.
MERGE = "hub.merge"


@dataclass(frozen=True)
class Use:
    """How many rows of one model point to something."""

    label: str
    count: int


def relations_to(model: type[models.Model]) -> Iterator[models.ManyToOneRel]:
    """Every foreign key to this model, of hidden link tables too, but not that of its labels."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.name != "labels":
            yield relation


def rows_using(instance: models.Model) -> Iterator[tuple[str, Any]]:
    """Return the name of each foreign key with the rows by which it points here."""
    for relation in relations_to(type(instance)):
        name = relation.field.name
        yield name, relation.related_model._base_manager.filter(**{name: instance})


def uses_of(instance: models.Model) -> list[Use]:
    """Count what points to something, for a person to look at before it moves."""
    counts: dict[str, int] = {}
    for _name, rows in rows_using(instance):
        label = capfirst(str(rows.model._meta.verbose_name))
        counts[label] = counts.get(label, 0) + rows.count()
    found = [Use(label, count) for label, count in counts.items() if count]
    in_blocks = len(pages_with_blocks_naming(instance))
    return [*found, Use(_("Pages that name it in a block"), in_blocks)] if in_blocks else found


@transaction.atomic
def merge(source: Any, target: Any, *, by: Any = None) -> int:
    """Move all that points to `source` to `target`; returns how many rows and pages were moved.

    Two merges at once wait for each other. The same merge run again moves what came back with an
    old version of a page.
    """
    model, ids = type(source), [source.pk, target.pk]
    # In one order, so that two merges never wait for each other for good.
    rows = model.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    locked = {row.pk: row for row in rows}
    source, target = locked[source.pk], locked[target.pk]
    refuse(source, target)
    for label, settle in declared("merges"):
        if label == model._meta.label:
            imported(settle)(source, target)
    moved = sum(move(row, name, target) for name, rows in rows_using(source) for row in rows)
    moved += move_in_blocks(source, target)
    source.merged_into, source.is_retired = target, True
    source.save()
    # What is public of the target may have changed: its links, and the pages found under it.
    target.save()
    log(instance=source, action=MERGE, user=by, data={"into": str(target), "pk": target.pk})
    return moved


def refuse(source: Any, target: Any) -> None:
    names = {"source": source, "target": target}
    if source == target:
        raise ValidationError(_("“%(source)s” cannot be merged into itself.") % names)
    if source.merged_into not in (None, target):
        names["target"] = source.merged_into
        raise ValidationError(_("“%(source)s” was already merged into “%(target)s”.") % names)
    if target.is_retired:
        raise ValidationError(_("“%(target)s” is retired. Choose one that is offered.") % names)


def move(row: models.Model, name: str, target: models.Model) -> bool:
    """Point one row at the target; a mere link that the target has already is dropped instead."""
    setattr(row, name, target)
    # What an editor left incomplete is no concern of a merge.
    options: dict[str, Any] = {"clean": False} if isinstance(row, Page) else {}
    try:
        with transaction.atomic():
            row.save(update_fields=[name], **options)
    except IntegrityError:
        if not is_mere_link(type(row)):
            message = _("Two rows of “%(model)s” would become the same. Decide between them first.")
            raise ValidationError(message % {"model": row._meta.verbose_name}) from None
        row.delete()
        return False
    return True


def is_mere_link(model: type[models.Model]) -> bool:
    """Tell whether a row says nothing but that two others belong together."""
    fields = model._meta.concrete_fields
    return all(field.primary_key or field.is_relation for field in fields)


# Blocks ------------------------------------------------------------------------------------------


def pages_with_blocks_naming(instance: models.Model) -> list[Page]:
    """Find pages by Wagtail's index of references, which knows what stands in blocks."""
    references = ReferenceIndex.get_references_to(instance).filter(
        base_content_type__app_label="wagtailcore", base_content_type__model="page"
    )
    places = {(row.object_id, row.model_path.split(".")[0]) for row in references}
    pages = Page.objects.filter(pk__in=[page_id for page_id, _field in places]).specific()
    return [
        page
        for page in pages
        if any((str(page.pk), field.name) in places for field in streams(page))
    ]


def streams(page: Page) -> list[StreamField]:
    return [field for field in page._meta.concrete_fields if isinstance(field, StreamField)]


def move_in_blocks(source: models.Model, target: models.Model) -> int:
    pages = pages_with_blocks_naming(source)
    for page in pages:
        fields = streams(page)
        for field in fields:
            block, raw = field.stream_block, getattr(page, field.name).get_prep_value()
            changed = renamed(block, raw, source, target)
            setattr(page, field.name, StreamValue(block, changed, is_lazy=True))
        page.save(update_fields=[field.name for field in fields], clean=False)
    return len(pages)


def renamed(block: Any, value: Any, source: models.Model, target: models.Model) -> Any:
    """Return a stored value of a block in which the one is named in place of the other."""

    def inside(child: Any, part: Any) -> Any:
        return renamed(child, part, source, target)

    if isinstance(block, ChooserBlock):
        is_source = value == source.pk and issubclass(type(source), block.model_class)
        return target.pk if is_source else value
    if isinstance(block, ListBlock):
        return [{**item, "value": inside(block.child_block, item["value"])} for item in value]
    if isinstance(block, BaseStreamBlock):
        kinds = block.child_blocks
        return [{**item, "value": inside(kinds[item["type"]], item["value"])} for item in value]
    if isinstance(block, BaseStructBlock):
        return {name: inside(block.child_blocks[name], item) for name, item in value.items()}
    return value
