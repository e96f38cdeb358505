"""What the stored versions of pages name, beyond what the tables hold.

A version that names a row which is gone and was protected cannot be opened again, so such a row
must not go. The database protects what published pages use; drafts and old versions are text.
"""

from collections.abc import Iterator

from django.db.models import PROTECT, ForeignKey, Model, Q, TextField
from django.db.models.functions import Cast
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, Revision

from hub.declarations import page_types


def pages_with_versions_naming(instance: Model) -> list[Page]:
    """Find the pages of which some version, published or not, names this row."""
    condition = Q()
    for column in columns_pointing_at(type(instance)):
        for end in (",", "}"):
            condition |= Q(text__contains=f'"{column}": {instance.pk}{end}')
    if not condition:
        return []
    versions = Revision.page_revisions.annotate(text=Cast("content", TextField()))
    ids = set(versions.filter(condition).values_list("object_id", flat=True))
    return list(Page.objects.filter(pk__in=ids))


def columns_pointing_at(model: type[Model]) -> set[str]:
    """Name the protected foreign keys to this model on pages and on their rows."""
    return {
        field.name
        for owner in models_in_versions()
        for field in owner._meta.concrete_fields
        if isinstance(field, ForeignKey)
        and field.related_model is model
        and field.remote_field.on_delete is PROTECT
    }


def models_in_versions() -> Iterator[type[Model]]:
    for page_type in page_types().values():
        model = page_type.load_model()
        yield model
        yield from (relation.related_model for relation in get_all_child_relations(model))
