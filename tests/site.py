"""A small site for tests: a home page and a library in English, and words to grow it."""

from typing import Any

from wagtail.models import Locale, Page, Site

from resources.models import HomePage, LibraryPage, Report


def ensure_locales(*codes: str) -> None:
    for code in codes:
        Locale.objects.get_or_create(language_code=code)


def make_site() -> HomePage:
    """Replace Wagtail's welcome page by our home page, with a library below it."""
    ensure_locales("en", "fr", "es", "ar")
    root = Page.objects.get(depth=1)
    site = Site.objects.get(is_default_site=True)
    old = site.root_page
    home = HomePage(title="Home", slug="hub", locale=Locale.objects.get(language_code="en"))
    root.add_child(instance=home)
    site.root_page = home
    site.save()
    old.delete()
    add(home, LibraryPage(title="Library", slug="library"))
    return home


def add(parent: Page, page: Page, *, publish: bool = True) -> Any:
    """Add a page in its parent's language, as an editor would: a revision, published."""
    page.locale = parent.locale
    page.live = False
    parent.add_child(instance=page)
    revision = page.save_revision()
    if publish:
        revision.publish()
        page.refresh_from_db()
    return page


def library(home: HomePage) -> LibraryPage:
    return LibraryPage.objects.child_of(home).get()


def add_report(parent: Page, title: str, **fields: Any) -> Report:
    fields.setdefault("report_year", 2022)
    publish = fields.pop("publish", True)
    return add(parent, Report(title=title, **fields), publish=publish)  # type: ignore[no-any-return]


def translate(page: Page, code: str, *, publish: bool = True, **prose: Any) -> Any:
    """Make a page of another language beside this one, with parents where they are missing."""
    locale = Locale.objects.get(language_code=code)
    copied = page.copy_for_translation(locale, copy_parents=True)
    for ancestor in copied.get_ancestors().filter(depth__gt=1, live=False):
        ancestor.specific.save_revision().publish()
    for name, value in prose.items():
        setattr(copied, name, value)
    revision = copied.save_revision()
    if publish:
        revision.publish()
    copied.refresh_from_db()
    return copied
