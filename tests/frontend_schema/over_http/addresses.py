"""Addresses for tests of the view alone, without the hub's own schema."""

from django.http import HttpRequest
from django.urls import path

from frontend_schema.views import GraphQLView, SchemaFileView

from .library import schema


def context(request: HttpRequest, *rest: object) -> dict[str, HttpRequest]:
    return {"request": request}


urlpatterns = [
    path("graphql/", GraphQLView.as_view(schema=schema, context_factory=context), name="graphql"),
    path("graphql/schema.graphql", SchemaFileView.as_view(schema=schema), name="graphql_schema"),
]
