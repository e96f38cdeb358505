"""Marks for every save and delete that the public may see; each handler is one call."""

from functools import partial
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    Revision,
    Site,
)

from hub.declarations import declared
from hub.media.images import remove_private_renditions
from hub.networks.models import Network, NetworkItem, NetworkLabel
from hub.organisations.models import Organisation, OrganisationLabel
from hub.organisations.services import refresh_logos, refresh_logos_with
from hub.terms.models import Term, TermLabel, TermMapping

from .build import render_scheduled
from .generation import bump_generation, note_due
from .marks import mark_dependents, mark_groups, mark_keys, mark_page, mark_subtree
from .models import Group

#: A save of only these fields changes nothing public: drafts, autosave, locks.
REVISION_FIELDS = frozenset(
    {
        "latest_revision",
        "latest_revision_created_at",
        "has_unpublished_changes",
        "draft_title",
        "live_revision",
        "locked",
        "locked_at",
        "locked_by",
        "go_live_at",
        "content_type",
        "owner",
    }
)
#: What groups are built from: by the model that is saved, the kind and the attribute with the key.
PARTS: dict[type[Model], tuple[str, str]] = {
    Term: ("term", "pk"),
    TermLabel: ("term", "term_id"),
    TermMapping: ("term", "source_id"),
    Organisation: ("organisation", "pk"),
    OrganisationLabel: ("organisation", "organisation_id"),
    Network: ("network", "pk"),
    NetworkLabel: ("network", "network_id"),
    get_image_model(): ("image", "pk"),
    get_document_model(): ("document", "pk"),
}


def note_address(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    """Remember whether this save changes the page's address, which moves all below it."""
    if isinstance(instance, Page) and instance.pk and not only_revision_fields(kwargs):
        stored = Page.objects.filter(pk=instance.pk).values_list("url_path", flat=True).first()
        instance._hub_address_changed = stored is not None and stored != instance.url_path


def page_saved(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    # A fixture that is being loaded may name rows that are not there yet: rebuild afterwards.
    if not isinstance(instance, Page) or only_revision_fields(kwargs) or kwargs.get("raw"):
        return
    if getattr(instance, "_hub_address_changed", False):
        mark_subtree(instance.pk, may_hide=True)
    mark_page(instance)
    if instance.live and instance.expire_at:
        note_due(instance.expire_at)


def page_deleted(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Page):
        mark_keys([instance.translation_key], may_hide=True)
        mark_dependents("page", [instance.translation_key])


def restriction_changed(sender: type[Model], instance: PageViewRestriction, **kwargs: Any) -> None:
    mark_subtree(instance.page_id, may_hide=True)


def collection_changed(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    """Mark what shows files of a collection that became private or public, or went."""
    bump_generation()  # before its files are looked up, for its lock: see there
    collection = (
        instance.collection if isinstance(instance, CollectionViewRestriction) else instance
    )
    collections = Collection.objects.filter(path__startswith=collection.path)
    for model in (get_image_model(), get_document_model()):
        kind, _attribute = PARTS[model]
        files = model.objects.filter(collection__in=collections)
        files_changed(kind, list(files.values_list("pk", flat=True)))


def site_changed(sender: type[Model], instance: Site, **kwargs: Any) -> None:
    """Another root page or address: every path may have changed."""
    mark_groups(Group.objects.all(), may_hide=False)


def revision_saved(sender: type[Model], instance: Revision, **kwargs: Any) -> None:
    if instance.approved_go_live_at:
        note_due(instance.approved_go_live_at)
        transaction.on_commit(lambda: render_scheduled(instance), robust=True)


def part_changed(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Mark what names it."""
    kind, attribute = PARTS[sender]
    key = getattr(instance, attribute)
    if kind in ("image", "document"):
        files_changed(kind, [key])
        return
    if kind == "organisation":
        refresh_logos(organisation_ids=[key])
    mark_dependents(kind, [key])


def files_changed(kind: str, keys: list[int]) -> None:
    """Mark what shows these images or documents; take back the sizes of images that are private.

    The mark comes first, for its lock: a logo that another editor hides would else be put back.
    """
    if not keys:
        return
    mark_dependents(kind, keys, may_hide=True)
    if kind == "image":
        refresh_logos_with(image_ids=keys)
        transaction.on_commit(partial(remove_private_renditions, keys), robust=True)


def public_row_changed(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    bump_generation()


def network_item_changed(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    mark_keys(Page.objects.filter(pk=instance.page_id).values_list("translation_key", flat=True))


def only_revision_fields(kwargs: dict[str, Any]) -> bool:
    fields = kwargs.get("update_fields")
    return fields is not None and REVISION_FIELDS.issuperset(fields)


def keep_with_its_marks(model: type[Model]) -> None:
    """Make a save one transaction with its marks: Django commits before it sends `post_save`.

    Else a page whose restriction was just saved could be read until the mark, or for good where the
    process died between the two. Wagtail does the same for pages.
    """
    model.save = transaction.atomic(model.save)  # type: ignore[method-assign]


def mark_moves(model: type[Collection]) -> None:
    """Mark what shows files of a collection that is moved: its tree sends no signal of it."""
    move = model.move

    def move_with_marks(self: Collection, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            move(self, *args, **kwargs)
            collection_changed(model, model._default_manager.get(pk=self.pk))

    model.move = move_with_marks


def connect() -> None:
    """Connect every handler; called once, when the app is ready."""
    mark_moves(Collection)
    pre_save.connect(note_address, dispatch_uid="hub.note_address")
    post_save.connect(page_saved, dispatch_uid="hub.page_saved")
    post_delete.connect(page_deleted, dispatch_uid="hub.page_deleted")
    post_save.connect(revision_saved, sender=Revision, dispatch_uid="hub.revision_saved")
    handlers: list[tuple[Any, list[type[Model]]]] = [
        (site_changed, [Site]),
        (restriction_changed, [PageViewRestriction]),
        (collection_changed, [CollectionViewRestriction, Collection]),
        (part_changed, list(PARTS)),
        (network_item_changed, [NetworkItem]),
        (public_row_changed, [apps.get_model(name) for name in declared("public_models")]),
    ]
    for handler, senders in handlers:
        for sender in senders:
            keep_with_its_marks(sender)
            uid = f"hub.{handler.__name__}.{sender._meta.label}"
            post_save.connect(handler, sender=sender, dispatch_uid=f"{uid}.save")
            # Before the delete, while what hangs on the object can still be found.
            pre_delete.connect(handler, sender=sender, dispatch_uid=f"{uid}.delete")
