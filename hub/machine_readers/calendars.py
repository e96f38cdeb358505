"""What can be attended, as iCalendar: one page, or all that is to come in a language."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from icalendar import Calendar, Event

from hub import days
from hub.catalogue.description import UNTIL
from hub.catalogue.models import Entry, Facet
from hub.pages import chrome
from hub.pages.links import address

from .answers import entry_or_404, for_machines, own_entries
from .linked_data import absolute

#: How many pages a calendar names, and how long it remembers what is over.
SIZE, MEMORY = 200, timedelta(days=31)
DAY = timedelta(days=1)


@for_machines
def calendar_feed(request: HttpRequest) -> HttpResponse:
    first = (days.today() - MEMORY).isoformat()
    to_come = Facet.objects.filter(name=UNTIL, value__gte=first)
    entries = own_entries().filter(group__in=to_come.values("group")).select_related("group")
    # What ends next is not left out for what is years away.
    ends = to_come.filter(group=OuterRef("group")).order_by("value").values("value")[:1]
    return answer_with(entries.order_by(Subquery(ends), "pk")[:SIZE], "events")


@for_machines
def calendar(request: HttpRequest, key: UUID) -> HttpResponse:
    entry = entry_or_404(key)
    if not entry.card.get("occasions"):
        raise Http404
    return answer_with([entry], str(key))


def answer_with(entries: Iterable[Entry], name: str) -> HttpResponse:
    found = Calendar()
    found.add("prodid", "-//Local Action Hub//EN")
    found.add("version", "2.0")
    found.add("x-wr-calname", chrome.site_name())
    for entry in entries:
        for number, occasion in enumerate(entry.card.get("occasions", ())):
            found.add_component(event_of(entry, number, occasion))
    response = HttpResponse(found.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return response


def event_of(entry: Entry, number: int, occasion: dict[str, str]) -> Event:
    event = Event()
    starts, ends = span_of(occasion["starts"], occasion["ends"])
    values = {
        "uid": f"{entry.key}-{number}-{entry.locale}",
        "dtstamp": entry.updated_at.astimezone(UTC),
        "last-modified": entry.updated_at.astimezone(UTC),
        "summary": entry.title,
        "dtstart": starts,
        "dtend": ends,
        "location": occasion["place"],
        "description": entry.card.get("summary"),
        "url": absolute(address(entry)),
    }
    for name, value in values.items():
        if value:
            event.add(name, value)
    return event


def span_of(first: str, last: str) -> tuple[date, date | None]:
    """Read from when to when; whole days are days, and a calendar names the day after the last."""
    starts, ends = moment_of(first), moment_of(last) if last else None
    if isinstance(starts, datetime) and (ends is None or isinstance(ends, datetime)):
        return starts, ends
    begin, end = days.day_of(starts), days.day_of(ends or starts)
    return begin, max(begin, end) + DAY


def moment_of(text: str) -> date | datetime:
    """Read a day or a moment; some moments stand for their day, as on the page."""
    if len(text) == len("2027-01-05"):
        return date.fromisoformat(text)
    moment = datetime.fromisoformat(text)
    return days.day_of(moment) if days.is_whole_day(moment) else moment.astimezone(UTC)
