"""The addresses of the API."""

from django.urls import path

from hub.response_cache import public_version
from hub.types.context import build_context

from .schema import schema
from .views import GraphQLView, SchemaFileView

urlpatterns = [
    path(
        "",
        GraphQLView.as_view(schema=schema, context_factory=build_context, version=public_version),
        name="graphql",
    ),
    path("schema.graphql", SchemaFileView.as_view(schema=schema), name="graphql_schema"),
]
