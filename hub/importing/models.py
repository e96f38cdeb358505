from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.private_files import private_storage


class ImportRecord(models.Model):
    """What an import last brought for one key and language, and how it left what it wrote.

    `digest` is of the row that was read: the same row again is skipped. `state` is of what was
    stored: when it differs, an editor has been at work since, and the import leaves that alone.
    """

    class Kind(models.TextChoices):
        PAGE = "page", _("Page")
        ORGANISATION = "organisation", _("Organisation")
        NETWORK = "network", _("Network")
        IMAGE = "image", _("Image")
        DOCUMENT = "document", _("Document")

    kind = models.CharField(max_length=20, choices=Kind.choices)
    key = models.CharField(max_length=200)
    locale = models.CharField(max_length=12, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=64, blank=True)
    object_id = models.PositiveBigIntegerField(null=True)
    imported_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("import record")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "locale"], name="hub_import_record_unique_key"
            )
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.kind, self.key, self.locale]))


class Step(models.TextChoices):
    """What an import does with one thing in one language."""

    CREATED = "created", _("new")
    CHANGED = "changed", _("changed")
    UNCHANGED = "unchanged", _("unchanged")
    KEPT = "kept", _("kept as editors left it")
    RECOGNISED = "recognised", _("recognised")


def upload_path(run: "ImportRun", filename: str) -> str:
    return f"imports/{run.key}/{filename}"


class ImportRun(models.Model):
    """One import: of what, by whom, how far it is, and what came of it.

    Whoever works on it holds it until `leased_until`; only one of all `is_storing` at a time.
    """

    class State(models.TextChoices):
        CHECKING = "checking", _("waits to be checked")
        CHECKED = "checked", _("checked")
        WAITING = "waiting", _("waits to be imported")
        DONE = "done", _("imported")
        FAILED = "failed", _("failed")

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(_("file"), max_length=255)
    upload = models.FileField(upload_to=upload_path, storage=private_storage, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("by")
    )
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    state = models.CharField(
        _("state"), max_length=12, choices=State.choices, default=State.CHECKING
    )
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict)
    is_storing = models.BooleanField(default=False)
    leased_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_storing"],
                condition=models.Q(is_storing=True),
                name="hub_import_run_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.CHECKING, self.State.WAITING)

    @property
    def told(self) -> dict[str, Any]:
        """Its report, with nothing in it as long as there is none."""
        told = {"problems": [], "changes": [], "notes": [], "counts": {}, **self.report}
        counts = [(Step(step).label, count) for step, count in told["counts"].items()]
        return told | {"counts": counts}
