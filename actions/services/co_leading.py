"""Several organisations lead one action: the first one's owners let the others' people write."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.models import Draft, Record
from actions.permissions import DECIDE, draft_for, role_of
from hub.organisations.models import Organisation

from .drafts import possible_leads
from .organisations import DAY
from .people import check_limits
from .records import record, tell

INVITED = "co_lead_invited"
#: How many organisations one person invites in a day: each is a mail to its owners.
MOST_INVITED = 20


def named_co_leads(draft: Draft) -> QuerySet[Organisation]:
    """Find the organisations that the answers name, as far as they have joined."""
    return possible_leads(draft.organisation).filter(slug__in=draft.answers.get("co_leads", ()))


def invite_co_lead(user: Any, draft_key: Any, slug: str) -> Draft:
    """Let the people of an organisation that leads the action too write in it, by their roles."""
    draft = draft_for(user, draft_key, DECIDE)
    organisation = named_co_leads(draft).filter(slug=slug).first()
    if organisation is None:
        message = _("Please name it first among the organisations that lead the action with you.")
        raise ValidationError({"co_leads": message})
    with transaction.atomic():
        Draft.objects.locked().get(pk=draft.pk)
        if draft.co_leads.filter(pk=organisation.pk).exists():
            return draft
        today = Record.objects.filter(verb=INVITED, at__gt=timezone.now() - DAY)
        check_limits([(today.filter(actor=user), MOST_INVITED)])
        draft.co_leads.add(organisation)
        record(INVITED, by=user, draft=draft, co_lead=slug)
        tell("action.co_lead_invited", draft, draft=draft.pk, organisation=organisation.pk)
    return draft


def end_co_lead(user: Any, draft_key: Any, slug: str) -> Draft:
    """End that from this moment on: an owner of either organisation."""
    draft = draft_for(user, draft_key)
    organisation = draft.co_leads.filter(slug=slug).first()
    leads = [one for one in (draft.organisation, organisation) if one]
    if not any(role_of(user, one) in DECIDE for one in leads):
        raise PermissionDenied
    if organisation is not None:
        with transaction.atomic():
            draft.co_leads.remove(organisation)
            record("co_lead_ended", by=user, draft=draft, co_lead=slug)
    return draft
