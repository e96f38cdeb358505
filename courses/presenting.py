"""What the page of a course shows, that of a lesson, and the list of courses."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.catalogue.models import Entry
from hub.catalogue.paging import TITLE
from hub.catalogue.querysets import has_facet
from hub.localization.languages import asset_languages, joined, language_name
from hub.pages.facts import day, web_item
from hub.pages.links import PageLink, link_to, named_address
from hub.pages.narrowing import NarrowedList, Narrowing
from hub.pages.presentation import Item, Presentation, Section
from hub.pages.reading import Reading
from hub.terms.enums import Vocabulary
from resources.presenting.lists import narrowed_list
from resources.presenting.resources import present_resource, want_relations

from .enums import Certificate, Cost, CourseKind, Level, Pacing
from .linked_data import course_for_machines, lesson_for_machines
from .querysets import effort_up_to

LIST_SIZE = 20
#: What the list offers as the most time that somebody has, in minutes.
EFFORTS = (60, 180, 360, 720)


def present_course(shown: Presentation, reading: Reading) -> None:
    """Show what it takes and gives, its modules with their lessons, and what to read with it."""
    card = reading.card
    want_relations(reading)
    reading.want_pages([*(row["group"] for row in card["lessons"]), *card["materials"]])
    shown.kind = str(CourseKind(card["kind"]).label)
    shown.linked = course_for_machines(reading)
    add_conditions(shown, card)
    add_way_in(shown, reading)
    shown.extra |= {"modules": modules(reading), "key": reading.key}
    shown.extra["count"] = sum(len(module["lessons"]) for module in shown.extra["modules"])
    for title, text in (
        (_("What you will learn"), card["objectives"]),
        (_("What you need beforehand"), card["prerequisites"]),
        (_("What the certificate takes"), card["certificate_terms"]),
    ):
        if text:
            shown.sections.append(Section(title=title, text=text))
    shown.add_table(
        _("Languages of the course"),
        (_("Course"), _("Subtitles"), _("Questions"), _("Where")),
        (edition_row(reading, row) for row in card["editions"]),
    )
    shown.add_table(
        _("Sessions"),
        (_("Start"), _("End"), _("Language"), _("Sign up")),
        (session_row(reading, row) for row in card["runs"]),
    )
    shown.add_links(_("Learning materials"), reading.pages(card["materials"]).values())
    present_resource(shown, reading)


def add_way_in(shown: Presentation, reading: Reading) -> None:
    """Lead to where the course is taken in the reader's language, when that is elsewhere."""
    editions = (row for row in reading.card["editions"] if row["language"] == reading.locale)
    address = next((row["url"] for row in editions), None)
    if way_in := web_item(_("Open the course"), address):
        shown.lead.append(Section(title="", more=way_in))
    for row in reading.card.get("silent", ()):
        if silent := day(row["day"]):
            text = _("The provider’s address %(address)s did not answer on %(day)s.")
            known = {"address": urlsplit(row["url"]).hostname, "day": silent.text}
            shown.lead.append(Section(title="", text=text % known))


def add_conditions(shown: Presentation, card: dict[str, Any]) -> None:
    """Say in a few words how long it takes, when, for whom and at what cost."""
    shown.add_fact(_("Time"), duration(card["minutes"]))
    if card["pacing"] != Pacing.UNKNOWN:
        shown.add_fact(_("Pace"), str(Pacing(card["pacing"]).label))
    shown.add_fact(_("Level"), str(Level(card["level"]).label) if card["level"] else None)
    if card["cost"] != Cost.UNKNOWN:
        shown.add_fact(_("Cost"), str(Cost(card["cost"]).label), card["cost_note"])
    if card["certificate"] != Certificate.UNKNOWN:
        shown.add_fact(_("Certificate"), str(Certificate(card["certificate"]).label))


def duration(minutes: int | None) -> str:
    """Write minutes as hours and minutes."""
    hours, rest = divmod(minutes or 0, 60)
    parts = [
        ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours} if hours else "",
        ngettext("%(count)d minute", "%(count)d minutes", rest) % {"count": rest} if rest else "",
    ]
    return joined(parts)


def entries_of(reading: Reading, keys: Iterable[str]) -> dict[str, Entry]:
    """Read those of these pages that everyone may see, in their order."""
    found = reading.loaders.entries.get_many([(key, reading.locale) for key in keys])
    return {str(entry.key): entry for entry in found}


def modules(reading: Reading) -> list[dict[str, Any]]:
    """Return the modules with links to their lessons; lessons of no module stand at the end."""
    card = reading.card
    entries = entries_of(reading, (row["group"] for row in card["lessons"]))
    links: dict[str, list[PageLink]] = {}
    known = {module["code"] for module in card["modules"]}
    for row in card["lessons"]:
        if entry := entries.get(row["group"]):
            code = row["module"] if row["module"] in known else ""
            links.setdefault(code, []).append(link_to(entry, when=duration(entry.card["minutes"])))
    found = [module | {"lessons": links.get(module["code"], [])} for module in card["modules"]]
    if "" in links:
        found.append({"title": "", "description": "", "code": "", "lessons": links[""]})
    return found


