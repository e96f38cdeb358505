"""The pages beside the resources: the entrance, lists, information, news, events, priorities."""

import strawberry

from hub.types.context import Context, Info
from hub.types.languages import Language, language
from hub.types.pages import Page, pages_of
from hub.types.plain import nested
from hub.types.scalars import Date, DateTime
from hub.types.terms import PriorityObjective, one_term

from .choices import EventKind, IndexList, InformationKind
from .resource import Resource


@strawberry.type(description="The first page of the hub.")
class Home(Page): ...


@strawberry.type(description="A section of the library.")
class LibrarySection:
    title: str = strawberry.field(description="Its title.")
    description: str = strawberry.field(description="A sentence on it.")
    types: list[str] = strawberry.field(description="The page types it lists.")


@strawberry.type(description="The entrance of the library.")
class Library(Page):
    sections = nested(list[LibrarySection], "Its sections.")

    @strawberry.field(description="The resource pinned on top, usually the newest annual report.")
    def pinned(self, info: Info) -> Resource | None:
        key = self.card["pinned"]
        found = info.context.entries.get_many([(key, self.reading)], reason="pinned") if key else []
        pages = pages_of(info.context, found)
        return pages[0] if pages and isinstance(pages[0], Resource) else None


@strawberry.type(description="A page that lists what stands below it.")
class IndexPage(Page):
    lists = nested(IndexList, "What it lists.")


@strawberry.type(description="Questions and answers, the Declaration's text, help, contact.")
class InformationPage(Page):
    information_kind = nested(InformationKind, "What it is.", key="kind")


@strawberry.type(description="Dated news.")
class Update(Page):
    date: Date = strawberry.field(description="Its date.")


@strawberry.type(description="Peer learning, a webinar, a forum.")
class Event(Page):
    starts_at: DateTime | None = strawberry.field(description="Start, where known.")
    ends_at: DateTime | None = strawberry.field(description="End, where known.")
    is_online: bool = strawberry.field(description="True when it can be joined online.")
    venue: str | None = strawberry.field(description="Where it takes place.")
    sign_up_url: str | None = strawberry.field(description="Where to sign up.")

    event_kind = nested(EventKind, "What kind of event it is.", key="kind")
    event_languages = nested(list[Language], "The languages it is held in.", make=language)


@strawberry.type(description="The public page of a priority objective.")
class PriorityObjectivePage(Page):
    example: str | None = strawberry.field(description="An action that shows it.")

    @strawberry.field(description="The priority objective, with its mapping to the compacts.")
    def priority_objective(self, info: Info) -> PriorityObjective | None:
        return one_term(info, PriorityObjective, self.card["term_id"], self.reading)

    def announce(self, context: Context) -> None:
        context.terms.want([self.card["term_id"]])
