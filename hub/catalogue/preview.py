"""A page as the catalogue would hold it, made on the fly from a draft and written nowhere."""

from django.utils.translation import override
from wagtail.models import Page, Revision

from hub.declarations import page_type_of
from hub.pages.sources import pages_of_group, source_of

from .build import Built, describe_entry, describe_translations
from .models import Entry, EntryContent, Group


def draft_entry(page: Page) -> tuple[Entry, EntryContent]:
    """Describe this very object, saved or not; its facts come from the source page as published.

    The draft of the source itself brings its own facts.
    """
    page_type = page_type_of(type(page))
    if page_type is None:
        raise LookupError(f"{type(page).__name__} is not a declared page type.")
    locale = page.locale.language_code
    source = source_of(page) or page
    shown = {code: other for code, other in pages_of_group(page).items() if other.live}
    shown[locale] = page
    translations = describe_translations(source, shown)
    built = Built(source_locale=source.locale.language_code)
    with override(locale):
        entry, content = describe_entry(built, source, page, page_type, translations=translations)
    entry.group = Group(translation_key=page.translation_key, type=page_type.code)
    entry.locale = locale
    return entry, content


def render_scheduled(revision: Revision) -> None:
    """Make the pictures of a page that goes live later, perhaps in a reader's request."""
    page = revision.as_object()
    if page_type_of(type(page)) is not None:
        draft_entry(page)
