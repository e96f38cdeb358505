"""What an annual report says, as blocks: made anew for each language, the same ids in all.

Ids are made from the year and from what a block or row tells of (version 5); those that an editor
adds are random (version 4). So what was made here is found again, whatever was written since.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from bs4 import BeautifulSoup
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page

from hub import days
from hub.catalogue.models import Entry
from hub.organisations.enums import ContributionRole
from hub.organisations.models import Organisation

from .answers import EVIDENCE, read_date
from .demo.people import FICTIONAL
from .services.commitments import supporting_partners
from .statistics import Series, actions_of_year, annual_statistics, sent_in

#: Every report of every hub, by its year: two that build the same one make one page.
REPORTS = UUID("6a5f7c1e-3d0b-5b7e-9a51-0d1f6c2f8e44")
#: How much of a text is quoted.
MOST_WORDS = 60

Raw = dict[str, Any]


@dataclass(frozen=True)
class Wanted:
    """A year, and the published actions whose stories the report tells, by translation key."""

    year: int
    stories: tuple[str, ...] = ()

    @property
    def key(self) -> UUID:
        return uuid5(REPORTS, str(self.year))

    def id_of(self, *names: object) -> str:
        return str(uuid5(self.key, " ".join(map(str, names))))


def is_ours(raw: Raw) -> bool:
    """Tell whether a block or row was made here."""
    return str(raw["id"])[14:15] == "5"


def titles_of(wanted: Wanted, locale: str) -> dict[str, str]:
    """Write the words beside the content; they are made once and never again."""
    with override(locale):
        title = _("%(year)s annual report on local action for migrants and refugees")
        summary = _(
            "What local governments and their partners submitted to the Call to Local Action in"
            " %(year)s: by priority objective, global agenda, region and target group, with"
            " stories of their own."
        )
        values = {"year": wanted.year}
        if is_demonstration(wanted.year):
            title = _("Demonstration: %(title)s") % {"title": title}
        short = f"{_('Annual report')} {wanted.year}"
        return {"title": title % values, "summary": summary % values, "short_title": short}


def is_demonstration(year: int) -> bool:
    return sent_in(year).filter(organisation__name__in=FICTIONAL).exists()


def blocks_of(wanted: Wanted, locale: str) -> list[Raw]:
    """Make the content in a language, as it is stored."""
    with override(locale):
        return [
            {"type": kind, "id": wanted.id_of(name), "value": value}
            for name, kind, value in parts_of(wanted, locale)
        ]


def parts_of(wanted: Wanted, locale: str) -> Iterator[tuple[str, str, Any]]:
    """Yield the name, the kind and the value of each block."""
    if is_demonstration(wanted.year):
        text = _("This report was made from examples, to try the hub out. None of it happened.")
        yield "demonstration", "rich_text", f"<p><b>{text}</b></p>"
    text = _(
        "Counted are actions by the year in which they were first submitted, and of those only"
        " what is public on this site. Actions that came from elsewhere have no such year."
    )
    yield "introduction", "rich_text", f"<p>{text}</p>"
    first, *others = annual_statistics(locale, wanted.year)
    yield "overview", "statistics", statistics_value(wanted, first)
    yield "heading", "heading", {"text": _("What they are about"), "anchor": ""}
    for series in others:
        if series.numbers:
            yield series.name, "table", table_value(wanted, series)
    if stories := list(stories_of(wanted, locale)):
        yield "stories", "heading", {"text": _("Stories"), "anchor": ""}
        yield from stories
    if partners := [row.organisation_id for row in supporting_partners()]:
        items = [item(wanted.id_of("partner", key), key) for key in partners]
        title = _("Supporting partners")
        yield "partners", "organisations", {"title": title, "organisations": items}


def item(item_id: str, value: Any) -> Raw:
    return {"type": "item", "id": item_id, "value": value}


def statistics_value(wanted: Wanted, series: Series) -> Raw:
    today = days.today().isoformat()
    items = [
        item(
            wanted.id_of(series.name, one.code),
            {
                "value": str(one.total),
                "label": one.label,
                "source": _("Counted on this site"),
                "as_of": today,
                "is_unverified": False,
            },
        )
        for one in series.numbers
    ]
    return {"title": series.label, "items": items}


def table_value(wanted: Wanted, series: Series) -> Raw:
    def row(code: str, *texts: str) -> Raw:
        name = (series.name, code)
        cells = [item(wanted.id_of(*name, place), text) for place, text in enumerate(texts)]
        return item(wanted.id_of(*name), cells)

    rows = [row("", series.label, _("Actions"))]
    rows += [row(one.code, one.label, str(one.total)) for one in series.numbers]
    caption = _("Actions by: %(name)s. %(note)s") % {"name": series.label, "note": series.note}
    flags = {"has_header_row": True, "has_header_column": True, "draws_bars": True}
    return {"caption": caption, "rows": rows, **flags}


def stories_of(wanted: Wanted, locale: str) -> Iterator[tuple[str, str, Any]]:
    """Quote each action where it is there in this language, and lead to its page."""
    entries = actions_of_year(locale, wanted.year).of_pages(wanted.stories)
    pages: dict[str, int] = {}
    found = Page.objects.filter(translation_key__in=wanted.stories, live=True, alias_of=None)
    for key, pk in found.order_by("pk").values_list("translation_key", "pk"):
        pages.setdefault(str(key), pk)
    told = list(entries.select_related("group").order_by("sort_title", "pk"))
    leads = Organisation.objects.filter(pk__in={pk for entry in told for pk in leads_of(entry)})
    named = {
        one.pk: one.name_in(locale)
        for one in leads.filter(is_public=True).order_by("pk").prefetch_related("labels")
    }
    for entry in told:
        key = str(entry.group.translation_key)
        if entry.actual_locale == locale:
            names = [name for pk, name in named.items() if pk in leads_of(entry)]
            yield f"quote {key}", "quote", quote_value(entry, names)
        yield f"story {key}", "teaser", {"page": pages.get(key), "text": ""}


def leads_of(entry: Entry) -> set[int]:
    rows = entry.card["contributions"]
    return {row["organisation"] for row in rows if row["role"] == ContributionRole.LEAD}


def quote_value(entry: Entry, names: list[str]) -> Raw:
    """Quote what came of an action or else its summary, and name who leads it."""
    texts = [entry.card.get(name) or "" for name in (*EVIDENCE, "summary")]
    text = " ".join(next(filter(None, texts), entry.title).split())
    said = {"text": Truncator(text).words(MOST_WORDS), "attribution": ", ".join(names)[:200]}
    return said | {"role": "", "source_url": ""}


# Renewing -----------------------------------------------------------------------------------------


def renewed(now: Any, fresh: Any) -> Any:
    """Put fresh numbers and days into what was made here, and leave every word as it stands.

    Lists are those of the fresh one, with the words of what is there; what editors added stays.
    """
    if isinstance(fresh, dict):
        return now | {name: renewed(now[name], fresh[name]) for name in fresh.keys() & now.keys()}
    if isinstance(fresh, list):
        known = {one["id"]: one for one in now}
        both = [renewed(known[one["id"]], one) if one["id"] in known else one for one in fresh]
        return both + [one for one in now if not is_ours(one)]
    is_counted = isinstance(fresh, str) and (fresh.isdecimal() or read_date(fresh))
    return fresh if is_counted else now


# Words of another language ------------------------------------------------------------------------


def said_in(source: Any, fresh: Any, words: Any) -> Any:
    """Return the words of a language wherever the source still says what was made here.

    Elsewhere nothing: what an editor wrote is for a translator. Of lists, as of all blocks of a
    page, only what was made here is told.
    """
    if isinstance(source, dict) and isinstance(fresh, dict):
        return {name: said_in(source[name], fresh.get(name), words.get(name)) for name in source}
    if isinstance(source, list):
        made, said = ({one["id"]: one["value"] for one in part or ()} for part in (fresh, words))
        return [
            one | {"value": said_in(one["value"], made[one["id"]], said[one["id"]])}
            for one in source
            if one["id"] in made and one["id"] in said
        ]
    if isinstance(source, str):
        return words if source == fresh else ""
    return source


def plain(text: str) -> str:
    """Read a text without the marks that an editor's screen puts into it."""
    return " ".join(BeautifulSoup(text, "html.parser").get_text(" ").split())


def words_changed(now: Raw, fresh: Raw) -> bool:
    """Tell whether an editor changed a text of a block that was made here."""
    return list(texts_in(renewed(now, fresh)["value"])) != list(texts_in(fresh["value"]))


def texts_in(value: Any) -> Iterable[str]:
    if isinstance(value, dict):
        for one in value.values():
            yield from texts_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts_in(one["value"])
    elif isinstance(value, str):
        yield plain(value)
