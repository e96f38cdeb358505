"""The page that scopes the hub, and the addresses of what stands below it."""

from django.conf import settings
from wagtail.models import Page, Site


def root_page() -> Page | None:
    """Return the root page that `HUB_ROOT_PAGE` names by id, or the default site's."""
    configured = getattr(settings, "HUB_ROOT_PAGE", None)
    if configured:
        return Page.objects.filter(pk=configured).first()
    site = hub_site()
    return site.root_page if site else None


def hub_site() -> Site | None:
    """Return the site that begins at `HUB_ROOT_PAGE`, or the default one."""
    configured = getattr(settings, "HUB_ROOT_PAGE", None)
    sites = Site.objects.select_related("root_page")
    found: Site | None = (
        sites.filter(root_page=configured) if configured else sites.filter(is_default_site=True)
    ).first()
    return found


def page_path(page: Page) -> str:
    """Return the address of a page without the host, with its language prefix."""
    parts = page.get_url_parts()
    return parts[2] if parts and parts[2] else ""


def base_url() -> str:
    """Return the scheme and host under which the public pages are read."""
    names = ("HUB_BASE_URL", "WAGTAILADMIN_BASE_URL")
    return next((url.rstrip("/") for name in names if (url := getattr(settings, name, ""))), "")
