"""The page for a developer who opens the GraphQL address in a browser."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from .trusted import own_operations


def explorer_page(request: HttpRequest) -> HttpResponse:
    """Show the explorer: our own scripts only, and nothing of a query in any address."""
    examples = own_operations()
    shown = {"examples": examples, "first_query": next(iter(examples.values()))}
    response = render(request, "frontend_schema/explorer.html", shown)
    patch_vary_headers(response, ["Accept", "Accept-Language", "Cookie"])
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
