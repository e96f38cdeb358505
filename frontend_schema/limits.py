"""How much one request or one sender may ask for; HUB_GRAPHQL_LIMITS changes single numbers."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """The bounds of one request, and of one minute and day of who has no key.

    The *cost* of a query is the number of objects its answer can hold, its *values* the number of
    leaves; `frontend_schema.measuring` says how both are counted. The cost lets a page of 100
    resources name 200 objects for each: a list with thirty fields, nine lists a resource and
    fragments on six types costs about 7,000. The values are less than half a second of work for
    one core. Whoever needs more asks for a second page.
    """

    body_bytes: int = 100_000
    # A web server in front refuses longer addresses anyway; a longer query goes by POST.
    url_bytes: int = 8_000
    tokens: int = 1_000
    depth: int = 12
    # Introspection nests a type in its wrappers; tools ask for up to nine of them.
    introspection_depth: int = 20
    # Counted after fragments are spread; the spread itself counts as one.
    fields: int = 500
    aliases: int = 15
    directives: int = 20
    root_fields: int = 10
    root_mutations: int = 1
    cost: int = 20_000
    values: int = 100_000
    page_size: int = 100
    # What a list inside an object counts as when its field does not say how long it gets.
    list_size: int = 5
    input_items: int = 100
    input_text: int = 10_000
    input_depth: int = 20
    errors: int = 5
    seconds: float = 5.0
    # Of all that one sender has made; an answer that is kept costs nothing.
    cost_per_minute: int = 200_000
    cost_per_day: int = 20_000_000


def current_limits() -> Limits:
    """Return the limits in force, read anew so that a test or a site can change one number."""
    changed: dict[str, Any] = getattr(settings, "HUB_GRAPHQL_LIMITS", {})
    return Limits(**changed)
