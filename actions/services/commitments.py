"""Joining the Call: governments sign the Declaration, their partners endorse and spread it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Exists, OuterRef, QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actions.enums import CommitmentKind
from actions.models import Commitment, Profile
from actions.permissions import DECIDE, check_reviewer, check_role
from hub import days
from hub.media.file_types import extension_of
from hub.media.uploads import check_document_upload
from hub.organisations.models import Organisation

from .drafts import needed_commitment
from .files import copy_of_logo
from .people import locked
from .records import decide, record, tell

#: The text that is signed here, by the month in which the mayors met in Marrakech.
DECLARATION_VERSION = "2018-12"
#: The languages in which it can be signed.
DECLARATION_LOCALES = ("en", "fr", "es")
#: Nobody signed before the month of that meeting.
FIRST_SIGNATURE = date(2018, 12, 1)
LARGEST_DOCUMENT = 10 * 1024 * 1024


def sign_declaration(
    user: Any,
    organisation: Organisation,
    *,
    signatory_name: str,
    signatory_title: str,
    signed_on: date,
    signed_at_place: str,
    text_locale: str,
    document: "UploadedFile[bytes] | None" = None,
) -> Commitment:
    """Sign for a government; it counts in public once the secretariat has accepted it."""
    check_signature(signatory_name, signatory_title, signed_on, signed_at_place, document)
    if text_locale not in DECLARATION_LOCALES:
        offered = ", ".join(DECLARATION_LOCALES)
        message = _("The languages are %(offered)s.") % {"offered": offered}
        raise ValidationError({"text_locale": message})
    commitment = Commitment(
        kind=CommitmentKind.DECLARATION,
        signatory_name=signatory_name.strip(),
        signatory_title=signatory_title.strip(),
        signed_on=signed_on,
        signed_at_place=signed_at_place.strip(),
        text_version=DECLARATION_VERSION,
        text_locale=text_locale,
    )
    if document is not None:
        document.name = f"{commitment.key}.pdf"
        commitment.document = document
    return commit(user, organisation, commitment)


def check_signature(
    name: str, title: str, day: date, place: str, document: "UploadedFile[bytes] | None"
) -> None:
    required = {"signatory_name": name, "signatory_title": title, "signed_at_place": place}
    problems: dict[str, Any] = {
        field: _("Please fill this in.") for field, value in required.items() if not value.strip()
    }
    checks: dict[str, Any] = {
        "signed_on": lambda: check_day(day),
        "document": lambda: check_signed_document(document),
    }
    for field, check in checks.items():
        try:
            check()
        except ValidationError as refused:
            problems[field] = refused.messages
    if problems:
        raise ValidationError(problems)


def check_day(day: date) -> None:
    if day > days.today():
        raise ValidationError(_("This day is still to come."))
    if day < FIRST_SIGNATURE:
        first = date_format(FIRST_SIGNATURE, "DATE_FORMAT")
        raise ValidationError(_("The Declaration is there since %(day)s.") % {"day": first})


def check_signed_document(document: "UploadedFile[bytes] | None") -> None:
    if document is None:
        return
    if extension_of(document.name or "") != "pdf":
        raise ValidationError(_("Please choose a PDF file."))
    if (document.size or 0) > LARGEST_DOCUMENT:
        largest = filesizeformat(LARGEST_DOCUMENT)
        raise ValidationError(
            _("This file is too large: %(most)s is the most.") % {"most": largest}
        )
    check_document_upload(document)


def endorse_call(user: Any, organisation: Organisation, *, promises_to_spread: bool) -> Commitment:
    """Endorse for a partner, which promises to tell its members of the Call."""
    if not promises_to_spread:
        message = _("Partners are asked to tell their members about the Call.")
        raise ValidationError({"promises_to_spread": message})
    commitment = Commitment(kind=CommitmentKind.ENDORSEMENT, promises_to_spread=True)
    return commit(user, organisation, commitment)


def commit(user: Any, organisation: Organisation, commitment: Commitment) -> Commitment:
    with locked(organisation) as organisation:
        check_role(user, organisation, DECIDE)
        if commitment.kind != needed_commitment(organisation):
            raise ValidationError(
                _("Governments sign the Declaration; all others endorse the Call."), code="kind"
            )
        standing = Commitment.objects.standing().filter(organisation=organisation)
        if standing.filter(kind=commitment.kind).exists():
            raise ValidationError(_("Your organisation has joined already."), code="joined")
        commitment.organisation, commitment.made_by = organisation, user
        commitment.full_clean()
        commitment.save()
        record("committed", by=user, organisation=organisation, commitment=str(commitment.key))
        tell("action.committed", organisation, commitment=commitment.pk)
    return commitment


def decide_commitment(user: Any, key: Any, *, accept: bool, logo_seen: str = "") -> Commitment:
    """Accept or decline; an organisation whose first one is accepted becomes public.

    `logo_seen` names the file of the logo that is accepted with it, where it has none yet.
    """
    check_reviewer(user)
    found = Commitment.objects.select_related("organisation").get(key=key)
    with locked(found.organisation) as organisation:
        commitment: Commitment = Commitment.objects.get(key=key)
        decide(commitment, by=user, accept=accept)
        commitment.save()
        with_logo = accept and bool(logo_seen)
        if with_logo:
            seen = Profile.objects.filter(organisation=organisation, logo_upload=logo_seen)
            if not seen.exists():
                message = _("The logo was changed meanwhile: please look at it again.")
                raise ValidationError(message, code="changed")
            organisation.logo = organisation.logo or copy_of_logo(user, organisation)
        if accept and (with_logo or not organisation.is_public):
            organisation.is_public = True
            organisation.save()
        record(
            "commitment_decided",
            by=user,
            organisation=organisation,
            commitment=str(commitment.key),
            state=commitment.state,
            with_logo=with_logo,
        )
        tell("action.commitment_decided", organisation, commitment=commitment.pk)
    return commitment


def signatories() -> QuerySet[Commitment]:
    """Return the accepted signatures, whose number and governments are public."""
    return listed(Commitment.objects.public().signatures())


def supporting_partners() -> QuerySet[Commitment]:
    """Return the accepted endorsements."""
    return listed(Commitment.objects.public().endorsements())


@dataclass(frozen=True)
class Joined:
    """What is public of how an organisation joined, and where it is."""

    is_signatory: bool = False
    is_supporting_partner: bool = False
    region: str = ""
    city: str = ""


def how_joined(slugs: Iterable[str]) -> dict[str, Joined]:
    """Tell of each of these organisations how it joined: one query."""
    public = Commitment.objects.public().filter(organisation=OuterRef("pk"))
    rows = Organisation.objects.filter(slug__in=slugs).values_list(
        "slug",
        Exists(public.signatures()),
        Exists(public.endorsements()),
        "profile__region",
        "profile__city",
    )
    return {
        slug: Joined(signed, endorsed, region or "", city or "")
        for slug, signed, endorsed, region, city in rows
    }


def listed(rows: Any) -> QuerySet[Commitment]:
    found: QuerySet[Commitment] = rows.select_related("organisation__country").prefetch_related(
        "organisation__labels", "organisation__country__labels"
    )
    return found.order_by("organisation__name", "pk")
