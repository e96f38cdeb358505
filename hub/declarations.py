"""What an installed app tells the hub of itself: page types, queries, consumers and jobs.

An app sets `declaration = Declaration(...)` on its `AppConfig`. Everything is named by dotted path,
so that reading a declaration imports neither models nor GraphQL types, and a site without the API
never loads Strawberry.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from django.apps import AppConfig, apps
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model
from django.utils.module_loading import import_string

#: Asked for every page of every answer, so its module is looked up once.
imported = cache(import_string)


@dataclass(frozen=True, kw_only=True)
class PageType:
    """One page type of the catalogue.

    `code` is its stable name in the catalogue, in facets and in the API's filters; `family` groups
    types that are listed together ("resource"); `describe` is the function that turns a page into a
    `Description`; `graphql_type` is the Strawberry type that an entry becomes, by default one with
    what all pages have; `present`, where there is one, adds to what its HTML page shows. Lists, and
    pages that are parts of others, are not `in_feeds`.
    """

    model: str
    code: str
    describe: str = "hub.pages.describe.describe_page"
    graphql_type: str = "hub.types.pages.OtherPage"
    family: str = "page"
    present: str = ""
    in_feeds: bool = True

    def load_model(self) -> type[Model]:
        return apps.get_model(self.model)

    def load_describe(self) -> Any:
        return import_string(self.describe)

    def load_graphql_type(self) -> Any:
        return imported(self.graphql_type)

    def load_present(self) -> Any:
        return import_string(self.present) if self.present else None


@dataclass(frozen=True, kw_only=True)
class BlockType:
    """A kind of block that a page type of the app has beside those of the hub.

    `block` is its class, `describe` turns its value into plain JSON, `template` makes the HTML of
    that; `graphql_type` is called like the class.
    """

    block: str
    describe: str
    template: str
    graphql_type: str


@dataclass(frozen=True, kw_only=True)
class Consumer:
    """Something that is told every message whose topic starts with one of `topics`."""

    name: str
    deliver: str
    topics: tuple[str, ...] = ("",)


@dataclass(frozen=True, kw_only=True)
class Job:
    """Work that the worker repeats; `run` may be called late or twice with the same result."""

    name: str
    run: str
    every: timedelta


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """All that one app adds to the hub.

    `graphql_fields` pairs a GraphQL type of a lower app with a class whose fields are added to it,
    so that a network can list resources without the kernel knowing of them. `presentations` pairs
    the code of a page type, or of a family, with a function that adds to what its HTML page shows,
    for the same reason. `import_formats` names a dict that says how files for import call the
    fields of its page types. `import_rows` pairs a type of rows that are no pages with the class
    that reads, stores and writes them; an upper app's replaces a lower one's. `drains` are
    functions that the worker calls again and again: each does some of what waits, and returns how
    much. `preparations` make what an app needs beside its tables, at every upgrade. `demo` names a
    function that makes what the demo has beside its library: given the password of the demo, it
    returns the address and the role of each log-in. `landing` names one that says where somebody
    goes on who has signed in and asked for no page: its path, or nothing. `public_models` are those
    that public answers are read from beside pages, terms, organisations and networks: a row saved
    or deleted ends what is kept of such answers; what writes them in bulk bumps the content
    generation itself. `account_pages` pairs the name of an address with what the menu of somebody
    who is signed in calls it. `personal_rows` pairs a model whose `user` is the person that it is
    about with what they are told of it; with the account, the rows must go as well. `gauges` name
    a figure for Prometheus, its label, and a function that returns its values by label. `morning`
    are functions that give the lines (`hub.morning.Line`) that somebody reads first in the admin,
    and `page_needs` those that say what published pages need (`hub.pages.needs.PageNeed`). `merges`
    pairs a model of which two rows can become one with a function that, given the row that goes and
    the one that stays, settles what would be there twice and moves what no foreign key holds.
    """

    page_types: tuple[PageType, ...] = ()
    block_types: tuple[BlockType, ...] = ()
    queries: tuple[str, ...] = ()
    mutations: tuple[str, ...] = ()
    graphql_types: tuple[str, ...] = ()
    graphql_fields: tuple[tuple[str, str], ...] = ()
    presentations: tuple[tuple[str, str], ...] = ()
    consumers: tuple[Consumer, ...] = ()
    jobs: tuple[Job, ...] = ()
    drains: tuple[str, ...] = ()
    preparations: tuple[str, ...] = ()
    import_formats: str = ""
    import_rows: tuple[tuple[str, str], ...] = ()
    demo: str = ""
    landing: str = ""
    public_models: tuple[str, ...] = ()
    account_pages: tuple[tuple[str, Any], ...] = ()
    personal_rows: tuple[tuple[str, tuple[str, ...]], ...] = ()
    gauges: tuple[tuple[str, str, str], ...] = ()
    morning: tuple[str, ...] = ()
    page_needs: tuple[str, ...] = ()
    merges: tuple[tuple[str, str], ...] = ()


def declarations() -> Iterator[Declaration]:
    """Return the declarations of the installed apps, in the order of INSTALLED_APPS."""
    for config in apps.get_app_configs():
        declaration = getattr(config, "declaration", None)
        if declaration is not None:
            yield declaration


def declared(field: str) -> list[Any]:
    """Return what all apps say in one field of their declarations."""
    return [one for declaration in declarations() for one in getattr(declaration, field)]


def functions_of(field: str) -> list[Any]:
    """Return the functions that all apps name in one field of their declarations."""
    return [imported(name) for name in declared(field)]


@cache
def page_types() -> dict[str, PageType]:
    found: dict[str, PageType] = {}
    for page_type in declared("page_types"):
        if page_type.code in found:
            raise ImproperlyConfigured(
                f"Two page types are declared with the code {page_type.code!r}."
            )
        found[page_type.code] = page_type
    return found


@cache
def page_types_by_model() -> dict[type[Model], PageType]:
    return {page_type.load_model(): page_type for page_type in page_types().values()}


def page_type_of(model: type[Model]) -> PageType | None:
    """Return the declaration of exactly this model, or None: undeclared types stay invisible."""
    return page_types_by_model().get(model)


def landing_of(user: Any) -> str:
    """Return where the first app that knows a place lets somebody go on."""
    names = [declaration.landing for declaration in declarations() if declaration.landing]
    return next((path for name in names if (path := imported(name)(user))), "")


def personal_rows() -> dict[type[Model], tuple[str, ...]]:
    """Return the models whose rows are about their `user`, with what that person is told."""
    return {apps.get_model(model): fields for model, fields in declared("personal_rows")}


def block_types() -> list[BlockType]:
    return declared("block_types")


def presentations_of(code: str) -> list[Any]:
    """Return what other apps add to the page of a type or its family, in the order of the apps."""
    names = (code, page_types()[code].family)
    return [imported(path) for name, path in declared("presentations") if name in names]


def consumers() -> list[Consumer]:
    return declared("consumers")


@cache
def import_rows() -> dict[str, Any]:
    """Return the classes that read and store rows of no page, by type, the upper app's first."""
    return {kind: import_string(path) for kind, path in reversed(declared("import_rows"))}


def jobs() -> list[Job]:
    return declared("jobs")


def ensure_demo(password: str) -> list[tuple[str, str]]:
    """Let every app make its part of the demo, the lowest first; return the log-ins."""
    names = [declaration.demo for declaration in declarations() if declaration.demo]
    return [login for name in reversed(names) for login in import_string(name)(password)]


def prepare_apps() -> None:
    """Run what every app wants done after its tables are made."""
    for prepare in functions_of("preparations"):
        prepare()


#: Apps whose models our models or the API build on.
NEEDED = (
    "hub",
    "wagtail_localize",
    "wagtail.contrib.redirects",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.sites",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
)


def require_apps(config: AppConfig) -> None:
    """Name all that is missing at once; system checks come too late, when all models are loaded."""
    missing = [name for name in NEEDED if not apps.is_installed(name)]
    if missing:
        names = ", ".join(f'"{name}"' for name in missing)
        raise ImproperlyConfigured(f'"{config.name}" needs {names} in INSTALLED_APPS (hub.E005).')
