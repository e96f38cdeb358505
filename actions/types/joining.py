"""What waits for a decision, as the API tells who made it: signatures, requests and reports."""

import strawberry

from actions import enums, models
from hub.types.choices import enum_of
from hub.types.plain import nested, plain
from hub.types.scalars import Date, DateTime

CommitmentKind = enum_of(
    enums.CommitmentKind,
    "How an organisation joins the Call.",
    DECLARATION="A government signs the Marrakech Mayors Declaration.",
    ENDORSEMENT="A partner endorses the Call to Local Action.",
)
Decision = enum_of(
    enums.Decision,
    "What became of something that was asked for.",
    PENDING="Nobody has answered yet.",
    ACCEPTED="It was accepted.",
    DECLINED="It was declined.",
)
ActionReportKind = enum_of(
    enums.ActionReportKind,
    "What is told of a published action.",
    CONCLUSION="It has ended.",
    EXTENSION="It goes on until a later day.",
    WITHDRAWAL="It is taken back.",
    UPDATE="Something has come of it.",
)
Interest = enum_of(
    enums.Interest,
    "What a person can choose to hear of or take part in.",
    UPDATES="Updates of the Call to Local Action.",
    GLOBAL_CITIES_FUND="News of the Global Cities Fund.",
    PEER_LEARNING="Invitations to peer learning.",
    LOCAL_MGI="The Local Migration Governance Indicators process.",
)


@strawberry.type(description="A signature or an endorsement, for who made it.")
class Commitment:
    signed_on: Date | None = strawberry.field(description="The day of a signature.")
    made_at: DateTime = strawberry.field(description="When it reached the secretariat.")
    kind = nested(CommitmentKind, "How the organisation joins.")
    state = nested(Decision, "What became of it; accepted ones are public.")


@strawberry.type(description="A request for the profile of an organisation, for who asked.")
class ProfileAccessRequest:
    asked_at: DateTime = strawberry.field(description="When it was asked for.")
    state = nested(Decision, "What became of it.")


@strawberry.type(description="What an organisation tells of its published action.")
class ActionReport:
    day: Date = strawberry.field(description="The last day, or the day on which it was told.")
    text: str | None = strawberry.field(description="The update.")
    made_at: DateTime = strawberry.field(description="When it was told.")
    kind = nested(ActionReportKind, "What is told.")
    state = nested(Decision, "What became of it.")


def commitment_of(row: models.Commitment) -> Commitment:
    names = ("kind", "state", "signed_on", "made_at")
    return plain(Commitment, {name: getattr(row, name) for name in names})


def access_request_of(row: models.AccessRequest) -> ProfileAccessRequest:
    return plain(ProfileAccessRequest, {"state": row.state, "asked_at": row.asked_at})


def report_of(row: models.ActionReport) -> ActionReport:
    values = {name: getattr(row, name) for name in ("kind", "state", "day", "made_at")}
    return plain(ActionReport, {**values, "text": row.text or None})
