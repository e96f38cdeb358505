"""The page for a developer who opens the GraphQL address in a browser."""

from functools import cache
from importlib.resources import files

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

OPERATIONS = "operations"
NO_EXAMPLE = "{ __typename }"


def explorer_page(request: HttpRequest) -> HttpResponse:
    """Show the explorer: our own scripts only, and nothing of a query in any address."""
    examples = example_queries()
    shown = {"examples": examples, "first_query": next(iter(examples.values()), NO_EXAMPLE)}
    response = render(request, "frontend_schema/explorer.html", shown)
    patch_vary_headers(response, ["Accept", "Accept-Language", "Cookie"])
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


@cache
def example_queries() -> dict[str, str]:
    """Return the operations that come with the package, by the names of their files."""
    folder = files(__package__) / OPERATIONS
    if not folder.is_dir():
        return {}
    found = sorted(folder.iterdir(), key=lambda file: file.name)
    return {
        file.name.removesuffix(".graphql"): file.read_text("utf-8")
        for file in found
        if file.name.endswith(".graphql")
    }
