"""Which page of a group holds its facts while it is edited, whether it is published or not."""

from typing import Any, cast

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from wagtail.models import Page

from hub.catalogue.models import Group
from hub.localization.translations import source_locale_of


def pages_of_group(page: Page) -> dict[str, Page]:
    """Read the pages of this page's group by language, aliases left out."""
    pages = Page.objects.filter(translation_key=page.translation_key, alias_of=None)
    return {found.locale.language_code: found for found in pages.select_related("locale")}


def source_of(page: Page) -> Page | None:
    """Find the page whose facts count for this one; None when it is this page itself."""
    if page.pk is None:
        return None
    by_locale = pages_of_group(page)
    if len(by_locale) < 2:
        return None
    group = Group.objects.filter(translation_key=page.translation_key).first() or Group()
    source = by_locale[source_locale_of(group, by_locale)]
    return None if source.pk == page.pk else cast(Page, source.specific)


def only_sources(pages: "QuerySet[Any]") -> "QuerySet[Any]":
    """Keep those pages that hold the facts of their group; the rules of `source_of`, in SQL.

    A group that was never published has no source locale yet: its oldest page counts.
    """
    group = Group.objects.filter(translation_key=OuterRef("translation_key")).exclude(
        source_locale=""
    )
    older = Page.objects.filter(
        translation_key=OuterRef("translation_key"), alias_of=None, pk__lt=OuterRef("pk")
    )
    found: QuerySet[Any] = pages.filter(alias_of=None).alias(
        source_locale=Subquery(group.values("source_locale")[:1])
    )
    return found.filter(
        Q(locale__language_code=F("source_locale")) | (Q(source_locale=None) & ~Exists(older))
    )
