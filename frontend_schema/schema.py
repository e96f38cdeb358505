"""The root schema, composed from what the installed apps declare."""

from django.utils.module_loading import import_string
from strawberry.schema.config import StrawberryConfig
from strawberry.tools import merge_types
from strawberry.types import get_object_definition

from hub.declarations import block_types, declarations, page_types
from hub.types.scalars import SCALARS

from .execution import HubSchema


def build_schema() -> HubSchema:
    """Build the schema of this site: one that installs less has a smaller schema that works."""
    queries = [import_string(path) for item in declarations() for path in item.queries]
    mutations = [import_string(path) for item in declarations() for path in item.mutations]
    for target, source in (pair for item in declarations() for pair in item.graphql_fields):
        add_fields(import_string(target), import_string(source))
    query = merge_types("Query", tuple(queries))
    get_object_definition(query, strict=True).description = "Everything that can be asked for."
    mutation = merge_types("Mutation", tuple(mutations)) if mutations else None
    if mutation is not None:
        get_object_definition(mutation, strict=True).description = "Everything that can be done."
    return HubSchema(
        query=query,
        mutation=mutation,
        types=declared_types(),
        config=StrawberryConfig(scalar_map=SCALARS),
    )


def declared_types() -> list[type]:
    """Return the types of pages, and those that no field names; a path may lead to several."""
    found = [kind.load_graphql_type() for kind in page_types().values()]
    found += [import_string(kind.graphql_type) for kind in block_types()]
    for path in (path for item in declarations() for path in item.graphql_types):
        named = import_string(path)
        found += named if isinstance(named, tuple) else [named]
    return list(dict.fromkeys(found))


def add_fields(target: type, source: type) -> None:
    """Give a type of a lower app the fields of this class; adding them again changes nothing."""
    own = get_object_definition(target, strict=True)
    names = {field.python_name for field in own.fields}
    more = get_object_definition(source, strict=True).fields
    own.fields.extend(field for field in more if field.python_name not in names)


schema = build_schema()
