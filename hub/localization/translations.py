"""The one door to wagtail-localize: which page of a group is the source, and which lag behind it.

Its support for Wagtail 8 is provisional, so nothing else in the hub imports it except the lists of
translatable fields on the models.
"""

from typing import TYPE_CHECKING

from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from .languages import chain

if TYPE_CHECKING:
    from hub.catalogue.models import Group


def source_locale_of(group: "Group", by_locale: dict[str, Page]) -> str:
    """The locale whose page holds the facts of the group.

    What the group already says stays true while that page exists. Then the translator's record
    counts, then the next locale of the chain, then the oldest page.
    """
    if group.source_locale in by_locale:
        return group.source_locale
    if not group.source_locale:
        recorded = (
            TranslationSource.objects.filter(object_id=group.translation_key)
            .values_list("locale__language_code", flat=True)
            .first()
        )
        oldest = min(by_locale, key=lambda code: by_locale[code].pk)
        return recorded if recorded in by_locale else oldest
    return next((code for code in chain(group.source_locale) if code in by_locale), next(iter(by_locale)))


def outdated_locales(source: Page, shown: dict[str, Page]) -> set[str]:
    """The languages whose text is older than the source's last publication."""
    if source.last_published_at is None or len(shown) < 2:
        return set()
    synced = (
        TranslationSource.objects.filter(object_id=source.translation_key)
        .values_list("last_updated_at", flat=True)
        .first()
    )
    own = source.locale.language_code
    if synced is not None and synced >= source.last_published_at:
        return set()
    return {
        code
        for code, page in shown.items()
        if code != own
        and (page.last_published_at is None or page.last_published_at < source.last_published_at)
    }
