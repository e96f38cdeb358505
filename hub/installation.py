"""What must be installed beside the hub, said before Django stumbles over a missing table."""

from django.apps import AppConfig, apps
from django.core.exceptions import ImproperlyConfigured

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
