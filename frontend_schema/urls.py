"""The addresses of the API."""

from django.urls import path

from hub.partners.identity import partner_of
from hub.response_cache import public_version
from hub.types.context import build_context

from .registering import RegisterDocumentsView
from .schema import schema
from .views import GraphQLView, SchemaFileView

urlpatterns = [
    path(
        "",
        GraphQLView.as_view(
            schema=schema,
            context_factory=build_context,
            identify=partner_of,
            version=public_version,
        ),
        name="graphql",
    ),
    path("documents/", RegisterDocumentsView.as_view(schema=schema), name="graphql_documents"),
    path("schema.graphql", SchemaFileView.as_view(schema=schema), name="graphql_schema"),
]
