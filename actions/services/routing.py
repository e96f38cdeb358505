"""Applying the rules of `actions.routing`: the worker does, as often and as late as it likes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from actions.answers import EVIDENCE, facts_of
from actions.enums import ActionReportKind, ListingState, ReviewState, ReviewStep
from actions.models import Action, ActionReport, Draft, Listing, Record, Submission
from actions.routing import Effect, Place, Reminder, RoutedAction, effects, reminders, route
from actions.showcases import ActionFacts, Decision, decide
from actions.states import WAITING, WRITABLE
from hub import days
from hub.catalogue.marks import mark_keys
from hub.outbox.models import Message
from hub.outbox.services import send
from hub.pages.models import PageTerm
from hub.pages.sources import only_sources
from hub.terms.enums import Vocabulary

from .records import record, tell

#: The states in which an action is on its way to showcases; a published one has a live page too.
STANDING = (*WAITING, ReviewState.CHANGES_REQUESTED, ReviewState.PUBLISHED)
ROUTED, REMINDED = "listing_routed", "reminded"
#: How many actions are read at once, and what of their drafts nobody needs here.
AT_ONCE, LARGE = 500, ("answers", "changed_at")


def keep_up(today: date | None = None) -> None:
    """Bring every listing to what the rules say, and remind of what comes; the job of the worker.

    The time zone of the site decides which day it is.
    """
    today = today or days.today()
    route_listings(today)
    remind(today)


def hear(message: Message) -> None:
    """Route an action again when something happened to it."""
    route_listings(days.today(), key=message.key)


def route_listings(today: date, **chosen: Any) -> int:
    """Change what must change for these drafts, by default all; return for how many it was so."""
    late = [pk for pk, action, places in read_sent(**chosen) if route(today, action, places)]
    for pk in late:
        route_one(today, pk)
    return len(late)


@transaction.atomic
def route_one(today: date, pk: int) -> None:
    """Read an action again while nobody else changes it, and store what the rules say."""
    draft: Draft = Draft.objects.locked().get(pk=pk)
    [action] = read_actions([draft]).values()
    listings = {listing.showcase: listing for listing in draft.listings.all()}
    places = {showcase: listing.place for showcase, listing in listings.items()}
    for showcase, place in route(today, action, places).items():
        listing = listings.get(showcase) or Listing(draft=draft, showcase=showcase, state="")
        before = listing.state
        for name, value in vars(place).items():
            setattr(listing, name, value)
        keep(listing, before, by=None, verb=ROUTED, due_on=place.due_on and str(place.due_on))


def keep(listing: Listing, before: str, *, by: Any, verb: str, **details: Any) -> None:
    """Store a listing on record; where the public sees a change, its page is renewed."""
    listing.save()
    details |= {"showcase": listing.showcase, "before": before, "after": str(listing.state)}
    record(verb, by=by, draft=listing.draft, **details)
    page = listing.draft.page
    if page is not None and ListingState.PUBLISHED in (before, listing.state):
        mark_keys([page.translation_key])


def read_sent(**chosen: Any) -> Iterator[tuple[int, RoutedAction, dict[str, Place]]]:
    """Read what was sent and where it stands, some at a time: their answers are large."""
    found = Draft.objects.sent().filter(**chosen).select_related("page").order_by("pk")
    found, last = found.defer(*LARGE), 0
    while drafts := list(found.filter(pk__gt=last)[:AT_ONCE]):
        actions, places = read_actions(drafts), read_places(drafts)
        for pk, action in actions.items():
            yield pk, action, places.get(pk, {})
        if len(drafts) < AT_ONCE:
            return
        last = drafts[-1].pk


def read_places(drafts: Iterable[Draft]) -> dict[int, dict[str, Place]]:
    """Return where actions stand already, by draft and showcase."""
    found: dict[int, dict[str, Place]] = defaultdict(dict)
    for listing in Listing.objects.filter(draft__in=[draft.pk for draft in drafts]):
        found[listing.draft_id][listing.showcase] = listing.place
    return found


# What is known of an action ----------------------------------------------------------------------


def read_actions(drafts: list[Draft]) -> dict[int, RoutedAction]:
    """Read what the rules need to know, a handful of queries for any number of actions.

    A published action is what its page says, the others are what was sent last; one that was never
    sent is left out.
    """
    rounds: dict[int, list[Submission]] = defaultdict(list)
    for row in Submission.objects.filter(draft__in=drafts).order_by("round"):
        rounds[row.draft_id].append(row)
    requests: dict[int, list[datetime]] = defaultdict(list)
    again = [pk for pk, rows in rounds.items() if len(rows) > 1]  # no other came back
    asked = Record.objects.filter(draft__in=again, verb=ReviewStep.REQUEST_CHANGES)
    for pk, moment in asked.values_list("draft", "at"):
        requests[pk].append(moment)
    pages = read_pages(drafts)
    return {
        draft.pk: known_of(draft, rounds[draft.pk], requests[draft.pk], pages)
        for draft in drafts
        if draft.pk in rounds
    }


def known_of(
    draft: Draft, rounds: list[Submission], requests: list[datetime], pages: dict[Any, Any]
) -> RoutedAction:
    sent_on = [days.day_of(row.submitted_at) for row in rounds]
    page = pages.get(draft.page.translation_key) if draft.page else None
    is_public = draft.state == ReviewState.PUBLISHED
    is_live = page is not None and page.live
    first = page.first_published_at if page and is_public and is_live else None
    word = rounds[-1].is_evidence_accepted
    facts = facts_of(rounds[-1].answers, is_evidence_accepted=word)
    if is_public and page:
        facts = facts_on(page, word)
    return RoutedAction(
        facts=facts,
        submitted_on=sent_on[0],
        days_paused=days_paused(sent_on, [days.day_of(moment) for moment in requests]),
        is_paused=draft.state == ReviewState.CHANGES_REQUESTED,
        is_standing=draft.state in STANDING and (is_live or not is_public),
        published_on=days.day_of(first) if first else None,
    )


def days_paused(sent_on: list[date], requested_on: list[date]) -> int:
    """Count the days that a city had its action for changes; one that is still open not yet."""
    return sum((back - out).days for out, back in zip(requested_on, sent_on[1:], strict=False))


def read_pages(drafts: list[Draft]) -> dict[Any, Any]:
    """Find the pages whose facts count, with their target groups, by translation key."""
    keys = {draft.page.translation_key for draft in drafts if draft.page}
    found: Any = only_sources(Action.objects.filter(translation_key__in=keys))
    pages = {page.translation_key: page for page in found.defer_streamfields()} if keys else {}
    groups: dict[int, set[str]] = defaultdict(set)
    terms = PageTerm.objects.filter(
        page__in=[page.pk for page in pages.values()], term__vocabulary=Vocabulary.TARGET_GROUPS
    )
    for page, code in terms.values_list("page", "term__code"):
        groups[page].add(code)
    for page in pages.values():
        page.target_groups = frozenset(groups[page.pk])
    return pages


def facts_on(page: Any, word: bool | None) -> ActionFacts:
    """Read the facts off a page; the word is the reviewer's on its evidence."""
    return ActionFacts(
        target_groups=page.target_groups,
        starts_on=page.starts_on,
        ends_on=page.ends_on,
        has_evidence=all(getattr(page, name) for name in EVIDENCE),
        is_evidence_accepted=word,
    )


