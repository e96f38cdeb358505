"""Who is written to when people join, hand over and decide: from ids alone, when it is sent."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hub.organisations.models import Organisation
from hub.pages.roots import base_url

from .enums import ActionReportKind, Decision, MemberRole, ReviewState
from .mail import letter
from .models import AccessRequest, ActionReport, Commitment, Draft, Invitation, Note, Record
from .permissions import WRITE, people_who_review
from .services.invitations import token_of
from .services.retention import WARNED_BEFORE
from .showcases import showcase_names
from .states import AGREED

#: More reviewers than this are not written to about one thing.
MOST_REVIEWERS = 50
#: A digest names no more than this, and how many others the desk shows.
MOST_NAMED = 100


def owners_of(organisation: Organisation) -> list[tuple[str, str]]:
    owners = organisation.members.owners().order_by("pk")
    return list(owners.values_list("user__email", "locale"))


def reviewers() -> list[tuple[str, str]]:
    found = people_who_review().exclude(email="")
    people = found.select_related("wagtail_userprofile")
    return [(person.email, language_of(person)) for person in people[:MOST_REVIEWERS]]


def to_each(people: Iterable[tuple[str, str]], **told: Any) -> Iterator[EmailMessage]:
    """Write the same to several people, each in their language."""
    for to, locale in people:
        yield letter(to, locale, **told)


def about_action(
    people: Iterable[tuple[str, str]], draft: Draft, **told: Any
) -> Iterator[EmailMessage]:
    """Write to people of an organisation about an action, and lead to it."""
    told |= {"organisation": draft.organisation.name, "title": str(draft)}
    return to_each(people, place=("action_overview", str(draft.key)), **told)


def to_desk(draft: Draft, **told: Any) -> Iterator[EmailMessage]:
    """Write to the secretariat about an action, and lead to it on the desk."""
    told |= {"organisation": draft.organisation.name, "title": str(draft)}
    return to_each(reviewers(), place=("action_desk:draft", str(draft.key)), **told)


def language_of(user: Any) -> str:
    """Return the language in which somebody uses the admin."""
    profile = getattr(user, "wagtail_userprofile", None)
    return (profile and profile.preferred_language) or settings.LANGUAGE_CODE


def invitation(payload: dict[str, Any]) -> Iterator[EmailMessage]:
    """Invite; nothing when it was taken back or replaced in between."""
    found = Invitation.objects.open().select_related("organisation")
    for row in found.filter(pk=payload["invitation"]):
        yield letter(
            row.email,
            row.locale,
            subject=_("You are invited to act for %(organisation)s"),
            template="invitation",
            organisation=row.organisation.name,
            place=("joining_invitation", token_of(row)),
            role=MemberRole(row.role).label,
            expires_at=row.expires_at,
        )


def access_asked(payload: dict[str, Any]) -> Iterator[EmailMessage]:
    """Ask the owners, or the secretariat where there is none, to decide."""
    row = request_in(payload)
    if row is None or row.state != Decision.PENDING:
        return
    owners = owners_of(row.organisation)
    place = ("joining_decide", str(row.key)) if owners else ("action_access:index",)
    yield from to_each(
        owners or reviewers(),
        subject=_("Somebody asks for access to %(organisation)s"),
        template="access_asked",
        organisation=row.organisation.name,
        place=place,
    )


def access_decided(payload: dict[str, Any]) -> Iterator[EmailMessage]:
    """Tell who asked, and whose access ended."""
    row = request_in(payload)
    if row is None:
        return
    is_granted = row.state == Decision.ACCEPTED
    yield letter(
        row.user.email,
        row.locale,
        subject=_("Your access to %(organisation)s"),
        template="access_decided",
        organisation=row.organisation.name,
        place=("joining_home",),
        is_granted=is_granted,
    )
    if is_granted and row.replaces is not None:
        yield letter(
            row.replaces.user.email,
            row.replaces.locale,
            subject=_("Your access to %(organisation)s has ended"),
            template="access_ended",
            organisation=row.organisation.name,
            place=("joining_home",),
        )


def request_in(payload: dict[str, Any]) -> AccessRequest | None:
    rows = AccessRequest.objects.select_related("organisation", "user", "replaces__user")
    return rows.filter(pk=payload["access_request"]).first()


def commitment_made(payload: dict[str, Any]) -> Iterator[EmailMessage]:
    for row in Commitment.objects.filter(pk=payload["commitment"], state=Decision.PENDING):
        yield from to_each(
            reviewers(),
            subject=_("%(organisation)s wants to join the Call"),
            template="commitment_made",
            place=("action_commitments:index",),
            organisation=row.organisation.name,
        )


def commitment_decided(payload: dict[str, Any]) -> Iterator[EmailMessage]:
    for row in Commitment.objects.filter(pk=payload["commitment"]):
        yield from to_each(
            owners_of(row.organisation),
            subject=_("%(organisation)s and the Call to Local Action"),
            template="commitment_decided",
            organisation=row.organisation.name,
            place=("joining_home",),
            is_accepted=row.state == Decision.ACCEPTED,
        )


#: The states that are news for a city; the others are the secretariat's own.
NEWS = (ReviewState.CHANGES_REQUESTED, *AGREED, ReviewState.DECLINED)


def reviewed(payload: dict[str, Any]) -> Iterator[EmailMessage]:
    """Tell who writes for the organisation what became of an action, with the reviewer's words."""
    row = Draft.objects.select_related("organisation").filter(pk=payload["draft"]).first()
    if row is None or payload["after"] not in NEWS:
        return
    note = Note.objects.filter(pk=payload.get("note", 0)).first()
    page = row.page.specific if row.page else None
    yield from about_action(
        writers_of(row.organisation),
        row,
        subject=_("News of your action, for %(organisation)s"),
        template="reviewed",
        state=payload["after"],
        words=note.text if note else "",
        asked=note.asked if note else [],
        page=page.full_url if page and page.live else "",
    )


