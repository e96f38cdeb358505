"""Organisations that join by themselves: none twice, and none public before it is confirmed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from difflib import SequenceMatcher
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actions.enums import Decision, MemberRole
from actions.models import Membership, Profile, Record
from actions.permissions import DECIDE, check_role
from hub.media.file_types import extension_of
from hub.media.uploads import check_whole_image
from hub.organisations.enums import OrganisationKind
from hub.organisations.models import Organisation, OrganisationLabel
from hub.terms.folding import fold
from hub.terms.models import Term

from .records import record

REGISTERED = "organisation_registered"
#: The columns of a profile; whether it is a government follows from its kind.
PROFILE = ("region", "city", "works_with_governments", "policy_processes")
#: How many organisations one person registers.
MOST_ORGANISATIONS, DAY = 5, timedelta(days=1)
#: How many rows are compared, and how many are offered.
MOST_COMPARED, MOST_OFFERED = 5000, 8
#: From this part of equal letters on, two names are taken for spellings of one.
ALIKE = 0.86
#: Words that say what kind of place or office it is, in whatever language somebody writes it.
GENERIC_WORDS = """
a al alcaldia and assembly ayuntamiento borough camara city commune comuna comune comunidad council
county d da das de del der des di district do dos du e et gobierno gouvernement government
intendencia l la las le les local los mairie metropolitan metropole municipal municipalidad
municipalite municipality municipio of prefecture prefeitura region stadt the town urbaine ville y
"""
GENERIC = frozenset(GENERIC_WORDS.split())
LOOKS_LIKE_AN_ADDRESS = re.compile(r"https?:|www\.|[\r\n<>]", re.IGNORECASE)


class TooMany(ValidationError):
    """A limit against mass sign-up and mail bombing; the words do not tell which."""

    def __init__(self, message: str = "") -> None:
        usual = _("That is more than we take in a day. Please try again tomorrow, or write to us.")
        super().__init__(message or usual, code="too_many")


class AlreadyKnown(ValidationError):
    """Organisations that may be the one that somebody registers: `candidates`."""

    def __init__(self, candidates: "list[Candidate]") -> None:
        super().__init__(_("We know an organisation that may be yours."), code="already_known")
        self.candidates = candidates


@dataclass(frozen=True)
class Candidate:
    """An organisation that may be meant: its name and place, and nothing of its people."""

    key: Any
    name: str
    city: str


# Comparing ----------------------------------------------------------------------------------------


def words_of(name: str) -> list[str]:
    """Return the words that tell places apart, folded; "Ville de Montréal" is "montreal"."""
    words = re.findall(r"\w+", fold(name))
    return [word for word in words if word not in GENERIC] or words


def folded_name(name: str) -> str:
    return " ".join(words_of(name))[:255]


def initials_of(name: str) -> str:
    return "".join(word[0] for word in words_of(name))


def squeezed(name: str) -> str:
    return "".join(re.findall(r"\w", fold(name)))


def is_same_name(one: str, other: str) -> bool:
    """Tell whether two names can be spellings of one, in another order or as an acronym."""
    first, second = folded_name(one), folded_name(other)
    if (
        first == second
        or set(first.split()) == set(second.split())
        or squeezed(one) == squeezed(other)
    ):
        return True
    if len(first) > 2 and first == initials_of(other):
        return True
    if len(second) > 2 and second == initials_of(one):
        return True
    return likeness(SequenceMatcher(b=second, autojunk=False), first, ALIKE) > 0


def likeness(matcher: SequenceMatcher[str], other: str, least: float) -> float:
    """Measure how alike a text is, or 0 below the least; two cheap bounds leave out nearly all."""
    matcher.set_seq1(other)
    bounds = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
    return matcher.ratio() if all(bound() >= least for bound in bounds) else 0.0


def find_similar(*, name: str, country: Term | None, city: str = "") -> list[Candidate]:
    """Find organisations of this country that may be the same, with another spelling."""
    rows = Organisation.objects.select_related("profile").prefetch_related("labels")
    if country is not None:
        rows = rows.filter(country=country) | rows.filter(country=None)
    found = []
    for row in rows.order_by("pk")[:MOST_COMPARED]:
        place = getattr(getattr(row, "profile", None), "city", "")
        if may_be(names_of(row), place, name=name[:255], city=city):
            found.append(Candidate(row.key, row.name, place))
    return found[:MOST_OFFERED]


def names_of(organisation: Organisation) -> list[str]:
    labels = [words for label in organisation.labels.all() for words in (label.name, label.acronym)]
    return [name for name in (organisation.name, organisation.acronym, *labels) if name]


def may_be(names: Iterable[str], place: str, *, name: str, city: str) -> bool:
    """Tell whether one of the names is meant; in another city only the very same name counts."""
    if place and city and folded_name(place) != folded_name(city):
        return any(fold(other) == fold(name) for other in names)
    return any(is_same_name(other, name) for other in names)


# Registering --------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What somebody tells of an organisation; `texts` are short texts by language."""

    name: str
    kind: str
    country: Term | None
    acronym: str = ""
    website: str = ""
    region: str = ""
    city: str = ""
    works_with_governments: str = ""
    policy_processes: str = ""
    texts: Mapping[str, str] | None = None
    logo: "UploadedFile[bytes] | None" = None