# Where one action goes ----------------------------------------------------------------------------


def decisions_for(draft: Draft) -> list[Decision]:
    """Decide about the showcases as routing does; while a city writes, by what it writes."""
    today, facts = days.today(), facts_of(draft.answers)
    sent = {} if draft.state == ReviewState.DRAFT else read_actions([draft])
    if not sent:
        return decide(facts, today=today)
    action = sent[draft.pk]
    return decide(
        facts if draft.state in WRITABLE else action.facts,
        today=today,
        submitted_on=action.submitted_on,
        days_paused=action.days_paused,
    )


def effects_of(draft: Draft, told: ActionReport) -> list[Effect]:
    """Say what would become of each listing, were it accepted what is told of the action."""
    today, sent = days.today(), read_actions([draft])
    if not sent:
        return []
    action, first_day = sent[draft.pk], today
    if told.kind == ActionReportKind.WITHDRAWAL:
        changed = replace(action, is_standing=False)
    else:
        changed = replace(action, facts=replace(action.facts, ends_on=told.day))
    if told.kind == ActionReportKind.CONCLUSION:
        first_day = max(today, told.day + timedelta(days=1))
    places = read_places([draft]).get(draft.pk, {})
    return list(effects(action, changed, places, today=today, day=first_day))


# Reminding ----------------------------------------------------------------------------------------


def remind(today: date) -> int:
    """Write to cities and, in one mail, to the secretariat of all that was not said before."""
    found = {pk: set(reminders(today, action, places)) for pk, action, places in read_sent()}
    found = unsaid({pk: said for pk, said in found.items() if said})
    if not found:
        return 0
    with transaction.atomic():
        locked = list(Draft.objects.locked().filter(pk__in=found).defer(*LARGE).order_by("pk"))
        still = unsaid(found)
        remind_of([(draft, one) for draft in locked for one in sorted(still.get(draft.pk, ()))])
    return sum(map(len, still.values()))


def unsaid(found: dict[int, set[Reminder]]) -> dict[int, set[Reminder]]:
    """Keep the reminders that are not on record since the listing last had to be taken down."""
    said: dict[int, set[Reminder]] = defaultdict(set)
    closed = Q(verb=ROUTED, details__after=ListingState.TO_TAKE_DOWN)
    rows = Record.objects.filter(Q(verb=REMINDED) | closed, draft__in=found)
    for row in rows.order_by("pk"):
        details, before = row.details, said[row.draft_id or 0]
        if row.verb == REMINDED:
            before.add(Reminder(**details))
        elif details["before"] != details["after"]:
            before.discard(Reminder("take_down", details["showcase"], ""))
    kept = {pk: reminders - said[pk] for pk, reminders in found.items()}
    return {pk: reminders for pk, reminders in kept.items() if reminders}


def remind_of(found: list[tuple[Draft, Reminder]]) -> None:
    digest = []
    for draft, one in found:
        row = record(
            REMINDED, by=None, draft=draft, kind=one.kind, showcase=one.showcase, day=one.day
        )
        if one.is_for_city:
            tell("action.asked_for_update", draft, record=row.pk)
        else:
            digest.append(row.pk)
    if digest:
        send(topic="action.digest", key="digest", payload={"records": digest})
