"""What the secretariat does with a listing, and records of what a showcase answers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actions.answers import take_text
from actions.enums import ListingStep as Step
from actions.models import Draft, Listing
from actions.models.listings import NUMBER_TAKEN
from actions.packages import is_translated
from actions.permissions import check_reviewer
from actions.routing import REPOSITORY, state_after
from actions.states import AGREED
from hub import days
from hub.localization.languages import language_name

from .routing import keep

RECORDED = "listing_recorded"
TEXTS = ("remote_id", "url", "reason", "wording")


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """A step with a listing and what is known of it; `seen` is the state it was in for who did it.

    None leaves a value as it is; without a step only the values change.
    """

    seen: str
    step: str = ""
    on: date | None = None
    remote_id: str | None = None
    url: str | None = None
    reason: str | None = None
    wording: str | None = None


def record_receipt(user: Any, draft_key: Any, showcase: str, receipt: Receipt) -> Listing:
    """Record a step; of two people at once the first one wins, and the other is told."""
    check_reviewer(user)
    with transaction.atomic():
        draft: Draft = Draft.objects.locked().get(key=draft_key)
        listing = draft.listings.get(showcase=showcase)
        before = listing.state
        if before != receipt.seen:
            message = _("Somebody was faster: it is now %(state)s.")
            raise ValidationError(message % {"state": listing.get_state_display()}, code="stale")
        for name in TEXTS:
            value = getattr(receipt, name)
            if value is not None:
                setattr(listing, name, take_text(value))
        on = receipt.on or days.today()
        if receipt.step:
            take(listing, receipt.step, on)
        check(listing, on)
        try:
            with transaction.atomic():
                keep(listing, before, by=user, verb=RECORDED, step=receipt.step, on=str(on))
        except IntegrityError:  # somebody gave the number to another action since it was checked
            raise ValidationError(NUMBER_TAKEN) from None
    return listing


def take(listing: Listing, step: str, on: date) -> None:
    """Lead a listing to its next state."""
    state = state_after(listing.state, step)
    if listing.showcase == REPOSITORY:
        raise ValidationError(_("This listing follows from the page of the action."))
    if state is None:
        message = _("This cannot be recorded of a listing that is %(state)s.")
        raise ValidationError(message % {"state": listing.get_state_display()})
    hands_in = step in (Step.PREPARE, Step.SEND, Step.RECEIVE, Step.PUBLISH)
    if hands_in and listing.draft.state not in AGREED:
        raise ValidationError(_("Please approve the action first."))
    if step == Step.PREPARE and not is_translated(listing):
        message = _("Please have it translated first: its page is not published in %(language)s.")
        language = language_name(listing.about.language, get_language() or "")
        raise ValidationError(message % {"language": language})
    if step == Step.REFUSE and not listing.reason:
        raise ValidationError({"reason": _("Please say why.")})
    listing.state, listing.held = state, ""
    if step in (Step.PREPARE, Step.SEND, Step.REFUSE):
        listing.is_to_confirm = False
    if step in (Step.PUBLISH, Step.REFUSE, Step.TAKE_DOWN):
        listing.due_on = None
    listing.published_on = on if step == Step.PUBLISH else None
    if step == Step.REOPEN:
        listing.reason = ""


def check(listing: Listing, on: date) -> None:
    if on > days.today():
        raise ValidationError({"on": _("This day is still to come.")})
    listing.full_clean(exclude=["draft"])