def register_organisation(
    user: Any, facts: Facts, *, job_title: str = "", is_different: bool = False
) -> Organisation:
    """Make an organisation with this person as its owner; it is not public yet.

    Raises `AlreadyKnown` where it may be there already, unless the person says it is not, and
    `TooMany` for who has registered enough.
    """
    with transaction.atomic():
        get_user_model()._default_manager.select_for_update().get(pk=user.pk, is_active=True)
        registered = Record.objects.filter(actor=user, verb=REGISTERED)
        if registered.filter(at__gt=timezone.now() - DAY).count() >= MOST_ORGANISATIONS:
            raise TooMany
        similar = find_similar(name=facts.name, country=facts.country, city=facts.city)
        if similar and not is_different:
            raise AlreadyKnown(similar)
        organisation = Organisation(slug=free_slug(facts.name), is_public=False)
        profile = Profile(organisation=organisation)
        write(organisation, profile, facts, is_identity_open=True)
        Membership.objects.create(
            organisation=organisation,
            user=user,
            role=MemberRole.OWNER,
            job_title=job_title[:255],
            locale=get_language() or "en",
        )
        record(REGISTERED, by=user, organisation=organisation, is_different=is_different)
    return organisation


def update_profile(user: Any, organisation: Organisation, facts: Facts) -> Organisation:
    """Change what an organisation tells of itself.

    Name, kind and country stay as they are once the organisation has signed or endorsed.
    """
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
        check_role(user, organisation, DECIDE)
        profile = profile_of(organisation)
        write(organisation, profile, facts, is_identity_open=is_identity_open(organisation))
        record("profile_changed", by=user, organisation=organisation)
    return organisation


def is_identity_open(organisation: Organisation) -> bool:
    committed = organisation.commitments.exclude(state=Decision.DECLINED)
    return not (organisation.is_public or committed.exists())


def profile_of(organisation: Organisation) -> Profile:
    """Return the profile; an organisation that only editors knew gets its first one."""
    profile, _is_new = Profile.objects.get_or_create(
        organisation=organisation,
        defaults={
            "is_government": organisation.kind == OrganisationKind.LOCAL_GOVERNMENT,
            "folded_name": folded_name(organisation.name),
        },
    )
    return profile


def write(
    organisation: Organisation, profile: Profile, facts: Facts, *, is_identity_open: bool
) -> None:
    """Write what was told to where it belongs, checked by the rules of each field."""
    if is_identity_open:
        if LOOKS_LIKE_AN_ADDRESS.search(facts.name):
            raise ValidationError({"name": _("Please write the name alone.")})
        organisation.name, organisation.kind = facts.name.strip(), facts.kind
        organisation.country = facts.country
        profile.is_government = facts.kind == OrganisationKind.LOCAL_GOVERNMENT
        profile.folded_name = folded_name(facts.name)
    organisation.acronym, organisation.website = facts.acronym.strip(), facts.website
    organisation.full_clean()
    organisation.save()
    for name in PROFILE:
        setattr(profile, name, getattr(facts, name).strip())
    if facts.logo is not None:
        check_whole_image(facts.logo)
        # Named anew each time: what somebody called the file may hold a name.
        extension = extension_of(facts.logo.name or "")
        name = f"{organisation.key}-{get_random_string(8)}.{extension}"
        profile.logo_upload.save(name, facts.logo, save=False)
    profile.organisation = organisation
    profile.full_clean(exclude=["organisation", "folded_name"])
    profile.save()
    for locale, text in (facts.texts or {}).items():
        OrganisationLabel.objects.update_or_create(
            organisation=organisation, locale=locale, defaults={"description": text.strip()}
        )


def free_slug(name: str) -> str:
    """Return a short address that no organisation has."""
    base = slugify(fold(name))[:90].strip("-") or "organisation"
    taken = set(Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbers = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbers) if slug not in taken)
