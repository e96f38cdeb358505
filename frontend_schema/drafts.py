"""What the API would answer about a page that is still a draft, for its editor only."""

import json
from functools import cache
from typing import Any

import strawberry
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionResult, get_object_definition
from wagtail.models import Page as WagtailPage

from hub.declarations import page_type_of
from hub.pages.edit_views import draft_for
from hub.types.context import Context
from hub.types.pages import Page, page_of_draft
from hub.types.scalars import SCALARS

from .schema import declared_types

#: Objects inside objects of a page; below that only what is no object.
DEPTH = 2


@strawberry.type(description="One page, as its draft would be published.")
class DraftQuery:
    page: Page = strawberry.field(description="The page.")


@cache
def draft_schema() -> strawberry.Schema:
    """Build a schema whose one root field is the draft; its types are those of the public one."""
    config = StrawberryConfig(scalar_map=SCALARS)
    return strawberry.Schema(query=DraftQuery, types=declared_types(), config=config)


@cache
def document_for(type_name: str) -> str:
    """Write the query for everything that a page of this type says of itself."""
    named = draft_schema()._schema.type_map[type_name]
    fields = selection(named, DEPTH, indent=6)
    return "\n".join(["{", "  page {", f"    ... on {type_name} {{", *fields, "    }", "  }", "}"])


def selection(named: GraphQLNamedType, depth: int, *, indent: int) -> list[str]:
    """Select all fields of a type that need no argument, and are no list to page through."""
    if not isinstance(named, GraphQLObjectType | GraphQLInterfaceType):
        return []
    space = " " * indent
    lines = [f"{space}__typename"] if isinstance(named, GraphQLInterfaceType) else []
    for name, field in named.fields.items():
        if not can_be_asked(field):
            continue
        inner = get_named_type(field.type)
        if is_leaf_type(inner):
            lines.append(f"{space}{name}")
        elif depth and (fields := selection(inner, depth - 1, indent=indent + 2)):
            lines += [f"{space}{name} {{", *fields, f"{space}}}"]
    return lines


def can_be_asked(field: GraphQLField) -> bool:
    pages_through = get_named_type(field.type).name.endswith("Connection")
    return not pages_through and not any(map(is_required_argument, field.args.values()))


def answer_for_draft(draft: WagtailPage) -> tuple[str, ExecutionResult]:
    """Ask for a draft of a declared type what a partner site would ask for the published page."""
    context = Context(now=timezone.now())
    page = page_of_draft(context, draft)
    document = document_for(get_object_definition(page, strict=True).name)
    result = draft_schema().execute_sync(
        document, root_value=DraftQuery(page=page), context_value=context
    )
    return document, result


def api_answer_view(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the API's answer about a draft to somebody who may edit it."""
    draft = draft_for(request, page_id)
    if page_type_of(type(draft)) is None:
        raise Http404
    document, result = answer_for_draft(draft)
    answer: dict[str, Any] = {"data": result.data}
    if result.errors:
        answer["errors"] = [error.formatted for error in result.errors]
    text = json.dumps(answer, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    context = {"document": document, "answer": text}
    return TemplateResponse(request, "frontend_schema/api_answer.html", context)
