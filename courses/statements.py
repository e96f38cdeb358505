"""The statement of participation: what somebody says they have done, on paper for them alone."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from hub import days
from hub.importing.pdf import make_pdf
from hub.localization.languages import active_locale, joined
from hub.machine_readers.linked_data import contributors, this_site
from hub.pages.reading import Reading

from .learning import BegunCourse
from .linked_data import PROVIDERS
from .presenting import duration


def statement_pdf(name: str, course: BegunCourse, finished_at: datetime) -> bytes:
    """Print it in the active language; the same facts give the same bytes."""
    reading = Reading(entry=course.entry, body=[])
    providers = [node["name"] for node in contributors(reading, PROVIDERS) or [this_site()]]
    return make_pdf(
        title=_("Statement of participation"),
        language=active_locale(),
        summary=course.entry.title,
        body_blocks=list(blocks(name, course, finished_at, providers)),
        organisations=providers,
        made_at=finished_at,
    )


def blocks(
    name: str, course: BegunCourse, finished_at: datetime, providers: list[str]
) -> Iterator[dict[str, Any]]:
    text = _("%(name)s has taken part in this course and done all of its compulsory lessons.")
    yield paragraph(text % {"name": name})
    numbers = {"done": len(course.done), "all": len(course.lessons)}
    rows = [
        (_("Learner"), name),
        (_("Course"), course.entry.title),
        (_("Given by"), joined(providers)),
        (_("Time"), duration(course.entry.card["minutes"])),
        (_("Lessons done"), _("%(done)s of %(all)s") % numbers),
        (_("Done on"), date_format(days.day_of(finished_at))),
    ]
    known = [row for row in rows if row[1]]
    yield {"type": "table", "rows": known, "has_header_row": False, "has_header_column": True}
    text = _(
        "This is a statement of participation, not a certificate: nobody has examined what was"
        " learnt, and the lessons count as done because %(name)s said so."
    )
    yield paragraph(text % {"name": name})


def paragraph(text: str) -> dict[str, Any]:
    return {"type": "rich_text", "html": format_html("<p>{}</p>", text)}
