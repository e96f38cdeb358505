"""System checks: what is missing or contradictory, said at start-up and not at the first reader."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, connections

from hub.catalogue.keys import current_keys_version
from hub.catalogue.models import Generation
from hub.declarations import consumers, jobs, page_types
from hub.localization.languages import content_locales

REBUILD = "Run `manage.py catalogue rebuild`."


@register("hub")
def check_declarations(**kwargs: Any) -> list[CheckMessage]:
    """E001: everything that an app declares can be loaded."""
    return list(declaration_problems())


def declaration_problems() -> Iterator[CheckMessage]:
    for page_type in page_types().values():
        for name in ("load_model", "load_describe"):
            try:
                getattr(page_type, name)()
            except (ImportError, LookupError, ValueError) as error:
                yield Error(
                    f"The page type {page_type.code!r} cannot be used: {error}", id="hub.E001"
                )
    names = [item.name for item in [*consumers(), *jobs()]]
    for name in {name for name in names if names.count(name) > 1}:
        yield Error(f"Two consumers or jobs are declared as {name!r}.", id="hub.E002")


@register("hub")
def check_locales(**kwargs: Any) -> list[CheckMessage]:
    """E003: the site is multilingual; E004: chains name only languages that the site offers."""
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return [Error("Set WAGTAIL_I18N_ENABLED = True.", id="hub.E003")]
    offered = content_locales()
    chains = getattr(settings, "HUB_LOCALE_CHAINS", {})
    unknown = {code for start, chain in chains.items() for code in [start, *chain]} - set(offered)
    if unknown:
        hint = f"WAGTAIL_CONTENT_LANGUAGES offers {', '.join(offered)}."
        return [
            Error(
                f"HUB_LOCALE_CHAINS names {', '.join(sorted(unknown))}.", hint=hint, id="hub.E004"
            )
        ]
    return []


@register(Tags.database)
def check_keys_version(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """W001: the catalogue was built with the locales, chains and declarations of today."""
    if not databases or "default" not in databases:
        return []
    try:
        if Generation._meta.db_table not in connections["default"].introspection.table_names():
            return []
        built = Generation.objects.filter(pk=1).values_list("keys_version", flat=True).first()
    except DatabaseError:
        return []
    if built and built != current_keys_version():
        return [Warning("Languages or declarations have changed.", hint=REBUILD, id="hub.W001")]
    return []
