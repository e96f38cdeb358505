"""What pages of other sites are until they bring a GraphQL type of their own."""

import strawberry

from hub.types.pages import Page


@strawberry.type(description="A page of a declared type that has no GraphQL type of its own.")
class OtherPage(Page): ...
