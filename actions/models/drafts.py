"""Actions as cities write and send them. Nothing here is public."""

import uuid

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string

from actions.enums import ActionReportKind, Decision, ReviewState
from actions.querysets import DraftQuerySet
from actions.questions import Question, questions
from actions.storage import private_storage
from hub.localization.languages import language_choices
from hub.organisations.models import Organisation

from .people import person


class Draft(models.Model):
    """An action while it is written and reviewed.

    `answers` are those of `actions.questions`. `version` grows with every save, and `changed_at`
    tells for each answer the version of its last change, so that a save from an older copy
    overwrites nothing.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    #: Chosen by who starts it, so that a repeated request starts one.
    attempt = models.UUIDField(null=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="drafts")
    co_leads = models.ManyToManyField(
        Organisation,
        blank=True,
        related_name="co_led_drafts",
        verbose_name=_("organisations whose people write too"),
    )
    locale = models.CharField(_("language"), max_length=12, choices=language_choices)
    answers = models.JSONField(default=dict)
    changed_at = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(
        _("state"), max_length=20, choices=ReviewState.choices, default=ReviewState.DRAFT
    )
    page = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    assignee = person(blank=True, verbose_name=_("who has it"))
    created_by = person()
    saved_by = person()
    created_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    #: When its people were told that it will be deleted; a later save takes that back.
    warned_at = models.DateTimeField(null=True, editable=False)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("action in the making")
        verbose_name_plural = _("actions in the making")
        ordering = ["-saved_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "attempt"], name="actions_draft_unique_attempt"
            )
        ]
        permissions = [("review_draft", _("Can review what cities submit"))]

    def __str__(self) -> str:
        return str(self.answers.get("title") or self.key)

    def latest_submission(self) -> "Submission | None":
        found: Submission | None = self.submissions.order_by("-round").first()
        return found


class Submission(models.Model):
    """What was sent, frozen; one for each round of a draft, and for each key of an attempt."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="submissions")
    key = models.UUIDField(help_text=_("Chosen by the sender for one attempt."))
    round = models.PositiveSmallIntegerField()
    answers = models.JSONField()
    questions_version = models.PositiveSmallIntegerField()
    content_hash = models.CharField(max_length=64)
    locale = models.CharField(max_length=12)
    consents = models.JSONField(
        default=dict, help_text=_("The wording of each consent as it was given.")
    )
    is_evidence_accepted = models.BooleanField(
        null=True, help_text=_("Whether a reviewer finds its results and lessons enough.")
    )
    submitted_by = person()
    submitted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "key"], name="actions_submission_unique_key"),
            models.UniqueConstraint(
                fields=["draft", "round"], name="actions_submission_unique_round"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The number on the receipt."""
        return f"CTA-{self.submitted_at:%Y}-{self.pk:05d}"


class DraftFile(models.Model):
    """Evidence, a photo or a logo that goes with an action; private until it is published."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    file = models.FileField(upload_to="drafts/", storage=private_storage)
    name = models.CharField(_("name"), max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    checksum = models.CharField(max_length=64)
    description = models.CharField(_("what it is or shows"), max_length=255, blank=True)
    credit = models.CharField(_("credit"), max_length=255, blank=True)
    has_consent = models.BooleanField(
        _("The people in the picture agree that it is published."), default=False
    )
    may_be_published = models.BooleanField(
        _("It may be published on the page of the action."), default=False
    )
    #: The copy on the page, once it is made.
    image = models.ForeignKey(
        get_image_model_string(), models.SET_NULL, null=True, editable=False, related_name="+"
    )
    document = models.ForeignKey(
        get_document_model_string(), models.SET_NULL, null=True, editable=False, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=timezone.now)
    uploaded_by = person()

    class Meta:
        verbose_name = _("file of an action")
        verbose_name_plural = _("files of actions")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")


class Note(models.Model):
    """One message between the organisation and the secretariat about an action.

    `fields` are the keys of the questions whose answers the secretariat asks to change.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="notes")
    text = models.TextField(_("text"), max_length=5000, validators=[MaxLengthValidator(5000)])
    written_by = person()
    fields = models.JSONField(default=list, blank=True)
    is_from_secretariat = models.BooleanField(default=False)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("note about an action")
        verbose_name_plural = _("notes about actions")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.written_at}"

    @property
    def asked(self) -> list[Question]:
        """The questions whose answers it asks to change."""
        return [questions()[key] for key in self.fields if key in questions()]


class Comment(models.Model):
    """What reviewers say to each other about an action; the organisation never sees it."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="comments")
    text = models.TextField(_("text"), max_length=5000, validators=[MaxLengthValidator(5000)])
    written_by = person()
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("comment on an action")
        verbose_name_plural = _("comments on actions")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.written_at}"


class WordUpload(models.Model):
    """What a Word form offers to a draft, until the person who uploaded it has chosen."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="word_uploads")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="word_uploads"
    )
    offered = models.JSONField(default=dict)
    unrecognised = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    version = models.PositiveSmallIntegerField(null=True, help_text=_("Of the questions."))
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("uploaded Word form")
        verbose_name_plural = _("uploaded Word forms")

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.created_at}"


# What is told once it is public -------------------------------------------------------------------


class ActionReport(models.Model):
    """What is told of an action; it counts, and stands on its page, once a reviewer accepted it.

    One of those that change where it stands waits at a time; updates do not.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="reports")
    kind = models.CharField(_("kind"), max_length=12, choices=ActionReportKind.choices)
    day = models.DateField(_("day"), default=timezone.localdate)
    text = models.TextField(
        _("text"), max_length=5000, blank=True, validators=[MaxLengthValidator(5000)]
    )
    made_by = person()
    made_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(
        _("state"), max_length=12, choices=Decision.choices, default=Decision.PENDING
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = person(blank=True)

    class Meta:
        verbose_name = _("report on an action")
        verbose_name_plural = _("reports on actions")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft"],
                condition=Q(state=Decision.PENDING) & ~Q(kind=ActionReportKind.UPDATE),
                name="actions_report_one_change",
            )
        ]

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.kind} {self.state}"
