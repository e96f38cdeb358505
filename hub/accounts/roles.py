"""The roles of the admin, each a group with just the rights it needs.

One table, `ROLES`, is all there is to read. `ensure_roles` gives what is missing and takes nothing
away, so that an administrator's own changes stay.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext_noop as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from hub.pages.roots import root_page

WRITING = ("add_page", "change_page")
PUBLISHING = (*WRITING, "publish_page", "bulk_delete_page", "lock_page", "unlock_page")
KNOWING = tuple(
    f"hub.{verb}_{model}"
    for model in ("term", "organisation", "network")
    for verb in ("add", "change")
)
#: Apps that a site can do without, each with a model of ours by which it is known: a site's own app
#: can have the same name.
OPTIONAL = {"search": "synonym", "actions": "draft"}
SEARCHING = ("search.add_synonym", "search.change_synonym", "search.change_enginestate")
REVIEWING = (
    "actions.review_draft",
    *(f"actions.{verb}_commitment" for verb in ("add", "change")),
    "actions.change_accessrequest",
)
RUNNING = (
    "hub.add_importrun",
    "search.delete_synonym",
    *(f"hub.delete_{model}" for model in ("term", "organisation", "network")),
    *(f"hub.{verb}_partnersite" for verb in ("add", "change", "delete")),
    *(f"{{user}}.{verb}_{{user_model}}" for verb in ("add", "change", "delete")),
    *(f"auth.{verb}_group" for verb in ("add", "change", "delete")),
    *(f"wagtailcore.{verb}_site" for verb in ("add", "change", "delete")),
    *(f"wagtailcore.{verb}_collection" for verb in ("add", "change", "delete")),
    *(f"wagtailcore.{verb}_workflow" for verb in ("add", "change", "delete")),
    *(f"wagtailredirects.{verb}_redirect" for verb in ("add", "change", "delete")),
)


@dataclass(frozen=True, kw_only=True)
class Role:
    """What one role may do: with pages, with files, and with everything else by permission."""

    name: str
    pages: tuple[str, ...] = ()
    has_files: bool = False
    permissions: tuple[str, ...] = ()


TRANSLATE = "wagtail_localize.submit_translation"
ROLES = (
    Role(
        name=_("Editors"),
        pages=(*WRITING, "publish_page"),
        has_files=True,
        permissions=(TRANSLATE, "hub.add_organisation", "hub.change_organisation"),
    ),
    Role(name=_("Translators"), pages=("change_page",), permissions=(TRANSLATE,)),
    # Their own section of the tree is given to them page by page.
    Role(name=_("Network managers"), has_files=True, permissions=("hub.change_network",)),
    Role(
        name=_("Reviewers"),
        pages=PUBLISHING,
        has_files=True,
        permissions=(TRANSLATE, *KNOWING, *SEARCHING, *REVIEWING),
    ),
    Role(name=_("Data protection"), permissions=("{user}.view_{user_model}",)),
    Role(
        name=_("Administrators"),
        pages=PUBLISHING,
        has_files=True,
        permissions=(TRANSLATE, *KNOWING, *SEARCHING, *REVIEWING, *RUNNING),
    ),
)
REVIEW = _("Review by the secretariat")
#: The workflow that Wagtail's first migration puts on the whole tree.
WAGTAILS_OWN = "Moderators approval"


@transaction.atomic
def ensure_roles() -> None:
    """Make the groups of all roles with their rights, and the review of what others submit."""
    root = root_page()
    pages = list(Page.objects.filter(translation_key=root.translation_key)) if root else []
    for role in ROLES:
        group, _created = Group.objects.get_or_create(name=role.name)
        group.permissions.add(*permissions_of(role))
        give_pages(group, pages, role.pages)
        if role.has_files:
            give_files(group)
    ensure_review()


def permissions_of(role: Role) -> Iterable[Permission]:
    """Find the rights of a role; those for an app that is not installed do not exist."""
    user = get_user_model()._meta
    names = {"user": user.app_label, "user_model": user.model_name}
    wanted = ["wagtailadmin.access_admin", *(name.format(**names) for name in role.permissions)]
    return [permission_named(name) for name in wanted if is_installed(name.split(".")[0])]


def is_installed(app: str) -> bool:
    return app not in OPTIONAL or OPTIONAL[app] in apps.all_models[app]


def permission_named(name: str) -> Permission:
    app, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def give_pages(group: Group, pages: Iterable[Page], codenames: Iterable[str]) -> None:
    for page in pages:
        for codename in codenames:
            GroupPagePermission.objects.get_or_create(
                group=group, page=page, permission=permission_named(f"wagtailcore.{codename}")
            )


def give_files(group: Group) -> None:
    """Let a group add, change and choose images and documents in every collection."""
    everything = Collection.get_first_root_node()
    for model in (get_image_model(), get_document_model()):
        options = model._meta
        for verb in ("add", "change", "choose"):
            GroupCollectionPermission.objects.get_or_create(
                group=group,
                collection=everything,
                permission=permission_named(f"{options.app_label}.{verb}_{options.model_name}"),
            )


def ensure_review() -> None:
    """Send what is submitted to the reviewers, unless somebody chose a workflow of their own."""
    reviewers = Group.objects.get(name="Reviewers")
    task, _created = GroupApprovalTask.objects.get_or_create(name=REVIEW)
    task.groups.add(reviewers)
    workflow, _created = Workflow.objects.get_or_create(name=REVIEW)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    everything = Page.objects.get(depth=1)
    assigned = WorkflowPage.objects.filter(page=everything).select_related("workflow").first()
    if assigned is None:
        WorkflowPage.objects.create(page=everything, workflow=workflow)
    elif assigned.workflow.name == WAGTAILS_OWN:
        assigned.workflow = workflow
        assigned.save()
