"""What people choose to hear of: kept with its wording, counted once confirmed, and listed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, Signer
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from actions.enums import Interest
from actions.mail import letter
from actions.models import Submission, Subscription
from actions.permissions import check_reviewer
from actions.questions import questions
from actions.tables import BYTE_ORDER_MARK, Line, as_csv, read_lines, take_all
from hub.importing.tables import told
from hub.outbox.services import send
from hub.pages.roots import base_url

from .records import record

#: The questions of the form by what they choose; none of them is ticked beforehand.
ASKED = {interest: f"wants_{interest.value}" for interest in Interest}
#: No mail reaches a longer one (RFC 5321).
LONGEST_EMAIL = 254
#: After how long the same address is asked once more.
ASKED_AGAIN_AFTER = timedelta(days=1)
signer = Signer(salt="actions.subscription")
COLUMNS = ("interest", "email", "locale", "chosen_at", "confirmed_at", "unsubscribe", "wording")


def choose_from(submission: Submission) -> list[Subscription]:
    """Keep what was ticked in an action; the address is asked to confirm it."""
    wordings = {
        interest: submission.consents[key]
        for interest, key in ASKED.items()
        if key in submission.consents
    }
    email = submission.answers["submitter_email"]
    if len(email) > LONGEST_EMAIL:
        return []
    return choose(email=email, wordings=wordings, locale=submission.locale)


def express_interest(*, email: str, interest: Interest, locale: str) -> None:
    """Take an interest without an action; the answer never tells whether the address is known."""
    email = email.strip()
    validate_email(email)
    if len(email) > LONGEST_EMAIL:
        raise ValidationError(_("Please check the e-mail address."))
    with override(locale):
        wordings = {interest: str(questions()[ASKED[interest]].label)}
    choose(email=email, wordings=wordings, locale=locale)


@transaction.atomic
def choose(*, email: str, wordings: dict[Interest, str], locale: str) -> list[Subscription]:
    """Keep new choices of an address and ask it once; a choice that stands is not asked again."""
    made = []
    for interest, wording in wordings.items():
        found, is_new = Subscription.objects.get_or_create(
            interest=interest,
            email=email.casefold(),
            ended_at=None,
            defaults={"locale": locale, "wording": wording, "token_hash": token_hex(32)},
        )
        waits = found.confirmed_at is None and found.chosen_at < timezone.now() - ASKED_AGAIN_AFTER
        if waits:  # the first mail was perhaps lost
            found.chosen_at, found.wording, found.locale = timezone.now(), wording, locale
            found.save(update_fields=["chosen_at", "wording", "locale"])
        if is_new or waits:
            made.append(found)
    if made:
        payload = {"subscriptions": [one.pk for one in made]}
        send(topic="action.subscription", key=str(made[0].pk), payload=payload)
    return made


def token_of(subscription: Subscription) -> str:
    """Return what proves the mailbox: signed, so that the table alone opens nothing."""
    return signer.sign(subscription.token_hash)


def subscription_for(token: str) -> Subscription:
    try:
        return Subscription.objects.get(token_hash=signer.unsign(token))
    except BadSignature:
        raise Subscription.DoesNotExist from None


def waiting_with(subscription: Subscription) -> list[Subscription]:
    """Return all that the same address has not confirmed yet."""
    waiting = Subscription.objects.filter(confirmed_at=None, ended_at=None)
    return list(waiting.filter(email=subscription.email).order_by("pk"))


def confirm(subscription: Subscription, interests: list[str]) -> None:
    """Count those choices of this address from now on; what it did not want is ended."""
    now = timezone.now()
    with transaction.atomic():
        for one in waiting_with(subscription):
            field = "confirmed_at" if one.interest in interests else "ended_at"
            Subscription.objects.filter(pk=one.pk).update(**{field: now})


def forget_unconfirmed(kept_from: datetime) -> None:
    """Delete choices that nobody confirmed: perhaps the address is that of somebody else."""
    Subscription.objects.filter(confirmed_at=None, chosen_at__lt=kept_from).delete()


def end(subscription: Subscription) -> None:
    """End a choice; doing so twice is the same."""
    standing = Subscription.objects.filter(pk=subscription.pk, ended_at=None)
    standing.update(ended_at=timezone.now())


def confirmation_mail(payload: dict[str, Any]) -> Iterator[EmailMessage]:
    """Ask the address whether it was really its owner who chose."""
    chosen = Subscription.objects.filter(
        pk__in=payload["subscriptions"], confirmed_at=None, ended_at=None
    ).order_by("pk")
    for first in chosen[:1]:
        ending = ending_address(first)
        yield letter(
            first.email,
            first.locale,
            subject=gettext_lazy("Please confirm what you chose"),
            template="confirmation",
            place=("choice_confirm", token_of(first)),
            # RFC 8058: a mail program can end it with one click, without a log-in.
            headers={
                "List-Unsubscribe": f"<{ending}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
            wordings=[one.wording for one in chosen],
            ending=ending,
        )


def ending_address(subscription: Subscription) -> str:
    with override(subscription.locale):
        return base_url() + reverse("choice_end", args=[token_of(subscription)])


def standing_choices(interest: str = "") -> QuerySet[Subscription]:
    """Find the confirmed choices that nobody has ended, of one interest or of all."""
    found = Subscription.objects.filter(confirmed_at__isnull=False, ended_at=None)
    return found.filter(interest=interest) if interest else found


def rows_for_mailing(interest: str = "") -> Iterator[tuple[str, ...]]:
    """Yield the choices that stand, for the tool that sends the mailings."""
    standing = standing_choices(interest)
    for one in standing.order_by("interest", "email").iterator():
        moments = [str(at and at.isoformat()) for at in (one.chosen_at, one.confirmed_at)]
        yield one.interest, one.email, one.locale, *moments, ending_address(one), one.wording


# The lists of the secretariat ---------------------------------------------------------------------


def export_interests(user: Any, interest: str = "") -> str:
    """Write one list, or all, as CSV; on record."""
    check_reviewer(user)
    rows = list(rows_for_mailing(interest))
    record("mailing_list_exported", by=user, rows=len(rows), interest=interest)
    return BYTE_ORDER_MARK + as_csv(COLUMNS, rows)


def take_unsubscribes(user: Any, data: bytes, *, is_trial: bool) -> list[Line]:
    """End the choices of the addresses in a table: one each, or all of an address."""
    check_reviewer(user)
    lines = read_lines(data, ["email"], COLUMNS)
    take_all(lines, end_choices, is_trial)
    if not is_trial and not any(line.problem for line in lines):
        count = sum(not line.is_known for line in lines)
        record("interests_ended", by=user, rows=count)
    return lines


def end_choices(line: Line) -> str:
    """End what one line names; return why it cannot be."""
    email, interest = told(line.cells["email"]).casefold(), line.cells.get("interest", "")
    try:
        validate_email(email)
    except ValidationError:
        return _("This is not an e-mail address.")
    if interest and interest not in Interest.values:
        return _("The interest is one of: %(interests)s.") % {"interests": ", ".join(Interest)}
    standing = Subscription.objects.filter(email=email, ended_at=None)
    standing = standing.filter(interest=interest) if interest else standing
    line.is_known = not standing.update(ended_at=timezone.now())
    return ""
