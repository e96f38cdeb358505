"""System checks: what is missing or contradictory, said at start-up and not at the first reader."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, connections
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.documents.forms import get_document_base_form
from wagtail.images.forms import get_image_base_form

from hub.catalogue.generation import current_keys_version
from hub.catalogue.models import Generation
from hub.declarations import consumers, jobs, page_types
from hub.localization.languages import content_locales, locale_chains
from hub.media.forms import CheckedDocumentForm, CheckedImageForm
from hub.pages.roots import root_page

REBUILD = "Run `manage.py catalogue rebuild`."
#: Common words, every one of them: another package may have the name as well.
OUR_PACKAGES = ("resources", "frontend_schema", "courses", "actions", "search")
OUR_FOLDER = Path(__file__).resolve().parent.parent
LOCALE_MANAGERS = ("wagtail_localize.locales", "wagtail.locales")
HEALTH = "hub.health.HealthMiddleware"
SQLITE = "django.db.backends.sqlite3"


@register("hub")
def check_declarations(**kwargs: Any) -> Iterator[CheckMessage]:
    """E001: everything that an app declares can be loaded; E002: under one name each."""
    for page_type in page_types().values():
        for name in ("load_model", "load_describe"):
            try:
                getattr(page_type, name)()
            except (ImportError, LookupError, ValueError) as error:
                message = f"The page type {page_type.code!r} cannot be used: {error}"
                yield Error(message, id="hub.E001")
    names = [consumer.name for consumer in consumers()] + [job.name for job in jobs()]
    for name in {name for name in names if names.count(name) > 1}:
        yield Error(f"Two consumers or jobs are declared as {name!r}.", id="hub.E002")


@register("hub")
def check_locales(**kwargs: Any) -> Iterator[CheckMessage]:
    """E003: the site is multilingual; E004 and E006: chains and default are languages it offers."""
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        yield Error("Set WAGTAIL_I18N_ENABLED = True.", id="hub.E003")
        return
    offered = content_locales()
    hint = f"WAGTAIL_CONTENT_LANGUAGES offers {', '.join(offered)}."
    named = {code for start, others in locale_chains().items() for code in [start, *others]}
    if unknown := ", ".join(sorted(named - set(offered))):
        yield Error(f"HUB_LOCALE_CHAINS names {unknown}.", hint=hint, id="hub.E004")
    try:
        get_supported_content_language_variant(settings.LANGUAGE_CODE)
    except LookupError:
        yield Error(f"LANGUAGE_CODE is {settings.LANGUAGE_CODE}.", hint=hint, id="hub.E006")


@register("hub")
def check_localize(**kwargs: Any) -> Iterator[CheckMessage]:
    """W002: translations wait for their translator; W003: languages are managed somewhere."""
    if getattr(settings, "WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE", True):
        message = "A page sent to translation is published at once, in the language of its source."
        hint = "Set WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False."
        yield Warning(message, hint=hint, id="hub.W002")
    if not any(map(apps.is_installed, LOCALE_MANAGERS)):
        message = "Nobody can add a language to the site in the admin."
        hint = f"Put {' or '.join(LOCALE_MANAGERS)} into INSTALLED_APPS."
        yield Warning(message, hint=hint, id="hub.W003")


@register("hub")
def check_time_zone(**kwargs: Any) -> list[CheckMessage]:
    """E007: moments are stored with their time zone."""
    return [] if settings.USE_TZ else [Error("Set USE_TZ = True.", id="hub.E007")]


@register("hub")
def check_package_names(**kwargs: Any) -> list[CheckMessage]:
    """W004: no package of the site hides one of ours that has the same name."""
    return [
        Warning(
            f"The package “{name}” at {found.parent} hides the hub's package of that name.",
            hint=f"Rename it, or silence this if you do not use the hub's “{name}”.",
            id="hub.W004",
        )
        for name in OUR_PACKAGES
        if (OUR_FOLDER / name).is_dir() and (found := place_of(name)) != OUR_FOLDER / name
    ]


def place_of(package: str) -> Path:
    """Find the folder from which Python imports a package, or its file when it is no package."""
    spec = find_spec(package)
    if spec is None:
        return OUR_FOLDER / package
    folders = list(spec.submodule_search_locations or [])
    return Path(folders[0] if folders else spec.origin or package).resolve()


@register("hub")
def check_sqlite(**kwargs: Any) -> list[CheckMessage]:
    """W005: writers on SQLite wait for each other instead of failing."""
    database = settings.DATABASES["default"]
    options = database.get("OPTIONS", {})
    if database["ENGINE"] != SQLITE or options.get("transaction_mode") == "IMMEDIATE":
        return []
    message = "Two editors who save at the same moment get “database is locked” from SQLite."
    hint = 'Give it OPTIONS with "transaction_mode": "IMMEDIATE", a timeout and WAL.'
    return [Warning(message, hint=hint, id="hub.W005")]


@register("hub")
def check_middleware_and_order(**kwargs: Any) -> Iterator[CheckMessage]:
    """W006 and W007: what has to come first comes first; W011: addresses choose the language."""
    if not any(name.endswith(".LocaleMiddleware") for name in settings.MIDDLEWARE):
        message = "Only pages in the default language are found at their addresses."
        hint = "Put django.middleware.locale.LocaleMiddleware into MIDDLEWARE."
        yield Warning(message, hint=hint, id="hub.W011")
    if HEALTH in settings.MIDDLEWARE[1:]:
        message = f"Probes are redirected or refused before {HEALTH} sees them."
        yield Warning(message, hint="Put it first in MIDDLEWARE.", id="hub.W006")
    installed = [config.name for config in apps.get_app_configs()]
    has_our_doors = getattr(settings, "ACCOUNT_ADAPTER", "").startswith("hub.")
    for name in ("wagtail_localize", *(["allauth"] if has_our_doors else [])):
        if name in installed[: installed.index("hub")]:
            message = f"Templates of {name} hide those that the hub has in their place."
            hint = f"Put “hub” before “{name}” in INSTALLED_APPS."
            yield Warning(message, hint=hint, id="hub.W007")


@register(Tags.urls)
def check_addresses(**kwargs: Any) -> list[CheckMessage]:
    """W008: every page has an address; W009: one of its own in each language."""
    addresses = set()
    for code in content_locales():
        with override(code):
            try:
                addresses.add(reverse("wagtail_serve", args=["a/"]))
            except NoReverseMatch:
                hint = "Include wagtail.urls: links between pages and page(path:) live on them."
                return [Warning("Pages have no address.", hint=hint, id="hub.W008")]
    if len(addresses) == len(content_locales()):
        return []
    message = "A page has the same address in two languages."
    return [Warning(message, hint="Put wagtail.urls into i18n_patterns().", id="hub.W009")]


@register(Tags.database)
def check_catalogue(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """W001: the catalogue is built with today's declarations; W010: the site has a first page."""
    if not databases or "default" not in databases:
        return []
    try:
        if Generation._meta.db_table not in connections["default"].introspection.table_names():
            return []
        return list(catalogue_problems())
    except DatabaseError:
        return []


