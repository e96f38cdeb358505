"""What is told of an action once it is public: it ends, things come of it; a reviewer accepts."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.answers import Code, read_date, take_text
from actions.enums import ActionReportKind, Decision, ReviewState
from actions.models import ActionReport, ActionUpdate, Draft
from actions.permissions import WRITE, check_reviewer, draft_for
from hub import days
from hub.outbox.services import send
from hub.pages.sources import source_of

from .organisations import TooMany
from .records import record

#: Reports on one action that may wait for the secretariat at a time.
MOST_WAITING = 10


def conclude_action(user: Any, draft_key: Any, *, ends_on: date) -> ActionReport:
    """Say that a published action has ended, and on which day."""
    return report(user, draft_key, ActionReport(kind=ActionReportKind.CONCLUSION, day=ends_on))


def add_update(user: Any, draft_key: Any, *, day: date, text: str) -> ActionReport:
    """Tell what has come of a published action since."""
    text = take_text(text)
    if not text:
        problem = ValidationError(_("Please fill this in."), code=Code.REQUIRED)
        raise ValidationError({"text": problem})
    return report(user, draft_key, ActionReport(kind=ActionReportKind.UPDATE, day=day, text=text))


def report(user: Any, draft_key: Any, made: ActionReport) -> ActionReport:
    """Keep a report for the secretariat; the same one again, while it waits, is the first."""
    found = draft_for(user, draft_key, WRITE)
    with transaction.atomic():
        draft: Draft = Draft.objects.locked().get(pk=found.pk)
        check_report(draft, made)
        waiting = draft.reports.filter(state=Decision.PENDING)
        same = waiting.filter(kind=made.kind, day=made.day, text=made.text)
        earlier: ActionReport | None = same.first()
        if earlier is not None:
            return earlier
        if made.kind == ActionReportKind.CONCLUSION and waiting.filter(kind=made.kind).exists():
            message = _("The secretariat has another last day before it. Please wait for it.")
            problem = ValidationError(message, code=Code.CONFLICT)
            raise ValidationError({field_of(made): problem})
        if waiting.count() >= MOST_WAITING:
            raise TooMany(_("The secretariat has many reports of this action before it already."))
        made.draft, made.made_by = draft, user
        made.full_clean()
        made.save()
        record("reported", by=user, draft=draft, report=str(made.key), kind=str(made.kind))
        send(topic="action.reported", key=str(draft.key), payload={"report": made.pk})
    return made


def field_of(made: ActionReport) -> str:
    """Name the input that holds the day."""
    return "ends_on" if made.kind == ActionReportKind.CONCLUSION else "date"


def check_report(draft: Draft, made: ActionReport) -> None:
    if draft.state != ReviewState.PUBLISHED:
        raise ValidationError({"draft": _("This action is not published.")})
    if made.day > days.today():
        raise ValidationError({field_of(made): _("This day is still to come.")})
    first = first_day_of(draft)
    if made.kind == ActionReportKind.CONCLUSION and first is not None and made.day < first:
        problem = ValidationError(_("It ends before it starts."), code=Code.ORDER)
        raise ValidationError({field_of(made): problem})


def first_day_of(draft: Draft) -> date | None:
    """Return when it starts: as its page has it now, or else as it was sent."""
    if draft.page is None:
        return read_date(draft.answers.get("starts_on", ""))
    day: date | None = page_with_facts(draft).starts_on
    return day


def page_with_facts(draft: Draft) -> Any:
    """Return the page whose facts count in all languages."""
    if draft.page is None:
        raise ValidationError(_("The page of this action was removed."))
    return source_of(draft.page) or draft.page.specific


def decide_report(user: Any, key: Any, *, accept: bool) -> ActionReport:
    """Accept a report, which puts it onto the public page, or decline it."""
    check_reviewer(user)
    with transaction.atomic():
        # One report is decided after the other: each changes the page.
        draft: Draft = Draft.objects.locked().get(reports__key=key)
        found: ActionReport = draft.reports.get(key=key)
        if found.state != Decision.PENDING:
            raise ValidationError(_("This has been decided already."), code="decided")
        if accept:
            put_on_page(user, draft, found)
        found.state = Decision.ACCEPTED if accept else Decision.DECLINED
        found.decided_at, found.decided_by = timezone.now(), user
        found.save()
        details: dict[str, Any] = {"report": str(found.key), "state": str(found.state)}
        record("report_decided", by=user, draft=draft, **details)
        send(topic="action.report_decided", key=str(draft.key), payload={"report": found.pk})
    return found


def put_on_page(user: Any, draft: Draft, found: ActionReport) -> None:
    """Publish the page with what was reported, and with nothing else that is new."""
    check_report(draft, found)
    page = page_with_facts(draft)
    if not page.live or page.has_unpublished_changes:
        raise ValidationError(
            _("Its page has changes that are not published. Please publish or undo them first.")
        )
    if found.kind == ActionReportKind.CONCLUSION:
        page.ends_on = found.day
    else:
        place = page.updates.count()
        row = ActionUpdate(date=found.day, text=found.text, locale=page.locale, sort_order=place)
        page.updates.add(row)
    page.save_revision(user=user).publish(user=user)
