"""Which pages the public may see: the one place where that is decided."""

from collections.abc import Iterable
from datetime import datetime

from wagtail.models import Page, PageViewRestriction

from hub.catalogue.models import FAR_FUTURE
from hub.pages.roots import root_page


def restricted_paths() -> tuple[str, ...]:
    """Return the tree paths that carry a view restriction.

    Prefixes are compared in Python: a clause for each restriction breaks SQLite at 2,000 of them.
    """
    paths = PageViewRestriction.objects.values_list("page__path", flat=True).distinct()
    return tuple(paths)


def root_paths() -> tuple[str, ...]:
    """Return the tree paths of the root page in every language; nothing else exists."""
    root = root_page()
    if root is None:
        return ()
    pages = Page.objects.filter(translation_key=root.translation_key)
    return tuple(pages.values_list("path", flat=True))


def members_in_scope(pages: Iterable[Page], roots: tuple[str, ...]) -> list[Page]:
    """Return the pages of a group that count: below the root, and no aliases."""
    return [page for page in pages if page.alias_of_id is None and page.path.startswith(roots)]


def is_restricted(pages: Iterable[Page], restricted: tuple[str, ...]) -> bool:
    """Whether any of these pages, or an ancestor of one, carries a view restriction."""
    return any(page.path.startswith(restricted) for page in pages) if restricted else False


def is_live(page: Page, now: datetime) -> bool:
    return bool(page.live and (page.expire_at is None or page.expire_at > now))


def visible_until(*pages: Page) -> datetime:
    """Return the first moment at which one of these pages expires."""
    return min((page.expire_at for page in pages if page.expire_at), default=FAR_FUTURE)
