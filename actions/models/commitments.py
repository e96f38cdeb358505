"""How organisations join the Call: governments sign the Declaration, the others endorse."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actions.enums import CommitmentKind, Decision
from actions.querysets import CommitmentQuerySet
from actions.storage import private_storage
from hub.organisations.models import Organisation

from .people import person


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
