"""The page that scopes the hub, and the addresses of what stands below it."""

from django.conf import settings
from wagtail.models import Page, Site


def root_page() -> Page | None:
    """The configured root page (`HUB_ROOT_PAGE`, a page id), or the root of the default site."""
    configured = getattr(settings, "HUB_ROOT_PAGE", None)
    if configured:
        return Page.objects.filter(pk=configured).first()
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    return site.root_page if site else None


def page_path(page: Page) -> str:
    """The address of a page without the host, with the language prefix of the site's URLs."""
    parts = page.get_url_parts()
    return parts[2] if parts and parts[2] else ""


def base_url() -> str:
    """The scheme and host under which the public pages are read."""
    return str(getattr(settings, "HUB_BASE_URL", "") or settings.WAGTAILADMIN_BASE_URL).rstrip("/")
