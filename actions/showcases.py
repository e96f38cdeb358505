"""Where an action can be shown, as what, why or why not, and by when.

The rules are those of the Call's questions and answers of July 2023 (brief/faq.txt, "How can my
action get maximum visibility?"); the table `reference/showcases.tsv` names the places.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from django.utils.translation import gettext as _

from hub.reference_tables import read_table

from .enums import ListingKind, Outcome, Timeline
from .timeline import FIRST_DAY, timeline_of

MIGRANTS, REFUGEES = "migrants", "refugees"
#: Whom each compact is about, and who alone keeps an action from it.
COMPACTS = {"gcm": (MIGRANTS, REFUGEES), "gcr": (REFUGEES, MIGRANTS)}


@dataclass(frozen=True, kw_only=True)
class Showcase:
    """A place where an action can appear; `due_days` counts from its submission.

    `language` is the one in which it takes actions; none where it takes an action in its own.
    """

    code: str
    compact: str
    kind: ListingKind
    name: str
    run_by: str
    language: str
    due_days: int | None
    is_optional: bool


@dataclass(frozen=True, kw_only=True)
class ActionFacts:
    """What decides about the showcases of an action.

    `has_evidence`: results, lessons and recommendations are filled in; `is_evidence_accepted`: a
    reviewer found them enough or not; None before that.
    """

    target_groups: frozenset[str]
    starts_on: date | None
    ends_on: date | None = None
    has_evidence: bool = False
    is_evidence_accepted: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Whether an action goes to a showcase, why, and by when; no date where none is promised."""

    showcase: Showcase
    outcome: Outcome
    reason: str
    due_on: date | None = None


@cache
def showcases() -> tuple[Showcase, ...]:
    return tuple(
        Showcase(
            code=row["code"],
            compact=row["compact"],
            kind=ListingKind(row["kind"]),
            name=row["name_en"],
            run_by=row["run_by"],
            language=row["language"],
            due_days=int(row["due_days"]) if row["due_days"] else None,
            is_optional="discretion" in row["needs_target_groups"],
        )
        for row in read_table("actions", "showcases")
    )


@cache
def showcase_names() -> dict[str, str]:
    """Return the names of the showcases by code; they are names, the same in every language."""
    return {showcase.code: showcase.name for showcase in showcases()}


def decide(
    facts: ActionFacts, *, today: date, submitted_on: date | None = None, days_paused: int = 0
) -> list[Decision]:
    """Decide for every showcase; before submission the dates count as if it were sent today.

    `days_paused` are those that the organisation had the action back for changes.
    """
    first_day = (submitted_on or today) + timedelta(days=days_paused)
    return [decide_one(showcase, facts, today, first_day) for showcase in showcases()]


def decide_one(showcase: Showcase, facts: ActionFacts, today: date, first_day: date) -> Decision:
    """Let the gravest of all findings decide, and the first of its kind give the reason."""
    findings = list(find(showcase, facts, today))
    order = (Outcome.NOT_ELIGIBLE, Outcome.UNDECIDED, Outcome.TO_CONFIRM, Outcome.ELIGIBLE)
    outcome, reason = min(findings, key=lambda finding: order.index(finding[0]))
    is_open = outcome in (Outcome.ELIGIBLE, Outcome.TO_CONFIRM)
    due_on = None
    if is_open and showcase.due_days is not None:
        due_on = counted_from(showcase, facts, today, first_day) + timedelta(showcase.due_days)
    return Decision(showcase=showcase, outcome=outcome, reason=reason, due_on=due_on)


def counted_from(showcase: Showcase, facts: ActionFacts, today: date, first_day: date) -> date:
    """Return from when the days count: for a practice not before it is one (docs/adr/0009)."""
    ends_on = facts.ends_on
    if showcase.kind is ListingKind.PRACTICE and ends_on is not None and ends_on < today:
        return max(first_day, ends_on + timedelta(days=1))
    return first_day


Finding = tuple[Outcome, str]


def find(showcase: Showcase, facts: ActionFacts, today: date) -> Iterator[Finding]:
    """Find all that speaks for and against an action on a showcase."""
    yield from find_dates(facts)
    if showcase.compact:
        yield find_people(showcase.compact, facts.target_groups)
    if showcase.kind in (ListingKind.PLEDGE, ListingKind.PRACTICE):
        timeline = timeline_of(facts.starts_on, facts.ends_on, today)
        yield find_life(showcase.kind, timeline, facts)
    elif showcase.is_optional:
        yield Outcome.TO_CONFIRM, _("%(who)s decides.") % {"who": showcase.run_by}
    else:
        yield Outcome.ELIGIBLE, _("Every action of the Call can be shown here.")


def find_dates(facts: ActionFacts) -> Iterator[Finding]:
    if facts.starts_on is None:
        yield Outcome.UNDECIDED, _("Please say when the action starts.")
    elif facts.starts_on < FIRST_DAY:
        yield Outcome.NOT_ELIGIBLE, _("The Call takes actions that started in 2019 or later.")
    elif facts.ends_on is not None and facts.ends_on < facts.starts_on:
        yield Outcome.UNDECIDED, _("The action ends before it starts.")


def find_people(compact: str, groups: frozenset[str]) -> Finding:
    """Migrants alone are not for the refugee compact, refugees alone not for the other one.

    The source says nothing of actions for neither: a reviewer decides (docs/adr/0007).
    """
    own, other = COMPACTS[compact]
    if not groups:
        return Outcome.UNDECIDED, _("Please say who the action is for.")
    if own in groups:
        return Outcome.ELIGIBLE, _("It is for people whom this compact is about.")
    if groups == {other}:
        reasons = {
            "gcm": _("Actions for refugees only are not considered for the migration compact."),
            "gcr": _("Actions for migrants only are not considered for the refugee compact."),
        }
        return Outcome.NOT_ELIGIBLE, reasons[compact]
    return Outcome.TO_CONFIRM, _("A reviewer decides whether these groups fit this compact.")


def find_life(kind: ListingKind, timeline: Timeline | None, facts: ActionFacts) -> Finding:
    """Take it for a pledge until it ends; for a practice after that, or before with evidence."""
    if timeline is None:
        return Outcome.UNDECIDED, _("Please say when the action starts.")
    if kind is ListingKind.PLEDGE:
        if timeline is Timeline.CONCLUDED:
            return Outcome.NOT_ELIGIBLE, _("It has ended, so it is no longer a pledge.")
        return Outcome.ELIGIBLE, _("New and ongoing actions count as pledges.")
    if timeline is Timeline.CONCLUDED:
        return Outcome.ELIGIBLE, _("Concluded actions count as good practices.")
    if timeline is Timeline.PLANNED:
        return Outcome.NOT_ELIGIBLE, _("It has not begun, so it is not yet a good practice.")
    if not facts.has_evidence:
        return Outcome.NOT_ELIGIBLE, _(
            "While it is ongoing, it needs results, lessons and recommendations."
        )
    if facts.is_evidence_accepted:
        return Outcome.ELIGIBLE, _("It is ongoing, and what it has shown so far is enough.")
    if facts.is_evidence_accepted is False:
        return Outcome.NOT_ELIGIBLE, _(
            "It is ongoing, and a reviewer finds that it has shown too little so far."
        )
    return Outcome.TO_CONFIRM, _("It is ongoing; a reviewer looks at its results and lessons.")
