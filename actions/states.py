"""The review of an action as one table: from which state a step leads to which."""

from .enums import ReviewState as State
from .enums import ReviewStep as Step

#: What a person of the organisation does.
SUBMIT, WITHDRAW = "submit", "withdraw"

#: The states in which the people of the organisation may write.
WRITABLE = (State.DRAFT, State.CHANGES_REQUESTED)

#: What the secretariat has to do something about.
WAITING = (State.SUBMITTED, State.IN_REVIEW, State.APPROVED)

TRANSITIONS: dict[tuple[State, str], State] = {
    (State.DRAFT, SUBMIT): State.SUBMITTED,
    (State.CHANGES_REQUESTED, SUBMIT): State.SUBMITTED,
    (State.SUBMITTED, Step.TAKE_UP): State.IN_REVIEW,
    (State.IN_REVIEW, Step.REQUEST_CHANGES): State.CHANGES_REQUESTED,
    (State.IN_REVIEW, Step.APPROVE): State.APPROVED,
    (State.IN_REVIEW, Step.DECLINE): State.DECLINED,
    (State.APPROVED, Step.PUBLISH): State.PUBLISHED,
    **{(state, WITHDRAW): State.WITHDRAWN for state in (*WRITABLE, *WAITING)},
}

#: The states in which the secretariat has agreed to an action.
AGREED = frozenset({State.APPROVED, State.PUBLISHED})


def state_after(state: str, step: str) -> State | None:
    """Return where a step leads, or None where it cannot be taken."""
    return TRANSITIONS.get((State(state), step))
