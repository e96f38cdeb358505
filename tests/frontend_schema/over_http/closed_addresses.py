"""An address where nobody may ask."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import path

from frontend_schema.views import GraphQLView

from .library import SECRET, schema


def nobody(request: HttpRequest, *rest: object) -> object:
    raise PermissionDenied(SECRET)


urlpatterns = [path("graphql/", GraphQLView.as_view(schema=schema, context_factory=nobody))]
