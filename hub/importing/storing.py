"""Rows of pages into Wagtail: first a place in the tree for each, then all that they say.

A page that another one links to must have an id, and links go round in circles. So the first pass
makes a draft of every new page, and the second fills it in, publishes it, and adds its languages.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, ReferenceIndex

from hub.localization.pairing import TranslationMismatch
from hub.localization.translations import Translated, translate_page
from hub.localization.trees import ensure_page, ensure_parents
from hub.pages.publishing import errors

from .filling import PageContent
from .keys import stable_key
from .models import ImportRecord
from .page_rows import PageRow
from .problems import ProblemCode, RowError
from .records import Records, Step, state_of_page
from .references import PageReference, References

KIND = ImportRecord.Kind.PAGE


@dataclass
class PageStore:
    """Stores the pages of one import."""

    records: Records
    references: References
    content: PageContent
    user: Any = None

    def begin(self, row: PageRow) -> None:
        """Make the draft of a new page, with its facts and nothing that leads to other pages."""
        if self.references.find_page(row.key) is not None:
            return
        words = row.words[row.source]
        facts = {n: v for n, v in row.facts.items() if not isinstance(v, PageReference)}
        page = row.format.model(
            title=words["title"],
            slug=row.slugs[row.source],
            locale=Locale.objects.get(language_code=row.source),
            translation_key=stable_key(row.key),
            live=False,
            owner=self.user,
            **facts,
        )
        self.parent_of(row).add_child(instance=page)
        self.records.keep(KIND, row.key, row.source, digest="", state="")

    def parent_of(self, row: PageRow) -> Page:
        parent = row.top() if row.parent is None else self.references.find_page(row.parent)
        if parent is None:
            message = _("its parent “%(name)s” was not imported.") % {"name": row.parent}
            raise RowError(ProblemCode.UNKNOWN_KEY, message)
        locale = Locale.objects.get(language_code=row.source)
        if parent.is_root() or parent.locale_id == locale.pk:
            return parent
        made = ensure_page(page=parent.specific, locale=locale)
        if made is not None and row.parent is not None:
            self.records.keep(KIND, row.parent, row.source, digest="", state="")
        return parent.get_translation(locale)

    def discard(self, row: PageRow) -> None:
        """Take back the draft of a page that could not be completed, with all below it."""
        record = self.records.reread(KIND, row.key, row.source)
        if record is not None and not record.digest:
            page = self.references.find_page(row.key)
            if page is not None and Page.objects.filter(pk=page.pk).exists():
                Page.objects.get(pk=page.pk).delete()
            self.records.forget(KIND, row.key, row.source)
            self.references.forget_page(row.key)

    def complete(self, row: PageRow, steps: dict[str, Step]) -> list[str]:
        """Store the languages of a page that are new or changed; returns what is worth a word."""
        page = self.references.find_page(row.key)
        page = Page.objects.filter(pk=page.pk).first() if page else None
        if page is None:
            message = _("its parent “%(name)s” was not imported.") % {"name": row.parent}
            raise RowError(ProblemCode.UNKNOWN_KEY, message)
        page = page.specific
        notes = []
        if steps[row.source] in (Step.CREATED, Step.CHANGED):
            page = self.store_source(row, page)
            if page.has_unpublished_changes:
                reasons = errors(page.get_latest_revision_as_object())
                message = _("%(key)s is a draft: %(reasons)s")
                words = " ".join(str(reason.message) for reason in reasons)
                notes.append(message % {"key": row.key, "reasons": words})
        elif any(item.is_printed for item in row.files):
            self.content.files(row)
        for locale in row.locales[1:]:
            if page.live and page.has_unpublished_changes:
                break  # its translations follow what is published, and wait until this is
            if steps[locale] in (Step.CREATED, Step.CHANGED):
                translated = self.store_translation(row, page, locale)
                if translated.missing:
                    message = _("%(key)s (%(locale)s) is a draft: not all of it is translated.")
                    notes.append(message % {"key": row.key, "locale": locale})
        return notes

    def store_source(self, row: PageRow, page: Page) -> Page:
        self.content.put(row, page)
        revision = page.save_revision(user=self.user)
        if not errors(page):
            revision.publish(user=self.user)
        elif not page.live:
            page.save()  # its translations are made from what the row holds
        return self.keep(row, row.source, page)

    def store_translation(self, row: PageRow, page: Page, locale: str) -> Translated:
        target = Locale.objects.get(language_code=locale)
        for draft in ensure_parents(source=page, locale=target):
            ReferenceIndex.create_or_update_for_object(draft)
        own: dict[str, Any] = {"slug": row.slugs[locale]}
        if hasattr(page, "translation_reviewed"):
            own["translation_reviewed"] = row.reviewed(locale)
        try:
            translated = translate_page(
                source=page,
                locale=target,
                words=self.content.words(row, locale),
                own=own,
                user=self.user,
                publish=page.live,
            )
        except TranslationMismatch as error:
            raise RowError(ProblemCode.MISMATCH, f"{locale}: {error}") from error
        self.keep(row, locale, translated.page)
        return translated

    def keep(self, row: PageRow, locale: str, page: Page) -> Page:
        page = Page.objects.get(pk=page.pk).specific
        self.records.keep(
            KIND, row.key, locale, digest=row.digest(locale), state=state_of_page(page)
        )
        ReferenceIndex.create_or_update_for_object(page)
        return page


def page_steps(row: PageRow, records: Records) -> dict[str, Step]:
    """Decide for each language; when an editor changed the source, all languages are kept."""
    steps = {locale: page_step(row, locale, records) for locale in row.locales}
    if steps[row.source] is Step.KEPT:
        return dict.fromkeys(steps, Step.KEPT)
    return steps


def page_step(row: PageRow, locale: str, records: Records) -> Step:
    def state() -> str | None:
        pages = Page.objects.filter(translation_key=stable_key(row.key))
        page = pages.filter(locale__language_code=locale).first()
        return state_of_page(page) if page else None

    return records.step(KIND, row.key, locale, row.digest(locale), state)


def words_of_error(error: Exception) -> str:
    """Say in words why a page could not be stored."""
    if isinstance(error, ValidationError) and hasattr(error, "error_dict"):
        return " ".join(
            f"{name}: {' '.join(str(m) for part in parts for m in part.messages)}"
            for name, parts in error.error_dict.items()
        )
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return str(error)
