"""Generated actions that live through many days, and what the Call's rules say of each on a day.

The rules are stated here a second time, from brief/faq.txt and not from the code.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from actions.routing import Place, Reminder, RoutedAction, state_after
from actions.showcases import ActionFacts

FIRST = date(2026, 1, 1)
DAYS = 548
GROUPS = ("migrants", "refugees", "idps", "stateless")
CHOICES = [frozenset(found) for size in range(1, 5) for found in combinations(GROUPS, size)]
PLEDGES, PRACTICES = ("gcm-pledges", "gcr-pledges"), ("gcm-practices", "gcr-practices")
ANYWAY = ("annual-report", "social-media", "gfmd-pfp", "hlpf-report")
ALONE = {"gcm": {"refugees"}, "gcr": {"migrants"}}
GONE = ("taken_down", "to_take_down")


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


@dataclass
class Life:
    """One action: what happens to it on which day, and how far it is now."""

    groups: frozenset[str]
    starts_on: date
    ends_on: date | None
    has_evidence: bool
    sent_on: date
    events: list[tuple[date, str]]
    state: str = ""
    days_paused: int = 0
    paused_on: date | None = None
    published_on: date | None = None
    is_hidden: bool = False
    #: What people did with each listing, by showcase.
    progress: dict[str, str] = field(default_factory=dict)
    said: set[Reminder] = field(default_factory=set)

    def live_until(self, today: date) -> Iterator[tuple[date, str]]:
        """Let everything happen that has happened by the end of a day, and tell it."""
        while self.events and self.events[0][0] <= today:
            moment, kind = self.events.pop(0)
            getattr(self, f"on_{kind}")(moment)
            yield moment, kind

    def on_submit(self, moment: date) -> None:
        if self.paused_on is not None:
            self.days_paused += (moment - self.paused_on).days
        self.paused_on, self.state = None, "submitted"

    def on_request(self, moment: date) -> None:
        self.paused_on, self.state = moment, "changes_requested"

    def on_approve(self, moment: date) -> None:
        self.state = "approved"

    def on_publish(self, moment: date) -> None:
        self.state, self.published_on = "published", moment

    def on_decline(self, moment: date) -> None:
        self.state = "declined"

    def on_withdraw(self, moment: date) -> None:
        self.state = "withdrawn"

    def on_hide(self, moment: date) -> None:
        self.is_hidden = True

    def on_show(self, moment: date) -> None:
        self.is_hidden = False

    def on_shorten(self, moment: date) -> None:
        self.ends_on = max(self.starts_on, moment - timedelta(days=3))

    def on_extend(self, moment: date) -> None:
        self.ends_on = max(self.starts_on, moment + timedelta(days=200))

    @property
    def is_standing(self) -> bool:
        return self.state not in ("declined", "withdrawn") and not self.is_hidden

    @property
    def since(self) -> date | None:
        return None if self.is_hidden else self.published_on

    def routed(self) -> RoutedAction:
        facts = ActionFacts(
            target_groups=self.groups,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            has_evidence=self.has_evidence,
        )
        return RoutedAction(
            facts=facts,
            submitted_on=self.sent_on,
            days_paused=self.days_paused,
            is_paused=self.state == "changes_requested",
            is_standing=self.is_standing,
            published_on=self.since,
        )


def make_life(dice: random.Random) -> Life:
    starts_on = day(dice.randint(-900, 500))  # 2023 at the earliest
    length = dice.choice([None, dice.randint(0, 60), dice.randint(60, 900)])
    sent = dice.randint(-30, 450)
    return Life(
        groups=dice.choice(CHOICES),
        starts_on=starts_on,
        ends_on=None if length is None else starts_on + timedelta(days=length),
        has_evidence=dice.random() < 0.5,
        sent_on=day(sent),
        events=list(make_events(dice, sent)),
    )


def make_events(dice: random.Random, at: int) -> Any:
    yield day(at), "submit"
    if dice.random() < 0.3:
        at += dice.randint(0, 10)
        yield day(at), "request"
        at += dice.randint(0, 40)
        yield day(at), "submit"
    at += dice.randint(0, 20)
    if dice.random() < 0.15:
        yield day(at), dice.choice(["decline", "withdraw"])
        return
    yield day(at), "approve"
    at += dice.randint(0, 10)
    yield day(at), "publish"
    for kinds in (("shorten", "extend"), ("hide", "show"), ("extend", "shorten")):
        if dice.random() < 0.3:
            at += dice.randint(1, 90)
            yield day(at), kinds[0]
            at += dice.randint(1, 40)
            yield day(at), kinds[1]


# The rules once more -----------------------------------------------------------------------------


def belongs(life: Life, showcase: str, today: date) -> bool:
    """Say whether an action is to be on a showcase on a day, be it to be confirmed."""
    if not life.is_standing:
        return False
    if showcase not in PLEDGES + PRACTICES:
        return True
    if set(life.groups) == ALONE[showcase[:3]]:
        return False
    has_begun = life.starts_on <= today
    is_over = has_begun and life.ends_on is not None and life.ends_on < today
    if showcase in PLEDGES:
        return not is_over
    return is_over or (has_begun and life.has_evidence)


def expected(life: Life, showcase: str, today: date) -> tuple[str, date | None] | None:
    """Say how far a listing is to be on a day, and when it is due; nothing when there is none."""
    is_wanted = belongs(life, showcase, today)
    if showcase == "repository":
        if not is_wanted:
            return ("taken_down", None) if showcase in life.progress else None
        if life.since:
            return "published", None
        return "to_prepare", due(life, showcase, today)
    if not is_wanted and showcase not in life.progress:
        return None
    done = life.progress.get(showcase, "to_prepare")
    if is_wanted:
        state = "to_prepare" if done == "taken_down" else done
    elif done in ("sent", "received", "published"):
        state = "to_take_down"
    else:
        state = "refused" if done == "refused" else "taken_down"
    if state == "to_take_down":
        has_ended = life.is_standing and showcase in PLEDGES
        return state, life.ends_on + timedelta(days=1) if has_ended else None
    is_open = state in ("to_prepare", "prepared", "sent", "received")
    return state, due(life, showcase, today) if is_open else None


def due(life: Life, showcase: str, today: date) -> date | None:
    """Two weeks for the repository, three months for the compacts, less what the city took."""
    if life.state == "changes_requested" or showcase in ANYWAY:
        return None
    since = life.sent_on + timedelta(days=life.days_paused)
    if showcase in PRACTICES and life.ends_on and life.ends_on < today:
        since = max(since, life.ends_on + timedelta(days=1))
    return since + timedelta(days=14 if showcase == "repository" else 90)


def expected_reminders(life: Life, today: date) -> set[tuple[str, str, str]]:
    found = set()
    for showcase in ("repository", *PLEDGES, *PRACTICES, *ANYWAY):
        state, until = expected(life, showcase, today) or ("", None)
        if state == "to_take_down":
            found.add(("take_down", showcase, str(until or "")))
        elif until and (until - today).days <= 7:
            found.add(("due", showcase, str(until)))
    if not life.is_standing or life.since is None:
        return found
    left = (life.ends_on - today).days if life.ends_on else 999
    if life.ends_on and life.ends_on >= life.since and -90 <= left <= 30:
        found.add(("ends", "", str(life.ends_on)))
    for years in (1, 2):
        again = life.since.replace(year=life.since.year + years)
        is_late = life.ends_on is not None and (life.ends_on - again).days < 30
        if 0 <= (today - again).days <= 90 and not is_late:
            found.add(("year", "", str(again)))
    return found


def check(life: Life, places: dict[str, Place], today: date) -> None:
    """Compare where an action stands after a run with what the rules say."""
    for showcase in ("repository", *PLEDGES, *PRACTICES, *ANYWAY):
        place = places.get(showcase)
        found = (str(place.state), place.due_on) if place else None
        assert found == expected(life, showcase, today), (life, showcase, today)
    if life.ends_on and life.ends_on < today and life.starts_on <= today:
        on_lists = [code for code in PLEDGES if code in places]
        assert {str(places[code].state) for code in on_lists} <= {*GONE, "refused"}


def note_progress(life: Life, places: dict[str, Place]) -> None:
    """Remember that listings were made; what people did with them is known already."""
    for showcase, place in places.items():
        life.progress.setdefault(showcase, "to_prepare")
        # Taken down by people, then wanted again: it starts anew.
        if life.progress[showcase] == "taken_down" and place.state not in GONE:
            life.progress[showcase] = "to_prepare"


def work(life: Life, places: dict[str, Place], dice: random.Random) -> tuple[str, str] | None:
    """Choose a listing and a step that the secretariat takes with it, now and then."""
    if dice.random() > 0.05:
        return None
    codes = sorted(code for code in places if code != "repository")
    if not codes:
        return None
    showcase = dice.choice(codes)
    steps = ["prepare", "send", "receive", "publish", "take_down", "refuse", "reopen"]
    able = [step for step in steps if state_after(places[showcase].state, step)]
    if not able:
        return None
    step = dice.choice(able[:-1] or able)
    life.progress[showcase] = str(state_after(places[showcase].state, step))
    return showcase, step
