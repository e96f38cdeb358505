"""What is told of an action once it is public, as its end or an update; a reviewer accepts it."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction

from actions.answers import Code, read_date, take_text
from actions.enums import ActionReportKind, Decision, ReviewState
from actions.models import ActionReport, ActionUpdate, Draft
from actions.permissions import WRITE, check_reviewer, draft_for
from hub import days
from hub.pages.sources import pages_of_group, source_of

from .organisations import TooMany
from .records import decide, record, tell
from .submitting import move

#: Reports on one action that may wait for the secretariat at a time.
MOST_WAITING = 10


def conclude_action(user: Any, draft_key: Any, *, ends_on: date) -> ActionReport:
    """Say that a published action has ended, and on which day."""
    return report(user, draft_key, ActionReport(kind=ActionReportKind.CONCLUSION, day=ends_on))


def add_update(user: Any, draft_key: Any, *, day: date, text: str) -> ActionReport:
    """Tell what has come of a published action since."""
    return report(user, draft_key, ActionReport(kind=ActionReportKind.UPDATE, day=day, text=text))


def report(user: Any, draft_key: Any, made: ActionReport) -> ActionReport:
    """Keep a report for the secretariat; the same one again, while it waits, is the first."""
    found = draft_for(user, draft_key, WRITE)
    made.text = take_text(made.text)
    with transaction.atomic():
        draft: Draft = Draft.objects.locked().get(pk=found.pk)
        check_report(draft, made)
        waiting = draft.reports.filter(state=Decision.PENDING)
        same = waiting.filter(kind=made.kind, day=made.day, text=made.text)
        earlier: ActionReport | None = same.first()
        if earlier is not None:
            return earlier
        changes = waiting.exclude(kind=ActionReportKind.UPDATE)
        if made.kind != ActionReportKind.UPDATE and changes.exists():
            message = _("The secretariat has another change before it. Please wait for it.")
            problem = ValidationError(message, code=Code.CONFLICT)
            raise ValidationError({field_of(made): problem})
        if waiting.count() >= MOST_WAITING:
            raise TooMany(_("The secretariat has many reports of this action before it already."))
        made.draft, made.made_by = draft, user
        made.full_clean()
        made.save()
        record("reported", by=user, draft=draft, report=str(made.key), kind=str(made.kind))
        tell("action.reported", draft, report=made.pk)
    return made


def field_of(made: ActionReport) -> str:
    """Name the input that holds the day."""
    return "date" if made.kind == ActionReportKind.UPDATE else "ends_on"


def check_report(draft: Draft, made: ActionReport) -> None:
    """Refuse what cannot be so; where only the order of days is wrong, by its own code."""
    if draft.state != ReviewState.PUBLISHED:
        raise ValidationError({"draft": _("This action is not published.")})
    if made.kind == ActionReportKind.UPDATE and not made.text:
        problem = ValidationError(_("Please fill this in."), code=Code.REQUIRED)
        raise ValidationError({"text": problem})
    if made.kind != ActionReportKind.EXTENSION and made.day > days.today():
        raise ValidationError({field_of(made): _("This day is still to come.")})
    if said := out_of_order(draft, made):
        raise ValidationError({field_of(made): ValidationError(said, code=Code.ORDER)})


def out_of_order(draft: Draft, made: ActionReport) -> str:
    first, last = day_of(draft, "starts_on"), day_of(draft, "ends_on")
    if made.kind == ActionReportKind.CONCLUSION and first is not None and made.day < first:
        return _("It ends before it starts.")
    if made.kind == ActionReportKind.EXTENSION and last is None:
        return _("It has no last day, so it goes on anyway.")
    if made.kind == ActionReportKind.EXTENSION and last is not None and made.day <= last:
        return _("It goes on until then already. Please choose a later day.")
    return ""


def day_of(draft: Draft, name: str) -> date | None:
    """Return its first or last day: as its page has it now, or else as it was sent."""
    if draft.page is None:
        return read_date(draft.answers.get(name, ""))
    day: date | None = getattr(page_with_facts(draft), name)
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
        decide(found, by=user, accept=accept)
        if accept:
            check_report(draft, found)
            is_withdrawal = found.kind == ActionReportKind.WITHDRAWAL
            take_off(user, draft) if is_withdrawal else put_on_page(user, draft, found)
        found.save()
        details: dict[str, Any] = {"report": str(found.key), "state": str(found.state)}
        record("report_decided", by=user, draft=draft, **details)
        tell("action.report_decided", draft, report=found.pk)
    return found


def put_on_page(user: Any, draft: Draft, found: ActionReport) -> None:
    """Publish the page with what was reported, and with nothing else that is new."""
    page = page_with_facts(draft)
    if not page.live or page.has_unpublished_changes:
        raise ValidationError(
            _("Its page has changes that are not published. Please publish or undo them first.")
        )
    if found.kind != ActionReportKind.UPDATE:
        page.ends_on = found.day
    else:
        place = page.updates.count()
        row = ActionUpdate(date=found.day, text=found.text, locale=page.locale, sort_order=place)
        page.updates.add(row)
    page.save_revision(user=user).publish(user=user)


def take_off(user: Any, draft: Draft) -> None:
    """Hide the page in every language; routing has it taken down elsewhere."""
    for page in pages_of_group(draft.page).values() if draft.page else ():
        # As publishing does: who reviews needs no rights to edit pages.
        UnpublishPageAction(page.specific, user=user).execute(skip_permission_checks=True)
    move(draft, ReviewState.WITHDRAWN, "withdrawn", by=user)
