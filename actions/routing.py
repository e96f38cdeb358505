"""Where an action is on its way to each showcase: one table of states, and what the rules say.

Everything here is pure: a day, what is known of an action and what stands already give what must
change. So a run that was missed, came late or came twice ends in the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from .enums import ListingKind, Outcome
from .enums import ListingState as State
from .enums import ListingStep as Step
from .showcases import ActionFacts, Decision, Showcase, decide, showcases

#: The states before the public sees it there.
OPEN = (State.TO_PREPARE, State.PREPARED, State.SENT, State.RECEIVED)
#: The states in which the secretariat has something to do.
TO_DO = (*OPEN, State.TO_TAKE_DOWN)
#: A showcase may answer at once, so a step may pass over those that nobody recorded.
TRANSITIONS: dict[tuple[State, str], State] = {
    (State.TO_PREPARE, Step.PREPARE): State.PREPARED,
    **{(state, Step.SEND): State.SENT for state in OPEN[:2]},
    **{(state, Step.RECEIVE): State.RECEIVED for state in OPEN[:3]},
    **{(state, Step.PUBLISH): State.PUBLISHED for state in OPEN},
    **{(state, Step.REFUSE): State.REFUSED for state in OPEN},
    (State.TO_TAKE_DOWN, Step.TAKE_DOWN): State.TAKEN_DOWN,
    (State.REFUSED, Step.REOPEN): State.TO_PREPARE,
}
#: What becomes of a listing by the rules alone when its action no longer belongs there.
CLOSED = {
    State.TO_PREPARE: State.TAKEN_DOWN,
    State.PREPARED: State.TAKEN_DOWN,
    State.SENT: State.TO_TAKE_DOWN,
    State.RECEIVED: State.TO_TAKE_DOWN,
    State.PUBLISHED: State.TO_TAKE_DOWN,
}
#: The showcase that is this site itself: its state follows from the page.
REPOSITORY = "repository"
#: How long before something is due the secretariat is reminded, and the light turns yellow.
AHEAD = timedelta(days=7)
#: How long before its last day a city is asked what came of an action.
BEFORE_END = timedelta(days=30)
#: A reminder to a city that is later than this is no longer sent.
LATEST = timedelta(days=90)


@dataclass(frozen=True, kw_only=True)
class Place:
    """What the rules decide of a listing; `held` is the state to which it returns."""

    state: State = State.TO_PREPARE
    held: str = ""
    is_to_confirm: bool = False
    due_on: date | None = None
    published_on: date | None = None

    @property
    def is_on_list(self) -> bool:
        """Whether the public sees it there, or it is on its way there."""
        return self.state in (*OPEN, State.PUBLISHED)


@dataclass(frozen=True, kw_only=True)
class RoutedAction:
    """What the rules need to know of an action; one that is not standing belongs nowhere.

    `published_on` is since when its page is public; `is_paused` while the city has it for changes.
    """

    facts: ActionFacts
    submitted_on: date
    days_paused: int = 0
    is_paused: bool = False
    is_standing: bool = True
    published_on: date | None = None


def state_after(state: str, step: str) -> State | None:
    """Return where a step leads, or None where it cannot be taken."""
    return TRANSITIONS.get((State(state), step))


def route(today: date, action: RoutedAction, places: Mapping[str, Place]) -> dict[str, Place]:
    """Return the listings that must change, by showcase, each as it must be."""
    decisions = decide(
        action.facts, today=today, submitted_on=action.submitted_on, days_paused=action.days_paused
    )
    found: dict[str, Place] = {}
    for decision in decisions:
        code = decision.showcase.code
        place = place_for(today, decision, action, places.get(code))
        if place is not None and place != places.get(code):
            found[code] = place
    return found


def place_for(
    today: date, decision: Decision, action: RoutedAction, now: Place | None
) -> Place | None:
    if action.is_standing and decision.outcome is Outcome.UNDECIDED:
        return now  # a fact that is missing takes nothing down
    is_wanted = action.is_standing and decision.outcome is not Outcome.NOT_ELIGIBLE
    if now is None and not is_wanted:
        return None
    now = now or Place()
    if decision.showcase.code == REPOSITORY:
        now = in_repository(action, is_wanted=is_wanted)
    elif not is_wanted:
        return closed(now, left_on(today, decision, action))
    else:
        now = resumed(now)
    is_open = now.state in OPEN
    return replace(
        now,
        due_on=decision.due_on if is_open and not action.is_paused else None,
        is_to_confirm=now.state is State.TO_PREPARE and decision.outcome is Outcome.TO_CONFIRM,
    )


def in_repository(action: RoutedAction, *, is_wanted: bool) -> Place:
    if is_wanted and action.published_on:
        return Place(state=State.PUBLISHED, published_on=action.published_on)
    return Place(state=State.TO_PREPARE if is_wanted else State.TAKEN_DOWN)


def resumed(now: Place) -> Place:
    """Take up a listing that was closed where it stood before."""
    if now.state not in (State.TO_TAKE_DOWN, State.TAKEN_DOWN):
        return now
    if now.held:
        return replace(now, state=State(now.held), held="")
    return Place()


def closed(now: Place, due_on: date | None) -> Place:
    """Close a listing; it has to be taken down by a day, or at once where there is none."""
    if now.state in CLOSED:
        now = replace(now, state=CLOSED[now.state], held=now.state.value)
    due_on = due_on if now.state is State.TO_TAKE_DOWN else None
    return replace(now, due_on=due_on, is_to_confirm=False)


def left_on(today: date, decision: Decision, action: RoutedAction) -> date | None:
    """Return since when a pledge is none: the day after its last; other reasons have no day."""
    ends_on = action.facts.ends_on
    is_pledge = decision.showcase.kind is ListingKind.PLEDGE
    if not (action.is_standing and is_pledge and ends_on and ends_on < today):
        return None
    return ends_on + timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Effect:
    """Where an action stands on one showcase, and where it would after a change."""

    showcase: Showcase
    now: Place | None
    then: Place

    @property
    def words(self) -> str:
        if not self.then.is_on_list:
            was_sent = self.now and self.now.state not in (State.TO_PREPARE, State.PREPARED)
            return _("It is taken down there.") if was_sent else _("It is no longer handed in.")
        if self.now and self.now.is_on_list:
            return _("It stays there.")
        if self.then.state is State.PUBLISHED:
            return _("It stands there again.")
        if self.then.is_to_confirm:
            return _("The secretariat looks whether it is handed in there.")
        return _("It is handed in there.")


def effects(
    action: RoutedAction,
    changed: RoutedAction,
    places: Mapping[str, Place],
    *,
    today: date,
    day: date,
) -> Iterator[Effect]:
    """Compare where an action stands with where it would from a day on, were it so changed."""
    before = {**places, **route(today, action, places)}
    after = {**before, **route(day, changed, before)}
    for showcase in showcases():
        now, then = before.get(showcase.code), after.get(showcase.code)
        if then and (then.is_on_list or (now and now.is_on_list)):
            yield Effect(showcase=showcase, now=now, then=then)


@dataclass(frozen=True, order=True)
class Reminder:
    """Something that is said once: to the secretariat of a showcase, to the city of a day."""

    kind: str
    showcase: str
    day: str

    @property
    def is_for_city(self) -> bool:
        return not self.showcase


def reminders(today: date, action: RoutedAction, places: Mapping[str, Place]) -> Iterator[Reminder]:
    """Find all that there is to be reminded of, whether it was said already or not."""
    for showcase, place in places.items():
        is_soon = place.due_on is not None and today >= place.due_on - AHEAD
        if place.state is State.TO_TAKE_DOWN or (place.state in OPEN and is_soon):
            kind = "take_down" if place.state is State.TO_TAKE_DOWN else "due"
            yield Reminder(kind, showcase, str(place.due_on or ""))
    if not action.is_standing or action.published_on is None:
        return
    ends_on = action.facts.ends_on
    is_told = ends_on is not None and ends_on >= action.published_on
    if ends_on and is_told and ends_on - BEFORE_END <= today <= ends_on + LATEST:
        yield Reminder("ends", "", str(ends_on))
    day = last_anniversary(action.published_on, today)
    if day and today <= day + LATEST and (ends_on is None or day <= ends_on - BEFORE_END):
        yield Reminder("year", "", str(day))


def last_anniversary(day: date, today: date) -> date | None:
    """Return the last day on which a whole number of years had passed; 29 February is 1 March."""
    for year in (today.year, today.year - 1):
        try:
            found = day.replace(year=year)
        except ValueError:
            found = date(year, 3, 1)
        if day < found <= today:
            return found
    return None
