"""The one door to wagtail-localize: sources, translations, and which of them lag behind.

Its support for Wagtail 8 is provisional, so nothing outside this package imports it except the
lists of translatable fields on the models and the small fields of the blocks.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Model
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page, TranslatableMixin
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import (
    SegmentOverride,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationLog,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from .languages import chain
from .pairing import Pairs, Words, pair_words

if TYPE_CHECKING:
    from hub.catalogue.models import Group


class UntranslatedParent(Exception):
    """The page above has no page in this language yet; make it first with `ensure_parents`."""


@dataclass(frozen=True)
class Translated:
    """The page of another language, and the pieces that still wait for a translator."""

    page: Page
    missing: tuple[str, ...] = ()


@transaction.atomic
def translate_page(
    *,
    source: Page,
    locale: Locale,
    words: Words,
    own: Mapping[str, Any] | None = None,
    user: Any = None,
    publish: bool = True,
    fills: bool = False,
) -> Translated:
    """Make or renew the page of another language from its words, as the translation screen would.

    `own` are fields of this page alone, such as its slug. With words missing, the page stays a
    draft: what readers see is never in two languages at once. One that `fills` translates the
    latest draft, and leaves what somebody has said already.
    """
    source = read_again(source, is_draft=True) if fills else source.specific
    record, _created = TranslationSource.update_or_create_from_instance(source)
    pairs = pair_words(read_again(source, fills), words)
    target = page_in(source, locale, slug=(own or {}).get("slug", ""), user=user)
    Translation.objects.update_or_create(
        source=record, target_locale=locale, defaults={"enabled": True}
    )
    unsaid = keep_pairs(record, locale, pairs, user=user, fills=fills)
    page = record.get_ephemeral_translated_instance(locale, fallback=True)
    # By default wagtail-localize takes a slug for prose, and a page without words for its source's.
    for name, value in {"slug": target.slug, **(own or {})}.items():
        setattr(page, name, value)
    revision = page.save_revision(user=user)
    TranslationLog.objects.create(source=record, locale=locale, revision=revision)
    if source.view_restrictions.exists() or page.view_restrictions.exists():
        record.update_target_view_restrictions(locale)
    if publish and not pairs.missing:
        revision.publish(user=user)
    missing = unsaid if fills else pairs.missing
    return Translated(page=Page.objects.get(pk=page.pk).specific, missing=tuple(missing))


def read_again(source: Page, is_draft: bool) -> Page:
    """Read a page that may be changed in memory."""
    if is_draft:
        return source.get_latest_revision_as_object()
    return type(source)._default_manager.get(pk=source.pk)


def page_in(source: Page, locale: Locale, *, slug: str = "", user: Any = None) -> Page:
    """Find the page of a group in one language; a new one is a draft with the source's facts."""
    page = source.get_translation_or_none(locale)
    if page is not None:
        return page
    parent = source.get_parent()
    if not parent.is_root():
        parent = parent.get_translation_or_none(locale)
        if parent is None:
            raise UntranslatedParent(f"{source.get_parent()} / {locale.language_code}")
    elif not slug:
        slug = f"{source.slug}-{locale.language_code}"

    def move_row(original: Page, copy: Page, relation: Any, row: Any) -> None:
        if isinstance(row, TranslatableMixin):
            row.locale = locale

    return source.copy(
        to=parent,
        update_attrs={"locale": locale, "slug": find_available_slug(parent, slug or source.slug)},
        copy_revisions=False,
        keep_live=False,
        reset_translation_key=False,
        process_child_object=move_row,
        log_action="wagtail.copy_for_translation",
        user=user,
    )


def keep_pairs(
    record: TranslationSource, locale: Locale, pairs: Pairs, *, user: Any, fills: bool = False
) -> list[str]:
    """Remember what each piece of the source says in this language; return what nobody has said."""
    contexts = dict(
        TranslationContext.objects.filter(object_id=record.object_id).values_list("path", "pk")
    )
    strings = {
        (path, data): string_id
        for path, data, string_id in record.stringsegment_set.values_list(
            "context__path", "string__data", "string_id"
        )
    }
    known = {
        (row.context_id, row.translation_of_id): row
        for row in StringTranslation.objects.filter(
            locale=locale, context__object_id=record.object_id
        )
    }
    fresh = []
    for (path, data), text in pairs.strings.items():
        row = known.get((contexts[path], strings[path, data]))
        if row is None:
            fresh.append(
                StringTranslation(
                    translation_of_id=strings[path, data],
                    context_id=contexts[path],
                    locale=locale,
                    data=text,
                    translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                    last_translated_by=user,
                )
            )
        elif not fills and (row.data != text or row.has_error):
            row.data, row.has_error, row.field_error = text, False, ""
            row.save()
    StringTranslation.objects.bulk_create(fresh)
    for path, value in pairs.overrides.items():
        SegmentOverride.objects.update_or_create(
            locale=locale, context_id=contexts[path], defaults={"data_json": json.dumps(value)}
        )
    return [
        path
        for (path, data), string in strings.items()
        if (path, data) not in pairs.strings and (contexts[path], string) not in known
    ]


def is_cut_loose(page: Page) -> bool:
    """Tell whether a translated page is edited on its own: nobody renews it then."""
    cut = Translation.objects.filter(target_locale=page.locale, enabled=False)
    return bool(cut.filter(source__object_id=page.translation_key).exists())


def translated_names(model: type[Model]) -> set[str]:
    """Name the fields and relations of a model that hold prose; the rest are facts."""
    return {translatable.field_name for translatable in get_translatable_fields(model)}


def source_locale_of(group: "Group", by_locale: dict[str, Page]) -> str:
    """Return the locale whose page holds the facts of the group.

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
    in_chain = (code for code in chain(group.source_locale) if code in by_locale)
    return next(in_chain, next(iter(by_locale)))


def outdated_locales(source: Page, shown: dict[str, Page]) -> set[str]:
    """Return the locales whose published page does not say all that the published source says.

    A change of facts makes no translation outdated, and bringing a source's new words to the
    translators does not make it current. Pages that are translated without wagtail-localize are
    compared by date.
    """
    others = {code: page for code, page in shown.items() if page.pk != source.pk}
    if not others or source.last_published_at is None:
        return set()
    said = words_said(source, others)
    wanted: set[tuple[str, str]] = set()
    if said:
        segments = extract_segments(source)
        wanted = {(s.path, s.string.data) for s in segments if isinstance(s, StringSegmentValue)}
    return {
        code
        for code, page in others.items()
        if (wanted - said[code] if code in said else is_older(page, source))
    }


def is_older(page: Page, source: Page) -> bool:
    return page.last_published_at is None or page.last_published_at < source.last_published_at


def words_said(source: Page, pages: dict[str, Page]) -> dict[str, set[tuple[str, str]]]:
    """Read what each translated page said of its source when it was last published."""
    managed = Translation.objects.filter(
        source__object_id=source.translation_key, source__locale=source.locale_id, enabled=True
    ).values_list("target_locale__language_code", flat=True)
    said: dict[str, set[tuple[str, str]]] = {code: set() for code in managed if code in pages}
    rows = StringTranslation.objects.filter(
        context__object_id=source.translation_key, locale__language_code__in=said, has_error=False
    )
    for code, path, data, created_at in rows.values_list(
        "locale__language_code", "context__path", "translation_of__data", "created_at"
    ):
        published_at = pages[code].last_published_at
        if published_at is not None and created_at <= published_at:
            said[code].add((path, data))
    return said