def catalogue_problems() -> Iterator[CheckMessage]:
    built = Generation.objects.filter(pk=1).values_list("keys_version", flat=True).first()
    if built and built != current_keys_version():
        yield Warning("Languages or declarations have changed.", hint=REBUILD, id="hub.W001")
    if root_page() is None:
        hint = "Make a site in the admin, or let HUB_ROOT_PAGE name a page that exists."
        yield Warning("No page is the first one of the hub.", hint=hint, id="hub.W010")


@register("hub")
def check_media_settings(**_options: Any) -> Iterator[CheckMessage]:
    """Warn about uploads that nobody checks and about documents that bypass privacy."""
    if not issubclass(get_image_base_form(), CheckedImageForm):
        hint = 'Set WAGTAILIMAGES_IMAGE_FORM_BASE = "hub.media.forms.CheckedImageForm".'
        yield Warning("Uploaded images are not checked by the hub.", hint=hint, id="hub.W201")
    if not issubclass(get_document_base_form(), CheckedDocumentForm):
        hint = 'Set WAGTAILDOCS_DOCUMENT_FORM_BASE = "hub.media.forms.CheckedDocumentForm".'
        yield Warning("Uploaded documents are not checked by the hub.", hint=hint, id="hub.W202")
    if getattr(settings, "WAGTAILDOCS_SERVE_METHOD", None) == "direct":
        message = "Documents are served without asking whether their collection became private."
        hint = 'Set WAGTAILDOCS_SERVE_METHOD = "serve_view".'
        yield Warning(message, hint=hint, id="hub.W203")
