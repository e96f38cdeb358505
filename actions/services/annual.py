"""Opening the annual report of a year as a draft in the library, and renewing its numbers."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page

from actions.annual import (
    Raw,
    Wanted,
    blocks_of,
    is_ours,
    renewed,
    said_in,
    titles_of,
    words_changed,
)
from actions.models import Record
from actions.permissions import check_reviewer
from actions.questions import WRITTEN_LOCALES
from actions.statistics import sent_in
from hub.localization.languages import content_locales, default_locale
from hub.localization.translations import is_cut_loose, translate_page
from hub.localization.trees import ensure_parents
from hub.terms.enums import Vocabulary
from hub.terms.models import Term
from resources.enums import ReportKind
from resources.models import LibraryPage, Report

from .records import record

BUILT = "report_built"
#: The series in which the reports of the Call are published.
SERIES = "annual-localization-report"


@dataclass
class Built:
    """What came of building a report, in words; `pages` are its drafts by language."""

    pages: dict[str, Page] = field(default_factory=dict)
    is_new: bool = False
    added: list[str] = field(default_factory=list)
    renewed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    #: How many pieces of text wait for a translator, by language.
    untranslated: dict[str, int] = field(default_factory=dict)
    on_their_own: list[str] = field(default_factory=list)


def build_report(user: Any, wanted: Wanted) -> Built:
    """Make the report of a year, or renew it; nothing is published, and no word of an editor lost.

    Of two that build the same one, the second renews what the first has made.
    """
    check_reviewer(user)
    if not sent_in(wanted.year).exists():
        raise ValidationError(_("No action was submitted in that year."))
    built = Built()
    with transaction.atomic():
        parent = library_for_update()
        locale = parent.locale.language_code
        fresh, page = blocks_of(wanted, locale), report_of(wanted.year)
        if page is None:
            built.is_new = True
            page = open_report(user, wanted, parent)
        raw = merge(page.body.get_prep_value(), fresh, made_in(page), built)
        page.body = StreamValue(page.body.stream_block, raw, is_lazy=True)
        if not page.live:
            page.save()  # as Wagtail keeps a page that was never published
        page.save_revision(user=user, log_action=True)
        built.pages[locale] = page
        for code in WRITTEN_LOCALES:
            if code in content_locales() and code != locale:
                translate(user, wanted, page, fresh, code, built)
        made = sorted({one["id"] for one in fresh} | made_in(page))
        details = {"year": wanted.year, "page": page.pk, "blocks": made}
        record(BUILT, by=user, stories=list(wanted.stories), **details)
    return built


def library_for_update() -> Any:
    """Find the library in the source language; others who build wait here."""
    found = LibraryPage.objects.select_for_update(of=("self",)).order_by("path")
    parent = found.filter(locale__language_code=default_locale(), alias_of=None).first()
    if parent is None:
        raise ValidationError(_("There is no library in which the report could stand."))
    return parent


def report_of(year: int) -> Any:
    """Read the latest draft of the report of a year that was built here."""
    pages = Report.objects.filter(translation_key=Wanted(year).key)
    page = pages.filter(locale__language_code=default_locale()).first()
    return page.get_latest_revision_as_object() if page else None


def open_report(user: Any, wanted: Wanted, parent: Page) -> Report:
    words = titles_of(wanted, parent.locale.language_code)
    series = Term.objects.filter(vocabulary=Vocabulary.SERIES, code=SERIES).first()
    page = Report(
        **words,
        slug=find_available_slug(parent, slugify(words["short_title"])),
        locale=parent.locale,
        translation_key=wanted.key,
        kind=ReportKind.ANNUAL,
        report_year=wanted.year,
        series=series,
        owner=user,
        live=False,
    )
    parent.add_child(instance=page)
    return page


def made_in(page: Any) -> set[str]:
    """Name all blocks that were ever made for this page: one that is gone was deleted."""
    return last_built("blocks", page=page.pk)


def chosen_stories(year: int) -> set[str]:
    """Name the actions that were picked when the report of a year was built last."""
    return last_built("stories", year=year)


def last_built(name: str, **about: int) -> set[str]:
    named = {f"details__{key}": value for key, value in about.items()}
    last = Record.objects.filter(verb=BUILT, **named).order_by("-pk").first()
    return set(last.details[name]) if last else set()


def merge(now: list[Raw], fresh: list[Raw], made: set[str], built: Built) -> list[Raw]:
    """Put fresh blocks among those of the page, and tell what was done with each."""
    by_id, present = {one["id"]: one for one in fresh}, {one["id"] for one in now}
    merged = []
    for block in now:
        new = by_id.get(block["id"])
        if new is not None:
            after = renewed(block, new)
            if words_changed(block, new):
                built.kept.append(name_of(block))
            if after != block:
                built.renewed.append(name_of(block))
            merged.append(after)
        elif is_ours(block) and block["type"] == "table":
            built.removed.append(name_of(block))  # nothing is left of what it counted
        else:
            merged.append(block)
    place = 0
    for block in fresh:
        ids = [one["id"] for one in merged]
        if block["id"] in present:
            place = ids.index(block["id"]) + 1
        elif block["id"] in made:
            built.deleted.append(name_of(block))
        else:
            merged.insert(place, block)
            place += 1
            built.added.append(name_of(block))
    return merged


def name_of(block: Raw) -> str:
    """Name a block as its editor knows it: by its kind and its first words."""
    label = str(dict(Report._meta.get_field("body").stream_block.child_blocks)[block["type"]].label)
    value = block["value"] if isinstance(block["value"], dict) else {}
    words = next((value[name] for name in ("title", "caption", "text") if value.get(name)), "")
    return f"{label}: {words[:60]}" if words else label


def translate(
    user: Any, wanted: Wanted, page: Any, fresh: list[Raw], code: str, built: Built
) -> None:
    """Say what was made here in another language; what somebody translated stays."""
    locale = Locale.objects.get(language_code=code)
    there = page.get_translation_or_none(locale)
    if there is not None and is_cut_loose(there):
        built.pages[code] = there
        built.on_their_own.append(code)
        return
    ensure_parents(source=page, locale=locale)
    titles = titles_of(wanted, page.locale.language_code)
    words = titles_of(wanted, code)
    prose: dict[str, Any] = {
        name: words[name] for name in words if getattr(page, name) == titles[name]
    }
    prose["body"] = said_in(page.body.get_prep_value(), fresh, blocks_of(wanted, code))
    own = {"slug": slugify(words["short_title"])} if there is None else {}
    done = translate_page(
        source=page, locale=locale, words=prose, own=own, user=user, publish=False, fills=True
    )
    built.pages[code] = done.page
    if done.missing:
        built.untranslated[code] = len(done.missing)
