"""Page types that need no fields of their own: other sites' declared pages, until they bring a type."""

import strawberry

from hub.types.pages import Page


@strawberry.type(description="A page of a declared type that has no GraphQL type of its own.")
class OtherPage(Page): ...
