"""The words in which people, commitments and drafts are asked for."""

from datetime import date, timedelta
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.utils import timezone

from .enums import CommitmentKind, Decision, Light, ListingState, MemberRole
from .routing import AHEAD

#: How long the owners have before the secretariat can decide in their place.
OWNERS_TURN = timedelta(days=7)


def lit(name: str, today: date) -> models.Case:
    """Tell how urgent something with this date is; what has to be taken down is late anyway."""
    return models.Case(
        models.When(
            models.Q(state=ListingState.TO_TAKE_DOWN) | models.Q(**{f"{name}__lt": today}),
            then=models.Value(Light.RED.value),
        ),
        models.When(**{f"{name}__lte": today + AHEAD}, then=models.Value(Light.YELLOW.value)),
        default=models.Value(Light.GREEN.value),
    )


class MembershipQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def current(self) -> Self:
        return self.filter(ended_at__isnull=True)

    def of(self, user: Any) -> Self:
        return self.current().filter(user=user.pk, user__is_active=True)

    def owners(self) -> Self:
        """Keep those who can decide for their organisation: its owners who can still sign in."""
        return self.current().filter(role=MemberRole.OWNER, user__is_active=True)


class InvitationQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def open(self) -> Self:
        """Keep those that can still be taken up."""
        now = timezone.now()
        return self.filter(accepted_at=None, ended_at=None, expires_at__gt=now)


class CommitmentQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def standing(self) -> Self:
        """Keep those that were not declined: enough to submit."""
        return self.exclude(state=Decision.DECLINED)

    def public(self) -> Self:
        return self.filter(state=Decision.ACCEPTED, organisation__is_public=True)

    def signatures(self) -> Self:
        return self.filter(kind=CommitmentKind.DECLARATION)

    def endorsements(self) -> Self:
        return self.filter(kind=CommitmentKind.ENDORSEMENT)


class AccessRequestQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def with_turn(self) -> Self:
        """Tell of each as `is_ours` whether reviewers may decide.

        They may where no owner can sign in, or none has answered in time.
        """
        owners = apps.get_model("actions.Membership").objects.owners()
        owned = models.Exists(owners.filter(organisation=models.OuterRef("organisation")))
        is_late = models.Q(asked_at__lte=timezone.now() - OWNERS_TURN)
        is_ours = models.ExpressionWrapper(is_late | ~owned, models.BooleanField())
        return self.annotate(is_ours=is_ours)


class DraftQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def locked(self) -> Self:
        """Keep others waiting until the end of the transaction; read with the organisation."""
        return self.select_for_update(of=("self",)).select_related("organisation")

    def sent(self) -> Self:
        """Keep those that were sent at least once."""
        rounds = apps.get_model("actions.Submission").objects.filter(draft=models.OuterRef("pk"))
        return self.filter(models.Exists(rounds))

    def of(self, user: Any) -> Self:
        """Keep those of the organisations that somebody acts for."""
        memberships = apps.get_model("actions.Membership").objects.of(user)
        return self.led_by(memberships.values("organisation"))

    def led_by(self, organisations: Any) -> Self:
        """Keep those of these organisations, and those in which they were invited to write."""
        joint = self.model.co_leads.through.objects.filter(organisation__in=organisations)
        own = models.Q(organisation__in=organisations)
        return self.filter(own | models.Q(pk__in=joint.values("draft")))
