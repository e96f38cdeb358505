"""Rows of pages into Wagtail: first a place in the tree for each, then all that they say.

A page that another one links to must have an id, and links go round in circles. So the first pass
makes a draft of every new page, and the second fills it in, publishes it, and adds its languages.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.blocks import StreamBlockValidationError
from wagtail.models import Locale, Page, ReferenceIndex

from hub.localization.pairing import TranslationMismatch, put_words
from hub.localization.translations import Translated, translate_page
from hub.localization.trees import ensure_page, ensure_parents
from hub.organisations.enums import ContributionRole
from hub.pages.publishing import errors

from .addresses import keep_addresses
from .attachments import Attached, Picture
from .bodies import Drawing, Printed, each_leaf, is_deferred, settled
from .formats import RESERVED, Relation
from .keys import page_key, stable_key
from .media import Media
from .models import Step
from .page_rows import KIND, PageRow
from .problems import ProblemCode, RowError
from .records import find_record, keep_record, state_of_page
from .references import find_page

NOW = (Step.CREATED, Step.CHANGED, Step.RECOGNISED)


@dataclass
class PageStore:
    media: Media
    #: Titles of pages and names of organisations by key and language, for printed documents.
    names: Callable[[], Mapping[str, Mapping[str, str]]] = dict
    user: Any = None

    def begin(self, row: PageRow) -> None:
        """Make the draft of a new page, with its facts and nothing that leads to other pages."""
        if find_page(row.key) is not None:
            return
        own = {name: value for name, value in row.facts.items() if name not in RESERVED}
        facts = {name: value for name, value in own.items() if not is_deferred(value)}
        locale = Locale.objects.get(language_code=row.source)
        page = row.format.model(
            title=row.title,
            slug=row.own[row.source]["slug"],
            locale=locale,
            translation_key=page_key(row.key),
            live=False,
            owner=self.user,
            **facts,
        )
        self.parent_of(row, locale).add_child(instance=page)
        keep_record(KIND, row.key, row.source)

    def parent_of(self, row: PageRow, locale: Locale) -> Page:
        parent = row.top() if row.parent is None else find_page(row.parent)
        if parent is None:
            raise not_imported(row)
        if parent.is_root() or parent.locale_id == locale.pk:
            return parent
        if ensure_page(page=parent.specific, locale=locale) is not None and row.parent is not None:
            keep_record(KIND, row.parent, row.source)
        return parent.get_translation(locale)

    def discard(self, row: PageRow) -> None:
        """Take back the draft of a page that could not be completed, with all below it."""
        record = find_record(KIND, row.key, row.source)
        if record is not None and not record.digest:
            if page := find_page(row.key):
                page.delete()
            record.delete()

    def complete(self, row: PageRow, steps: dict[str, Step]) -> list[str]:
        """Store the languages of a page that are new or changed; returns what is worth a word."""
        page: Any = find_page(row.key)
        if page is None:
            raise not_imported(row)
        page, notes = page.specific, []
        if steps[row.source] in NOW:
            page = self.store_source(row, page)
            if page.has_unpublished_changes:
                reasons = errors(page.get_latest_revision_as_object())
                message = _("%(key)s is a draft: %(reasons)s")
                words = " ".join(str(reason.message) for reason in reasons)
                notes.append(message % {"key": row.key, "reasons": words})
        else:  # another language may be printed on its documents
            self.settled(row, list(row.parts["files"].values()))
        for locale in row.locales[1:]:
            if page.live and page.has_unpublished_changes:
                break  # its translations follow what is published, and wait until this is
            if steps[locale] in NOW and self.store_translation(row, page, locale).missing:
                message = _("%(key)s (%(locale)s) is a draft: not all of it is translated.")
                notes.append(message % {"key": row.key, "locale": locale})
        return notes

    def store_source(self, row: PageRow, page: Any) -> Page:
        """Put everything that the source language of a row says into its page."""
        for name, value in self.settled(row, row.facts).items():
            setattr(page, name, value)
        page.slug = row.own[row.source]["slug"]
        for name, relation in row.format.relations.items():
            setattr(page, relation.accessor, self.parts(row, name, relation, page))
        put_words(page, self.settled(row, row.words[row.source]))
        check_body(page)
        revision = page.save_revision(user=self.user)
        if not errors(page):
            revision.publish(user=self.user)
        elif not page.live:
            page.save()  # its translations are made from what the row holds
        return self.keep(row, row.source, page)

    def parts(self, row: PageRow, name: str, relation: Relation, page: Any) -> list[Any]:
        """Make the rows of one relation; one with words that was there keeps its identity."""
        model, stored, things = relation.model, {}, []
        if relation.is_translatable:
            stored = {
                thing.translation_key: thing for thing in getattr(page, relation.accessor).all()
            }
        for place, (code, values) in enumerate(row.parts[name].items()):
            key = stable_key(row.key, name, code)
            thing: Any = stored.get(key) or model()
            if relation.is_translatable:
                thing.translation_key, thing.locale = key, page.locale
            for attribute, value in self.settled(row, {**values, "sort_order": place}).items():
                setattr(thing, attribute, value)
            things.append(thing)
        return things

    def store_translation(self, row: PageRow, page: Page, locale: str) -> Translated:
        target = Locale.objects.get(language_code=locale)
        for draft in ensure_parents(source=page, locale=target):
            ReferenceIndex.create_or_update_for_object(draft)
        try:
            translated = translate_page(
                source=page,
                locale=target,
                words=self.settled(row, row.words[locale]),
                own=row.own[locale],
                user=self.user,
                publish=page.live,
            )
        except TranslationMismatch as error:
            raise RowError(ProblemCode.MISMATCH, f"{locale}: {error}") from error
        self.keep(row, locale, translated.page)
        return translated

    def keep(self, row: PageRow, locale: str, page: Page) -> Page:
        page = Page.objects.get(pk=page.pk).specific
        keep_record(KIND, row.key, locale, digest=row.digest(locale), state=state_of_page(page))
        keep_addresses(page, row.addresses.get(locale, []))
        ReferenceIndex.create_or_update_for_object(page)
        return page

    def settled(self, row: PageRow, value: Any) -> Any:
        """Put ids in place of what is named by key; pictures and documents are made for it."""

        def make(wanted: Drawing | Printed | Attached) -> int:
            if isinstance(wanted, Drawing):
                return self.media.picture(row.key, wanted, title=row.title)
            if isinstance(wanted, Picture):
                return self.media.attached_picture(wanted)
            if isinstance(wanted, Attached):
                return self.media.attachment(row.key, wanted)
            return self.print(row, wanted)

        return settled(value, make)

    def print(self, row: PageRow, wanted: Printed) -> int:
        """Return the id of a document with what the page says in one language."""
        locale = wanted.language if wanted.language in row.words else row.source
        words = row.words[locale]
        names = {key: said.get(locale) or said[""] for key, said in self.names().items()}
        publishers = [
            values["organisation_id"].key
            for values in row.parts["organisations"].values()
            if values["role"] == ContributionRole.PUBLISHER
        ]
        with override(locale):
            note = _("Made from the page “%(title)s” of the library.") % {"title": words["title"]}
        shown = {
            "title": words["title"],
            "language": locale,
            "summary": words.get("summary", ""),
            "body_blocks": row.row.data["text"][locale].get("body") or [],
            "organisations": [names.get(key, key) for key in publishers],
            "source_note": note,
        }
        name = f"{row.key}/{wanted.place}-{wanted.language}"
        return self.media.document(name, title=wanted.title, shown=shown, names=names)


def not_imported(row: PageRow) -> RowError:
    message = _("its parent “%(name)s” was not imported.") % {"name": row.parent}
    return RowError(ProblemCode.UNKNOWN_KEY, message)


def check_body(page: Any) -> None:
    """Hold a body against the rules of its blocks, as the editor's form would."""
    if body := getattr(page, "body", None):
        try:
            body.stream_block.clean(body)
        except StreamBlockValidationError as error:
            messages: list[str] = []
            each_leaf(error.as_json_data(), messages.append)
            raise RowError(ProblemCode.INVALID, f"body: {' '.join(messages)}") from error
