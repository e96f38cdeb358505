"""One page tree for each language, made of real pages.

wagtail-localize would mirror a missing parent with an alias, which is live at once and follows its
source in the wrong language. Here a missing parent becomes a draft that waits for its translator.
"""

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from wagtail.models import Locale, Page
from wagtail.signals import copy_for_translation_done

from hub.declarations import page_types_by_model
from hub.pages.roots import root_page

from .languages import content_locales
from .translations import translate_page


def ensure_locales() -> list[Locale]:
    """Make the languages of WAGTAIL_CONTENT_LANGUAGES known to Wagtail, in their order."""
    return [
        Locale.objects.get_or_create(language_code=language_code)[0]
        for language_code in content_locales()
    ]


@transaction.atomic
def ensure_parents(*, source: Page, locale: Locale) -> list[Page]:
    """Make the pages above a page exist in this language; returns the drafts that were missing."""
    above = source.get_ancestors().filter(depth__gt=1).specific()
    return [draft for page in above if (draft := ensure_draft(page, locale))]


def ensure_page(*, page: Page, locale: Locale) -> Page | None:
    """Make a page and those above it exist in this language; returns its draft if that is new."""
    ensure_parents(source=page, locale=locale)
    return ensure_draft(page, locale)


@transaction.atomic
def ensure_index_pages(*, locale: Locale) -> list[Page]:
    """Make every page of the hub that can have pages below it exist in this language.

    Editors can then send any page to translation. Returns the drafts that were missing.
    """
    root = root_page()
    if root is None:
        return []
    pages = root.get_descendants(inclusive=True).filter(alias_of__isnull=True).specific()
    drafts: list[Page] = []
    for page in filter(is_index, pages):
        drafts += ensure_parents(source=page, locale=locale)  # pages of other types can stand above
        if draft := ensure_draft(page, locale):
            drafts.append(draft)
    return drafts


def is_index(page: Page) -> bool:
    is_declared = type(page) in page_types_by_model()
    return is_declared and bool(type(page).allowed_subpage_models())


def ensure_draft(source: Page, locale: Locale) -> Page | None:
    """Make a page of another language as a draft without words, unless there is one."""
    existing = source.get_translation_or_none(locale)
    if existing is not None and existing.alias_of_id is None:
        return None
    return translate_page(source=source, locale=locale, words={}, publish=False).page


@receiver(copy_for_translation_done)
def turn_alias_into_draft(sender: Any, source_obj: Any, target_obj: Any, **kwargs: Any) -> None:
    """Undo the alias that was made of a parent on the way to translating a page below it."""
    if isinstance(target_obj, Page) and target_obj.alias_of_id is not None:
        target_obj.alias_of = None
        target_obj.live = False
        target_obj.has_unpublished_changes = True
        target_obj.save(update_fields=["alias_of", "live", "has_unpublished_changes"], clean=False)
        translate_page(source=source_obj, locale=target_obj.locale, words={}, publish=False)
