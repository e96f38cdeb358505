"""Writing: a draft is saved as it is typed, and nobody's words are overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.db.models import QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.answers import Answers, Check, Known, Refused, check_answers, take_what_can_be
from actions.enums import CommitmentKind, Decision
from actions.models import Commitment, Draft
from actions.permissions import WRITE, check_role, draft_for
from actions.questions import Kind, questions
from actions.states import WRITABLE
from hub.errors import DomainError
from hub.organisations.models import Organisation
from hub.terms.models import Term

from .records import record

#: What one organisation can have in the making; more is a mistake or an attack.
MOST_DRAFTS = 200
#: How often a save tries again because somebody saved the same draft in between.
MOST_ATTEMPTS = 50
SAVED = ("version", "answers", "changed_at", "saved_by", "saved_at")


class Locked(DomainError):
    """A draft that was sent; the secretariat has it, and only a request to correct it helps."""

    code = "LOCKED"

    def __init__(self) -> None:
        super().__init__(_("This action was sent, and can no longer be changed here."))


@dataclass(frozen=True)
class Saved:
    """What a save did: the draft as it is now, and the answers that somebody else changed.

    `conflicts` holds, for each answer that was not taken, what is stored; `refused`, why answers
    cannot be kept. The sender still has their own of both; all others are saved.
    """

    draft: Draft
    conflicts: Answers
    refused: Refused


def start_draft(
    user: Any,
    organisation: Organisation,
    *,
    locale: str,
    copy_of: Draft | None = None,
    attempt: UUID | None = None,
) -> Draft:
    """Begin an action, with what is known already or with the answers of an earlier one.

    The same attempt again gives the draft that it began.
    """
    check_role(user, organisation, WRITE)
    earlier: Draft | None = organisation.drafts.filter(attempt=attempt).first() if attempt else None
    if earlier is not None:
        return earlier
    if organisation.drafts.filter(state__in=WRITABLE).count() >= MOST_DRAFTS:
        raise ValidationError(_("Your organisation has too many actions in the making."))
    answers = known_of(user, organisation)
    if copy_of is not None:
        answers |= {
            question.key: copy_of.answers[question.key]
            for question in questions().values()
            if question.key in copy_of.answers
            and question.kind is not Kind.YES
            and not question.is_personal
        }
    values = {
        "locale": locale,
        "answers": answers,
        "copied_from": copy_of,
        "created_by": user,
        "saved_by": user,
    }
    with transaction.atomic():
        draft, is_new = Draft.objects.get_or_create(
            organisation=organisation, attempt=attempt or uuid4(), defaults=values
        )
        if is_new:
            record("draft_started", by=user, draft=draft)
    return draft


def known_of(user: Any, organisation: Organisation) -> Answers:
    """Return what the account and the profile tell, so that nobody is asked twice."""
    job_title = organisation.members.of(user).values_list("job_title", flat=True).first()
    known = {
        "submitter_name": user.get_full_name(),
        "submitter_email": user.email,
        "submitter_job_title": job_title or "",
        "countries": [organisation.country.code] if organisation.country else [],
        "places": getattr(getattr(organisation, "profile", None), "city", ""),
    }
    return {key: value for key, value in known.items() if value}


def save_draft(user: Any, key: Any, *, changes: Mapping[str, Any], version: int) -> Saved:
    """Save answers that were changed in a copy of this version.

    An answer that somebody changed after that version, to something else, is not overwritten: it
    comes back as a conflict, and what is not an answer as refused. The same save sent twice changes
    nothing the second time. Raises `Locked` for a draft that was sent.
    """
    taken, refused = take_what_can_be(changes)
    for _attempt in range(MOST_ATTEMPTS):
        draft = draft_for(user, key, WRITE)
        before = draft.version
        conflicts = merge(draft, taken, version)
        if draft.version == before:
            if draft.warned_at:  # whoever saves what will be deleted wants to keep it
                touch(user, draft)
            return Saved(draft, conflicts, refused)
        draft.saved_by, draft.saved_at = user, timezone.now()
        values = {name: getattr(draft, name) for name in SAVED}
        unchanged = Draft.objects.filter(pk=draft.pk, version=before, state=draft.state)
        if unchanged.update(**values):
            return Saved(draft, conflicts, refused)
    raise OperationalError("This draft is saved by too many people at once.")


def touch(user: Any, draft: Draft) -> None:
    """Note that somebody works on a draft, and so it is kept."""
    Draft.objects.filter(pk=draft.pk).update(saved_by=user, saved_at=timezone.now())


def merge(draft: Draft, taken: Answers, version: int) -> Answers:
    """Take new answers into a draft, and return what is stored where somebody else was faster."""
    if draft.state not in WRITABLE:
        raise Locked
    if version > draft.version:
        raise ValidationError({"version": _("There is no such version of this draft.")})
    new = {name: value for name, value in taken.items() if value != stored(draft, name)}
    conflicts = {
        name: stored(draft, name) for name in new if draft.changed_at.get(name, 0) > version
    }
    if new := {name: value for name, value in new.items() if name not in conflicts}:
        draft.version += 1
        draft.answers |= new
        draft.changed_at |= dict.fromkeys(new, draft.version)
    return conflicts


def stored(draft: Draft, name: str) -> Any:
    return draft.answers.get(name, questions()[name].kind.empty)


# Checking -----------------------------------------------------------------------------------------


def check_draft(draft: Draft) -> Check:
    """Check the answers of a draft as submitting does, from any front end."""
    return check_answers(draft.answers, known_values(draft.organisation))


def known_values(organisation: Organisation | None = None) -> Known:
    """Return what answers may name: terms that are offered, and organisations that joined."""
    vocabularies = [
        str(question.vocabulary) for question in questions().values() if question.vocabulary
    ]
    known: dict[str, set[str]] = {name: set() for name in (*vocabularies, "")}
    offered = Term.objects.filter(vocabulary__in=vocabularies, is_retired=False)
    leads = possible_leads(organisation).order_by().values_list(Value(""), "slug")
    both = offered.order_by().values_list("vocabulary", "code").union(leads, all=True)
    for name, code in both.order_by():
        known[name].add(code)
    organisations = frozenset(known.pop(""))
    codes = {vocabulary: frozenset(found) for vocabulary, found in known.items()}
    return Known(codes=codes, organisations=organisations)


def possible_leads(organisation: Organisation | None = None) -> QuerySet[Organisation]:
    """Keep the organisations that joined, and so may lead an action with this one."""
    joined = Commitment.objects.filter(state=Decision.ACCEPTED).values("organisation")
    own = organisation.pk if organisation else None
    found: QuerySet[Organisation] = Organisation.objects.filter(pk__in=joined).exclude(pk=own)
    return found


def is_committed(organisation: Organisation) -> bool:
    """Tell whether a government signed, or a partner endorsed; it need not be confirmed yet."""
    needed = needed_commitment(organisation)
    return bool(
        Commitment.objects.standing().filter(organisation=organisation, kind=needed).exists()
    )


def needed_commitment(organisation: Organisation) -> CommitmentKind:
    profile = getattr(organisation, "profile", None)
    is_government = profile is not None and profile.is_government
    return CommitmentKind.DECLARATION if is_government else CommitmentKind.ENDORSEMENT
