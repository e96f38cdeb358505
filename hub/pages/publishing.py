"""What stands in the way of publishing a page, in plain sentences and in the editor's language.

A page type adds its own with a method `fact_problems(day)`; it is asked on source pages only, as
the facts of a translation are edited elsewhere. Errors hold a publication back, warnings are shown.
A draft is saved with any number of either.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Page

from hub import days
from hub.blocks.problems import body_problems
from hub.catalogue.models import Reach
from hub.media.visibility import private_collection_ids

from .sources import source_of


@dataclass(frozen=True)
class Problem:
    """One sentence about one field; an error holds the publication back."""

    field: str
    message: str
    is_error: bool = True


def problems(page: Page) -> list[Problem]:
    """Find everything that speaks against publishing this draft, errors first."""
    source = source_of(page)
    found = list(prose_problems(page, source))
    if source is None:
        found += file_problems(page)
        found += cover_problems(page)
        found += reach_problems(page)
        if fact_problems := getattr(page, "fact_problems", None):
            found += fact_problems(day_of_publication(page))
    return sorted(found, key=lambda problem: not problem.is_error)


def errors(page: Page) -> list[Problem]:
    return [problem for problem in problems(page) if problem.is_error]


def day_of_publication(page: Page) -> date:
    """Choose today, or the later day for which the page is scheduled."""
    today = days.today()
    return max(today, days.day_of(page.go_live_at)) if page.go_live_at else today


def prose_problems(page: Page, source: Page | None) -> Iterator[Problem]:
    if hasattr(page, "summary") and not page.summary.strip():
        yield Problem(
            "summary", _("There is no summary, so cards and lists show the title alone."), False
        )
    if source is not None:
        if not source.live:
            language = source.locale.get_display_name()
            message = _("Readers see this page only when the %(language)s page is published.")
            yield Problem("title", message % {"language": language}, False)
        if page.title.strip() == source.title.strip():
            message = _("The title is the same as on the %(language)s page. Is it translated?")
            language = source.locale.get_display_name()
            yield Problem("title", message % {"language": language}, False)
        if getattr(source, "cover", None) and not source.cover_is_decorative and not page.cover_alt:
            message = _("Nothing says in this language what the cover shows.")
            yield Problem("cover_alt", message, False)
    if body := getattr(page, "body", None):
        yield from (Problem("body", message, False) for message in body_problems(body))


def cover_problems(page: Any) -> Iterator[Problem]:
    if getattr(page, "cover", None) is None:
        return
    if not page.cover_is_decorative and not page.cover_alt.strip():
        yield Problem(
            "cover_alt",
            _("Say what the cover shows, for people who do not see it, or tick “decorative”."),
        )
    if page.cover.collection_id in private_collection_ids():
        message = _("The cover is in a private collection, so the public does not see it.")
        yield Problem("cover", message, False)


def file_problems(page: Page) -> Iterator[Problem]:
    for row in page.hub_files.all():
        title = {"title": row.title}
        if row.document is None and not row.link_url:
            yield Problem("hub_files", _("“%(title)s” has neither a document nor a link.") % title)
        elif row.document is not None and row.document.collection_id in private_collection_ids():
            message = _("“%(title)s” is in a private collection, so the public cannot download it.")
            yield Problem("hub_files", message % title, False)


def reach_problems(page: Page) -> Iterator[Problem]:
    if getattr(page, "reach", "") == Reach.NETWORKS and not page.hub_networks.all():
        yield Problem(
            "networks", _("Only networks may read this page, but it belongs to none of them.")
        )


def without_files(page: Page) -> Iterator[Problem]:
    """Ask for a file or a link, for page types that are nothing without one."""
    if not page.hub_files.all():
        yield Problem("hub_files", _("Add at least one file, or a link to where it can be read."))


def in_future(page: Page, field: str, day: date, *, is_error: bool = True) -> Iterator[Problem]:
    """Find a date that will not have come when the page is published."""
    value = getattr(page, field)
    if value is not None and value > day:
        label = capfirst(str(page._meta.get_field(field).verbose_name))
        message = _("“%(field)s” is in the future: %(date)s.")
        yield Problem(field, message % {"field": label, "date": date_format(value)}, is_error)


def year_to_come(page: Page, field: str, day: date, message: str) -> Iterator[Problem]:
    """Find a year that will not have begun; the message may name `%(year)s`."""
    year = getattr(page, field)
    if year and year > day.year:
        yield Problem(field, message % {"year": year})


def out_of_order(
    field: str, first: date | None, last: date | None, message: str, **names: str
) -> Iterator[Problem]:
    """Find two dates in the wrong order; the message may name `%(first)s` and `%(last)s`."""
    if first is not None and last is not None and last < first:
        dates = {"first": date_format(first), "last": date_format(last)}
        yield Problem(field, message % {**names, **dates})
