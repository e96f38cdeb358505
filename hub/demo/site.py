"""The site of the demo: our home page in place of Wagtail's welcome page."""

from django.db import transaction
from wagtail.models import Page, Site

#: What Wagtail's first migration puts at the root of the site.
WELCOME = "Welcome to your new Wagtail site!"


def make_room() -> None:
    """Give the address of Wagtail's welcome page free, if nobody has made anything of it."""
    welcome = welcome_page()
    if welcome is not None and welcome.slug == "home":
        welcome.slug = "welcome"
        welcome.save(update_fields=["slug"], clean=False)


def welcome_page() -> Page | None:
    pages = Page.objects.filter(depth=2, title=WELCOME, numchild=0)
    return next((page for page in pages if page.specific_class is Page), None)


@transaction.atomic
def ensure_site(home: Page) -> None:
    """Let the default site begin at our home page, unless an editor chose another one."""
    welcome = welcome_page()
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(
            hostname="localhost", root_page=home, is_default_site=True, site_name="Local Action Hub"
        )
    elif site.root_page == welcome:
        site.root_page, site.site_name = home, "Local Action Hub"
        site.save()
    if welcome is not None:
        welcome.delete()
