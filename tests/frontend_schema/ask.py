"""Asking the real schema in tests, without HTTP."""

from typing import Any

from django.test import RequestFactory

from frontend_schema.schema import schema
from hub.catalogue.querysets import ANYONE, Asker
from hub.response_cache import public_version
from hub.types.context import build_context


def ask(query: str, *, asker: Asker = ANYONE, **variables: Any) -> Any:
    """Return the data of an answer; an error in it is a failed test."""
    result = ask_result(query, asker=asker, **variables)
    assert not result.errors, result.errors
    return result.data


def ask_result(query: str, *, asker: Asker = ANYONE, **variables: Any) -> Any:
    public_version()  # as the view does, after what a schedule has due
    context = build_context(RequestFactory().get("/graphql/"), asker=asker)
    return schema.execute_sync(query, variable_values=variables, context_value=context)
