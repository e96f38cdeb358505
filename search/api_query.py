"""The question of the search page as a partner site would put it to the API."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.conf import settings

from hub.pages.links import named_address

from .addresses import name_of
from .facets import FacetName
from .questions import Question, SearchOrder


def api_query(question: Question) -> dict[str, Any] | None:
    """Return query, variables and addresses; nothing where the API is not installed."""
    if not apps.is_installed("frontend_schema"):
        return None
    if not (address := named_address("graphql")):
        return None
    folder = Path(apps.get_app_config("frontend_schema").path)
    query = (folder / "operations" / "Search.graphql").read_text("utf-8")
    variables = json.dumps(variables_of(question), ensure_ascii=False, indent=2)
    return {
        "query": query,
        "variables": variables,
        "address": address,
        "answer": f"{address}?{urlencode({'query': query, 'variables': variables})}",
        "has_explorer": getattr(settings, "HUB_GRAPHQL_EXPLORER", settings.DEBUG),
    }


def variables_of(question: Question) -> dict[str, Any]:
    variables: dict[str, Any] = {"query": question.text, "locale": question.locale}
    if question.selections:
        variables["filter"] = {
            camel_case(name_of(FacetName(chosen.name))): {"in": list(chosen.values)}
            for chosen in question.selections
        }
    if question.order is not SearchOrder.RELEVANCE:
        variables["order"] = question.order.name
    variables["facets"] = [FacetName(name).name for name in question.facets]
    if question.after:
        variables["after"] = question.after
    return variables


def camel_case(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))
