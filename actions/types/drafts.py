"""Actions while they are written: seen by the people of their organisation only."""

from typing import Annotated, Any, cast

import strawberry
from django.db.models import F
from django.utils.translation import gettext as _

from actions import enums
from actions import models as tables
from actions.permissions import draft_for
from actions.services.drafts import known_values
from actions.services.routing import decisions_for
from hub.catalogue.paging import Order, page_of
from hub.errors import NotSignedIn
from hub.schema import is_uuid
from hub.types.choices import enum_of
from hub.types.connections import After, Connection, First, connection
from hub.types.context import Context, Info
from hub.types.organisations import Organisation, organisation_of
from hub.types.plain import nested, plain, shared
from hub.types.scalars import DateTime
from hub.types.viewer import Viewer

from .answers import ActionAnswers, answers_of
from .checks import AnswersCheck, check_of

ReviewState = enum_of(
    enums.ReviewState,
    "Where an action is in the review.",
    DRAFT="It is being written.",
    SUBMITTED="It was sent, and nobody has taken it up yet.",
    IN_REVIEW="The secretariat reads it.",
    CHANGES_REQUESTED="The organisation has it back for changes.",
    APPROVED="It will be published.",
    PUBLISHED="It is public.",
    WITHDRAWN="The organisation took it back.",
    DECLINED="It does not fit the Call.",
)
MemberRole = enum_of(
    enums.MemberRole,
    "What somebody may do for an organisation.",
    OWNER="Everything, also letting others in.",
    CONTRIBUTOR="Write and send.",
    VIEWER="Read.",
)
BY_SAVING = Order("drafts", "updated_at", descending=True, number="id")
#: For how many organisations one person acts in an answer at most.
MOST_ORGANISATIONS = 100
DraftArgument = Annotated[
    strawberry.ID, strawberry.argument(description="The id of an action in the making.")
]


@strawberry.type(description="An action as it was sent, once; it never changes.")
class Submission:
    number: str = strawberry.field(description="The number on the receipt.")
    round: int = strawberry.field(description="1 for the first time it was sent.")
    submitted_at: DateTime = strawberry.field(description="When it was sent.")
    content_hash: str = strawberry.field(description="SHA-256 of the answers as they were sent.")


@strawberry.type(description="An action in the making, for the people of its organisation only.")
class ActionDraft:
    id: strawberry.ID = strawberry.field(description="Its id; mutations take it.")
    title: str | None = strawberry.field(description="The title, as answered so far.")
    locale: str = strawberry.field(description="The language it is written in.")
    version: int = strawberry.field(
        description="Grows with every save; saving and sending take it."
    )
    saved_at: DateTime = strawberry.field(description="When it was last saved.")
    row: strawberry.Private[tables.Draft]
    state = nested(ReviewState, "Where it is in the review.")

    @strawberry.field(description="What is answered so far.")
    def answers(self) -> ActionAnswers:
        return answers_of(self.row.answers)

    @strawberry.field(description="What submitting would say of it today.")
    def check(self, info: Info) -> AnswersCheck:
        # What a draft may name is read once an answer for each organisation.
        key = ("known values", self.row.organisation_id)
        known = shared(info.context.answers, key, lambda: known_values(self.row.organisation))
        return check_of(self.row.answers, known, decisions_for(self.row))

    @strawberry.field(description="What was sent, oldest first; at most 100.")
    def submissions(self) -> list[Submission]:
        # Their columns have the names that the API reads.
        return cast(list[Submission], list(self.row.submissions.all()[:100]))

    @strawberry.field(description="Whose action it is.")
    def organisation(self, info: Info) -> Organisation:
        return organisation_with(info.context, self.row.organisation_id)


@strawberry.type(description="An organisation that somebody acts for.")
class ViewerOrganisation:
    role: MemberRole = strawberry.field(description="What they may do for it.")  # type: ignore[valid-type]
    number: strawberry.Private[int]

    @strawberry.field(description="The organisation.")
    def organisation(self, info: Info) -> Organisation:
        return organisation_with(info.context, self.number)


@strawberry.type(description="What a person has to do with actions.")
class ViewerFields:
    @strawberry.field(description="The organisations they act for; at most 100.")
    def organisations(self, info: Info) -> list[ViewerOrganisation]:
        own = tables.Membership.objects.of(person_of(self))
        rows = own.order_by("pk").values_list("organisation", "role")
        found = list(rows[:MOST_ORGANISATIONS])
        info.context.organisations.want([number for number, _role in found])
        return [ViewerOrganisation(role=MemberRole(role), number=number) for number, role in found]

    @strawberry.field(description="The actions in the making of these organisations, newest first.")
    def drafts(self, info: Info, first: First = 20, after: After = None) -> Connection[ActionDraft]:
        own = tables.Draft.objects.of(person_of(self))
        rows = own.select_related("organisation", "page__actions_action")
        page = page_of(
            rows.annotate(updated_at=F("saved_at")).prefetch_related("submissions"),
            order=BY_SAVING,
            first=first,
            after=after,
        )
        info.context.organisations.want([row.organisation_id for row in page.entries])
        return connection(page, map(draft_of, page.entries), entries=own, after=after)

    @strawberry.field(description="One action in the making; reviewers see those of everybody.")
    def draft(self, id: DraftArgument) -> ActionDraft:
        return draft_of(draft_for(person_of(self), draft_key(id)))


def person_of(fields: ViewerFields) -> Any:
    """Return the person who asks; a partner site acts for no organisation."""
    user = cast(Viewer, fields).user
    if user is None:
        raise NotSignedIn(_("Please sign in, or send your token."))
    return user


def draft_key(id: str) -> str:
    """Return the key in an id; what is none is as good as one that is not there."""
    if not is_uuid(id):
        raise tables.Draft.DoesNotExist
    return id


def draft_of(row: tables.Draft) -> ActionDraft:
    return plain(
        ActionDraft,
        {
            "id": str(row.key),
            "title": row.answers.get("title") or None,
            "locale": row.locale,
            "version": row.version,
            "saved_at": row.saved_at,
            "state": row.state,
            "row": row,
        },
    )


def organisation_with(context: Context, number: int) -> Organisation:
    (row,) = context.organisations.get_many([number])
    return organisation_of(context, row, context.default_locale)
