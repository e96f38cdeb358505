"""In which languages a page exists, and where it lags behind: for the edit screen and the lists."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from hub.catalogue.models import Entry, Group
from hub.localization.languages import content_locales, language_name
from hub.localization.translations import outdated_locales

from .publishing import problems
from .sources import pages_of_group, source_of


class LanguageState(models.TextChoices):
    PUBLISHED = "published", _("published")
    OUTDATED = "outdated", _("outdated")
    DRAFT = "draft", _("not published")
    MISSING = "missing", _("missing")


@dataclass(frozen=True, kw_only=True)
class PageLanguage:
    """A page in one language: how it stands there, and where to go on with it."""

    code: str
    state: LanguageState
    page_id: int | None = None
    is_source: bool = False
    url: str = ""

    @property
    def name(self) -> str:
        return language_name(self.code, get_language() or "en").capitalize()


def languages_of(page: Page, user: Any) -> list[PageLanguage]:
    """Tell the languages of the page being edited; those still missing lead to the translators."""
    source = source_of(page) or page
    pages = pages_of_group(page)
    shown = {code: found for code, found in pages.items() if found.live}
    outdated = outdated_locales(source, {code: found.specific for code, found in shown.items()})
    translate_url = ""
    if user.has_perm("wagtail_localize.submit_translation"):
        translate_url = reverse("wagtail_localize:submit_page_translation", args=[source.pk])
    rows = [(code, found.pk, found.live, found.pk == source.pk) for code, found in pages.items()]
    return list(arrange(rows, outdated, translate_url=translate_url))


def edit_state(page: Page, user: Any) -> dict[str, Any]:
    """Make the context of `hub/admin/edit_state.html`: languages, and what forbids publishing."""
    return {"page": page, "languages": languages_of(page, user), "problems": problems(page)}


def languages_of_pages(pages: Iterable[Page]) -> dict[UUID, list[PageLanguage]]:
    """Tell the languages of many pages, with three queries for all of them.

    What is outdated was found out when the catalogue was built.
    """
    keys = {page.translation_key for page in pages}
    sources = dict(
        Group.objects.filter(translation_key__in=keys).values_list(
            "translation_key", "source_locale"
        )
    )
    outdated: dict[UUID, set[str]] = {}
    entries = Entry.objects.of_pages(keys).filter(is_outdated=True)
    for key, code in entries.values_list("group__translation_key", "actual_locale"):
        outdated.setdefault(key, set()).add(code)
    found: dict[UUID, list[tuple[str, int, bool, bool]]] = {key: [] for key in keys}
    rows = Page.objects.filter(translation_key__in=keys, alias_of=None).order_by("pk")
    for key, code, pk, live in rows.values_list(
        "translation_key", "locale__language_code", "pk", "live"
    ):
        source = sources.get(key) or (found[key][0][0] if found[key] else code)
        found[key].append((code, pk, live, code == source))
    return {key: list(arrange(rows, outdated.get(key, set()))) for key, rows in found.items()}


def arrange(
    rows: Iterable[tuple[str, int, bool, bool]], outdated: set[str], *, translate_url: str = ""
) -> Iterable[PageLanguage]:
    """Yield every language of the hub in its order, then any other in which the page exists."""
    present = {row[0]: row for row in rows}
    for code in dict.fromkeys([*content_locales(), *present]):
        if code not in present:
            yield PageLanguage(code=code, state=LanguageState.MISSING, url=translate_url)
            continue
        _code, pk, is_live, is_source = present[code]
        state = LanguageState.OUTDATED if code in outdated else LanguageState.PUBLISHED
        yield PageLanguage(
            code=code,
            state=state if is_live else LanguageState.DRAFT,
            page_id=pk,
            is_source=is_source,
            url=reverse("wagtailadmin_pages:edit", args=[pk]),
        )


def missing_in(locale: str) -> Q:
    """Make the condition of pages that do not exist in this language."""
    there = Page.objects.filter(locale__language_code=locale, alias_of=None)
    return ~Q(translation_key__in=there.values("translation_key"))
