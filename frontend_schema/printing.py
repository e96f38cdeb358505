"""The schema as text, for the file in version control and for code generators."""

import strawberry
from django.utils.translation import override


def print_in_english(schema: strawberry.Schema) -> str:
    """Print a schema; in English, because some of its descriptions come from translated names."""
    with override("en"):
        return schema.as_str().rstrip() + "\n"