def writers_of(organisation: Organisation) -> list[tuple[str, str]]:
    members = organisation.members.current().filter(role__in=WRITE, user__is_active=True)
    return list(members.order_by("pk").values_list("user__email", "locale"))


def correction_asked(payload: dict[str, Any]) -> Iterator[EmailMessage]:
    """Tell the secretariat that a city wants something changed in what it sent."""
    for row in Note.objects.select_related("draft__organisation").filter(pk=payload["note"]):
        subject = _("%(organisation)s asks for a correction")
        yield from to_desk(row.draft, subject=subject, template="correction_asked")


def withdrawn(payload: dict[str, Any]) -> Iterator[EmailMessage]:
    """Tell the secretariat that it need not go on with an action, and what it is called."""
    for row in Draft.objects.select_related("organisation").filter(pk=payload["draft"]):
        subject = _("%(organisation)s has withdrawn an action")
        yield from to_desk(row, subject=subject, template="withdrawn")


def co_lead_invited(payload: dict[str, Any]) -> Iterator[EmailMessage]:
    """Tell the owners of an organisation that its people can write in the action of another."""
    rows = Draft.objects.filter(pk=payload["draft"], co_leads=payload["organisation"])
    for row in rows.select_related("organisation"):
        invited = Organisation.objects.get(pk=payload["organisation"])
        yield from to_each(
            owners_of(invited),
            subject=_("An action that %(organisation)s leads too"),
            template="co_lead",
            organisation=invited.name,
            place=("action_overview", str(row.key)),
            lead=row.organisation.name,
            title=str(row),
        )


def draft_ends(payload: dict[str, Any]) -> Iterator[EmailMessage]:
    """Tell who writes in a draft that it will be deleted, unless it was saved or sent."""
    rows = Draft.objects.filter(pk=payload["draft"], warned_at__gte=F("saved_at"), submissions=None)
    for row in rows.select_related("organisation"):
        leads = (row.organisation, *row.co_leads.all())
        people = {to: locale for one in leads for to, locale in writers_of(one)}
        yield from about_action(
            people.items(),
            row,
            subject=_("An action of %(organisation)s will be deleted"),
            template="draft_ends",
            day=row.warned_at + WARNED_BEFORE,
        )


def reported(payload: dict[str, Any]) -> Iterator[EmailMessage]:
    """Tell the secretariat that somebody told what came of a published action."""
    rows = ActionReport.objects.filter(pk=payload["report"], state=Decision.PENDING)
    for row in rows.select_related("draft__organisation"):
        yield from to_desk(
            row.draft,
            subject=_("%(organisation)s tells what came of an action"),
            template="reported",
            kind=ActionReportKind(row.kind).label,
        )


def report_decided(payload: dict[str, Any]) -> Iterator[EmailMessage]:
    """Tell who writes for the organisation what became of that."""
    rows = ActionReport.objects.filter(pk=payload["report"]).exclude(state=Decision.PENDING)
    for row in rows.select_related("draft__organisation"):
        yield from about_action(
            writers_of(row.draft.organisation),
            row.draft,
            subject=_("What you told of your action, for %(organisation)s"),
            template="report_decided",
            is_accepted=row.state == Decision.ACCEPTED,
            is_withdrawal=row.kind == ActionReportKind.WITHDRAWAL,
        )


# Reminders ----------------------------------------------------------------------------------------


def digest(payload: dict[str, Any]) -> Iterator[EmailMessage]:
    """Name to the secretariat what is due soon, and what has to be taken down."""
    found = Record.objects.filter(pk__in=payload["records"]).select_related("draft__organisation")
    if rows := list(found[:MOST_NAMED]):
        yield from to_each(
            reviewers(),
            subject=_("Actions: what is due"),
            template="digest",
            place=("action_desk:listings",),
            items=[item_of(row) for row in rows],
            more=max(0, len(payload["records"]) - MOST_NAMED),
        )


def item_of(row: Record) -> dict[str, Any]:
    key = row.draft.key if row.draft else ""
    return {
        "title": str(row.draft),
        "organisation": str(row.draft.organisation) if row.draft else "",
        "showcase": showcase_names().get(row.details["showcase"], row.details["showcase"]),
        "is_take_down": row.details["kind"] == "take_down",
        "day": day_in(row),
        "address": base_url() + reverse("action_desk:draft", args=[key]),
    }


def day_in(row: Record) -> date | None:
    return date.fromisoformat(row.details["day"]) if row.details["day"] else None


def update_asked(payload: dict[str, Any]) -> Iterator[EmailMessage]:
    """Ask those who write for a city what has come of their published action."""
    for row in Record.objects.filter(pk=payload["record"]).select_related("draft__organisation"):
        draft: Any = row.draft
        yield from about_action(
            writers_of(draft.organisation),
            draft,
            subject=_("What has come of an action of %(organisation)s?"),
            template="update_asked",
            day=day_in(row),
            is_ending=row.details["kind"] == "ends",
        )
