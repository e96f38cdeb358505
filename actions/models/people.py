"""Who acts for an organisation, and how it joins the Call: governments sign, the others endorse.

Nothing here is public but that an organisation joined.
"""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actions.enums import CommitmentKind, Decision, MemberRole
from actions.querysets import (
    AccessRequestQuerySet,
    CommitmentQuerySet,
    InvitationQuerySet,
    MembershipQuerySet,
)
from actions.storage import private_storage
from hub.organisations.models import Organisation

#: How long an invitation can be taken up.
INVITATION_DAYS = 14


def invitation_end() -> datetime:
    return timezone.now() + timedelta(days=INVITATION_DAYS)


def person(**options: Any) -> "models.ForeignKey[Any, Any]":
    """Name who did something; what they did stays when their account is gone."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", **options
    )


class Profile(models.Model):
    """What an organisation that joined tells of itself, beyond its public name and kind."""

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, primary_key=True, related_name="profile"
    )
    is_government = models.BooleanField(
        _("local or regional government"),
        help_text=_("Governments sign the Declaration; all others endorse the Call."),
    )
    region = models.CharField(_("region or province"), max_length=120, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    works_with_governments = models.TextField(
        _("how you work with local governments"), max_length=2000, blank=True
    )
    policy_processes = models.TextField(
        _("national or regional policy processes that you took part in"),
        max_length=2000,
        blank=True,
    )
    logo_upload = models.FileField(
        _("logo"),
        upload_to="logos/",
        storage=private_storage,
        blank=True,
        help_text=_("The secretariat looks at it before it is shown."),
    )
    folded_name = models.CharField(max_length=255, db_index=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("profile of an organisation")
        verbose_name_plural = _("profiles of organisations")

    def __str__(self) -> str:
        return str(self.organisation)


class Membership(models.Model):
    """A person acts for an organisation, until `ended_at`; rows are kept as the record of it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="action_memberships"
    )
    role = models.CharField(_("role"), max_length=12, choices=MemberRole.choices)
    job_title = models.CharField(_("job title"), max_length=255, blank=True)
    locale = models.CharField(_("language of mails"), max_length=12, default="en")
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("person of an organisation")
        verbose_name_plural = _("people of organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"],
                condition=Q(ended_at__isnull=True),
                name="actions_membership_unique",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.organisation_id}"


class Invitation(models.Model):
    """A person is asked by e-mail to act for an organisation; of the token, only a hash is kept."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=12, choices=MemberRole.choices)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = person()
    locale = models.CharField(max_length=12, default="en")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=invitation_end)
    accepted_at = models.DateTimeField(null=True, blank=True)
    #: Taken back, or replaced by a newer one; the row stays, because invitations are counted.
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.role}"


class AccessRequest(models.Model):
    """A new officer asks for the profile of an organisation (brief/faq.txt, "has changed").

    `replaces` is whose access ends when it is granted.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="access_requests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    job_title = models.CharField(_("job title"), max_length=255)
    reason = models.TextField(_("reason"), max_length=2000, validators=[MaxLengthValidator(2000)])
    replaces = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=12, choices=Decision.choices, default=Decision.PENDING)
    locale = models.CharField(max_length=12, default="en")
    asked_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = person(blank=True)

    objects = AccessRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for access")
        verbose_name_plural = _("requests for access")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"],
                condition=Q(state=Decision.PENDING),
                name="actions_access_request_one_pending",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.organisation_id} {self.state}"


# How an organisation joins the Call ---------------------------------------------------------------


class Commitment(models.Model):
    """A signature or an endorsement; it counts, and is public, once a reviewer accepted it.

    It keeps which text was signed: its version and language. Who signed is not published.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="commitments")
    kind = models.CharField(_("kind"), max_length=12, choices=CommitmentKind.choices)
    signatory_name = models.CharField(_("name of the person who signs"), max_length=255, blank=True)
    signatory_title = models.CharField(_("office of that person"), max_length=255, blank=True)
    signed_on = models.DateField(_("day"), null=True, blank=True)
    signed_at_place = models.CharField(_("place"), max_length=255, blank=True)
    text_version = models.CharField(_("version of the text"), max_length=40, blank=True)
    text_locale = models.CharField(_("language of the text"), max_length=12, blank=True)
    promises_to_spread = models.BooleanField(
        _("We will tell our members about the Call."), default=False
    )
    document = models.FileField(
        _("signed document"), upload_to="commitments/", storage=private_storage, blank=True
    )
    state = models.CharField(
        _("state"), max_length=12, choices=Decision.choices, default=Decision.PENDING
    )
    source = models.CharField(
        _("source"), max_length=255, blank=True, help_text=_("Where an earlier one is from.")
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = person(blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = person(blank=True, editable=False)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature or endorsement")
        verbose_name_plural = _("signatures and endorsements")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind"],
                condition=~Q(state=Decision.DECLINED),
                name="actions_commitment_unique",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_kind_display()}"
