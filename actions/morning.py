"""What waits for the reviewers, each line with its list in the desk."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hub import days
from hub.morning import Line, Urgency

from .enums import Decision, Light
from .models import AccessRequest, ActionReport, Commitment, Draft, Listing, Membership
from .permissions import is_reviewer
from .querysets import listing_lit
from .routing import TO_DO
from .services.people import OWNERS_TURN
from .states import WAITING


def morning(user: Any) -> Iterator[Line]:
    if not is_reviewer(user):
        return
    queue, listings = reverse("action_desk:list"), reverse("action_desk:listings")
    today = days.today()
    due = Listing.objects.filter(state__in=TO_DO).aggregate(
        late=Count("pk", filter=listing_lit(Light.RED, today)),
        soon=Count("pk", filter=listing_lit(Light.YELLOW, today)),
    )
    drafts = Draft.objects.sent().filter(state__in=WAITING)
    waiting = drafts.aggregate(
        mine=Count("pk", filter=Q(assignee=user)), free=Count("pk", filter=Q(assignee=None))
    )
    yield Line(
        label=_("Listings that are late"),
        count=due["late"],
        address=f"{listings}?light={Light.RED}",
        urgency=Urgency.NOW,
    )
    yield Line(
        label=_("Listings that are due soon"),
        count=due["soon"],
        address=f"{listings}?light={Light.YELLOW}",
        urgency=Urgency.SOON,
    )
    yield Line(
        label=_("Actions that wait for you"),
        count=waiting["mine"],
        address=f"{queue}?assignee={user.pk}",
        urgency=Urgency.NOW,
    )
    yield Line(
        label=_("Actions that nobody has taken"),
        count=waiting["free"],
        address=f"{queue}?assignee=null",
        urgency=Urgency.SOON,
    )
    yield from decisions(queue)


def decisions(queue: str) -> Iterator[Line]:
    """Count what is accepted or declined."""
    owned = Membership.objects.owners().filter(organisation=OuterRef("organisation"))
    is_ours = Q(asked_at__lte=timezone.now() - OWNERS_TURN) | ~Exists(owned)
    counted = (
        (_("Reports on actions to decide"), ActionReport.objects.all(), queue),
        (
            _("Signatures and endorsements to decide"),
            Commitment.objects.all(),
            reverse("action_commitments:index"),
        ),
        (
            _("Requests for access to decide"),
            AccessRequest.objects.filter(is_ours),
            reverse("action_access:index"),
        ),
    )
    for label, rows, address in counted:
        count = rows.filter(state=Decision.PENDING).count()
        yield Line(label=label, count=count, address=address, urgency=Urgency.SOON)