def names(reading: Reading, codes: Iterable[str]) -> Item | None:
    text = joined(capfirst(language_name(code, reading.locale)) for code in codes if code)
    return Item(text=text) if text else None


def edition_row(reading: Reading, row: dict[str, Any]) -> list[Item | None]:
    elsewhere = web_item(_("Open the course"), row["url"])
    return [
        names(reading, [row["language"]]),
        names(reading, row["subtitles"]),
        names(reading, row["assessments"]),
        elsewhere or (Item(text=_("On this site")) if reading.card["lessons"] else None),
    ]


def session_row(reading: Reading, row: dict[str, Any]) -> list[Item | None]:
    return [
        day(row["starts_on"]),
        day(row["ends_on"]),
        names(reading, [row["language"]]),
        web_item(_("Sign up"), row["sign_up_url"]),
    ]


def present_lesson(shown: Presentation, reading: Reading) -> None:
    """Show where the lesson stands in its course, and what comes before and after it."""
    card = reading.card
    shown.when = Item(text=text) if (text := duration(card["minutes"])) else None
    shown.extra["key"] = reading.key
    course = entries_of(reading, [card["course"]] if card["course"] else []).get(card["course"])
    shown.linked = lesson_for_machines(reading, course)
    if course is None:
        return
    module = next(
        (row for row in course.card["modules"] if row["code"] == card["module_code"]), None
    )
    entries = entries_of(reading, (row["group"] for row in course.card["lessons"]))
    keys = list(entries)
    place = keys.index(reading.key) if reading.key in entries else -1
    shown.extra |= {
        "course": link_to(course),
        "module": module,
        "place": place + 1,
        "count": len(keys),
        "previous": link_to(entries[keys[place - 1]]) if place > 0 else None,
        "next": link_to(entries[keys[place + 1]]) if 0 <= place < len(keys) - 1 else None,
    }


def present_course_index(shown: Presentation, reading: Reading) -> None:
    """List courses by title, with all that the list can be narrowed by."""
    shown.kind, shown.feed, shown.has_calendar = "", ("course",), True
    shown.linked["@type"] = "CollectionPage"
    entries = reading.entries().filter(type="course")
    narrowed = NarrowedList(reading, entries, narrowings(reading))
    shown.extra["narrowed"] = narrowed_list(
        reading, narrowed, order=TITLE, size=LIST_SIZE, links_to=course_links
    )


def add_way_to_learn(shown: Presentation, reading: Reading) -> None:
    """Lead from the first page to the questions that find a course."""
    if address := named_address("learning_find"):
        text = _("Courses and toolkits for your language, your time and your topic.")
        way = Item(text=_("What fits me?"), url=address)
        shown.lead.append(Section(title=_("Learn"), text=text, more=way))


def course_links(entries: Iterable[Entry]) -> Iterator[PageLink]:
    """Link to courses, each with its kind and how long it takes."""
    for entry in entries:
        parts = [str(CourseKind(entry.card["kind"]).label), duration(entry.card["minutes"])]
        yield link_to(entry, when=" · ".join(part for part in parts if part))


def narrowings(reading: Reading) -> tuple[Narrowing, ...]:
    """Return what the courses can be narrowed by, in the order of a learner's questions."""
    names = {code: capfirst(language_name(code, reading.locale)) for code in asset_languages()}
    efforts = {str(most): (duration(most), effort_up_to(most)) for most in EFFORTS}
    facets = (
        ("language", _("Language of the course"), "course_language", names),
        ("subtitles", _("Language of the subtitles"), "subtitle_language", names),
        ("kind", _("Kind"), "kind", dict(CourseKind.choices)),
        ("pace", _("Pace"), "pacing", dict(Pacing.choices)),
        ("level", _("Level"), "level", dict(Level.choices)),
        ("certificate", _("Certificate"), "certificate", dict(Certificate.choices)),
    )
    first, *others = (
        Narrowing(parameter=parameter, label=label, conditions=conditions(facet, labels))
        for parameter, label, facet, labels in facets
    )
    return (
        first,
        Narrowing(parameter="time", label=_("Time, at most"), conditions=efforts),
        *others,
        *(
            Narrowing(parameter=parameter, name=name.value, label=str(name.label))
            for parameter, name in (
                ("topic", Vocabulary.TOPICS),
                ("audience", Vocabulary.AUDIENCES),
            )
        ),
        Narrowing(parameter="organisation", name="organisation", label=_("Organisations")),
    )


def conditions(facet: str, labels: dict[str, Any]) -> dict[str, tuple[str, Q]]:
    """Return the condition for each value; that nothing is known is nothing to look for."""
    known = {value: label for value, label in labels.items() if value != "unknown"}
    return {value: (str(label), has_facet(facet, [value])) for value, label in known.items()}
