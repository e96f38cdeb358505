"""The root schema, composed from what the installed apps declare."""

from typing import Any

import strawberry
from django.utils.module_loading import import_string
from strawberry.tools import merge_types

from hub.declarations import declarations, page_types


def build_schema(**options: Any) -> strawberry.Schema:
    """The schema of this site: a site that installs less has a smaller one that works."""
    queries = [import_string(path) for item in declarations() for path in item.queries]
    mutations = [import_string(path) for item in declarations() for path in item.mutations]
    extra = [import_string(path) for item in declarations() for path in item.graphql_types]
    types = dict.fromkeys([*(kind.load_graphql_type() for kind in page_types().values()), *extra])
    return strawberry.Schema(
        query=merge_types("Query", tuple(queries)),
        mutation=merge_types("Mutation", tuple(mutations)) if mutations else None,
        types=list(types),
        **options,
    )


