"""What waits for the reviewers, each line with its list in the desk."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from hub import days
from hub.morning import Line, Urgency

from .enums import Decision, Light
from .models import AccessRequest, ActionReport, Commitment, Draft, Listing
from .permissions import is_reviewer
from .querysets import lit
from .routing import TO_DO
from .states import WAITING


def morning(user: Any) -> Iterator[Line]:
    if not is_reviewer(user):
        return
    queue, listings = reverse("action_desk:list"), reverse("action_desk:listings")
    lights = Listing.objects.filter(state__in=TO_DO).annotate(light=lit("due_on", days.today()))
    due = lights.aggregate(
        late=Count("pk", filter=Q(light=Light.RED)), soon=Count("pk", filter=Q(light=Light.YELLOW))
    )
    drafts = Draft.objects.sent().filter(state__in=WAITING)
    waiting = drafts.aggregate(
        mine=Count("pk", filter=Q(assignee=user)), free=Count("pk", filter=Q(assignee=None))
    )
    late, soon = f"{listings}?light={Light.RED}", f"{listings}?light={Light.YELLOW}"
    mine, free = f"{queue}?assignee={user.pk}", f"{queue}?assignee=null"
    for label, count, address, urgency in (
        (_("Listings that are late"), due["late"], late, Urgency.NOW),
        (_("Listings that are due soon"), due["soon"], soon, Urgency.SOON),
        (_("Actions that wait for you"), waiting["mine"], mine, Urgency.NOW),
        (_("Actions that nobody has taken"), waiting["free"], free, Urgency.SOON),
        *decisions(queue),
    ):
        yield Line(label=label, count=count, address=address, urgency=urgency)


def decisions(queue: str) -> Iterator[tuple[str, int, str, Urgency]]:
    """Count what is accepted or declined."""
    requests = AccessRequest.objects.with_turn().filter(is_ours=True)
    joined, access = reverse("action_commitments:index"), reverse("action_access:index")
    for label, rows, address in (
        (_("Reports on actions to decide"), ActionReport.objects.all(), queue),
        (_("Signatures and endorsements to decide"), Commitment.objects.all(), joined),
        (_("Requests for access to decide"), requests, access),
    ):
        yield label, rows.filter(state=Decision.PENDING).count(), address, Urgency.SOON
