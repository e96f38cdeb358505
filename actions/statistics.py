"""Numbers about actions, counted from what everyone may read; nothing is stored.

No number is protected, however small: what is counted are public pages and the public lists of
those who joined, so none of them tells of a person anything that a page does not. How many actions
were submitted in a year is the one number about more than that, and it is never divided.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hub import days
from hub.catalogue.models import Entry, Facet
from hub.catalogue.querysets import ANYONE, EntryQuerySet
from hub.terms.enums import Vocabulary
from hub.terms.models import Term

from .enums import ListingKind, Timeline
from .models import Draft, Submission
from .services.commitments import signatories, supporting_partners
from .showcases import showcase_names
from .tables import BYTE_ORDER_MARK, as_csv
from .timeline import in_timeline, standing_listings

VOCABULARIES = (Vocabulary.PRIORITY_OBJECTIVES, Vocabulary.REGIONS, Vocabulary.COUNTRIES)
#: What an annual report counts by.
REPORTED = (
    Vocabulary.PRIORITY_OBJECTIVES,
    Vocabulary.GCM_OBJECTIVES,
    Vocabulary.GCR_SECTIONS,
    Vocabulary.SDGS,
    Vocabulary.REGIONS,
    Vocabulary.TARGET_GROUPS,
)
YEAR = "year"
#: More values of one series than there are countries nobody reads.
MOST_NUMBERS = 300


@dataclass(frozen=True)
class Number:
    """How many there are of one value; terms in their own order, others the most first."""

    code: str
    label: str
    total: int


@dataclass(frozen=True, kw_only=True)
class Series:
    name: str
    label: str
    note: str
    numbers: tuple[Number, ...]

    @property
    def rows(self) -> list[tuple[str, int]]:
        return [(one.label, one.total) for one in self.numbers]


def statistics(
    locale: str, *, year: int | None = None, now: datetime | None = None
) -> list[Series]:
    """Count public actions, by default of all years, in as many statements for any number."""
    now = now or timezone.now()
    entries = public_actions(locale, now)
    if year is not None:
        entries = entries.filter(year=year)
    today, facets = days.day_of(now), facet_totals(entries, VOCABULARIES)
    by_showcase, by_kind = on_showcases(entries, today)
    begun = _("Actions by the year of their start; those without one are left out.")
    return [
        overview(entries, by_kind),
        Series(
            name="timeline",
            label=_("Timeline"),
            note=_("Where actions stand today; those without a start are left out."),
            numbers=timelines(entries, today),
        ),
        *series_of_terms(facets, VOCABULARIES, locale),
        Series(
            name=YEAR,
            label=_("Year of the start"),
            note=begun,
            numbers=ordered(facets[YEAR], {value: value for value in sorted(facets[YEAR])}),
        ),
        Series(
            name="showcase",
            label=_("Showcases"),
            note=_("Actions that stand on it today, as far as it was recorded."),
            numbers=ordered(by_showcase, showcase_names(), by_total=True),
        ),
    ]


def public_actions(locale: str, now: datetime) -> EntryQuerySet:
    return Entry.objects.visible_to(ANYONE, now=now).in_locale(locale).filter(type="action")


def actions_of_year(locale: str, year: int) -> EntryQuerySet:
    """Find the public actions that were first submitted in a year."""
    pages = sent_in(year).values("page__translation_key")
    return public_actions(locale, timezone.now()).of_pages(pages)


def sent_in(year: int) -> QuerySet[Draft]:
    first = Submission.objects.filter(round=1, submitted_at__year=year)
    return Draft.objects.filter(pk__in=first.values("draft"))


def annual_statistics(locale: str, year: int) -> list[Series]:
    """Count the actions that were first submitted in a year."""
    entries = actions_of_year(locale, year)
    _by_showcase, kinds = on_showcases(entries, days.today())
    pledges, practices = kinds[ListingKind.PLEDGE], kinds[ListingKind.PRACTICE]
    first = Series(
        name="overview",
        label=_("The year in numbers"),
        note=_("By the year in which they were first submitted; all but the first are public."),
        numbers=(
            Number("submitted", _("actions were submitted"), sent_in(year).count()),
            Number("published", _("of them are published"), entries.count()),
            Number("pledges", _("pledges stand on showcases"), pledges),
            Number("practices", _("good practices stand on showcases"), practices),
        ),
    )
    return [first, *series_of_terms(facet_totals(entries, REPORTED), REPORTED, locale)]


def series_of_terms(
    facets: Mapping[str, Mapping[str, int]], vocabularies: Iterable[Vocabulary], locale: str
) -> list[Series]:
    names = labels_of(facets, locale)
    return [
        Series(
            name=name.value,
            label=str(name.label),
            note=_("An action counts once for each of them."),
            numbers=ordered(facets[name], names[name], by_total=name is Vocabulary.COUNTRIES),
        )
        for name in vocabularies
    ]


def overview(entries: EntryQuerySet, kinds: Mapping[str, int]) -> Series:
    partners = supporting_partners().order_by().count()
    return Series(
        name="overview",
        label=_("At a glance"),
        note=_("Pledges and practices are places on showcases: one action can have several."),
        numbers=(
            Number("actions", _("Actions"), entries.count()),
            Number("pledges", _("Pledges"), kinds[ListingKind.PLEDGE]),
            Number("practices", _("Good practices"), kinds[ListingKind.PRACTICE]),
            Number("signatories", _("Signatories"), signatories().order_by().count()),
            Number("supporting_partners", _("Supporting partners"), partners),
        ),
    )


def facet_totals(
    entries: EntryQuerySet, vocabularies: Iterable[Vocabulary]
) -> dict[str, dict[str, int]]:
    names = (*(name.value for name in vocabularies), YEAR)
    rows = Facet.objects.filter(name__in=names, group__in=entries.values("group"))
    found: dict[str, dict[str, int]] = defaultdict(dict)
    counted = rows.values_list("name", "value").annotate(total=Count("pk")).order_by()
    for name, value, total in counted:
        found[name][value] = total
    return found


def labels_of(facets: Mapping[str, Mapping[str, int]], locale: str) -> dict[str, dict[str, str]]:
    """Name the terms that were found, in their order."""
    vocabularies = [name for name in facets if name != YEAR]
    codes = {code for name in vocabularies for code in facets[name]}
    terms = Term.objects.in_vocabulary(*vocabularies).filter(code__in=codes)
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for term in terms.prefetch_related("labels").order_by("order", "code"):
        found[term.vocabulary][term.code] = term.label_in(locale)
    return found


def ordered(
    totals: Mapping[str, int], labels: Mapping[str, str], *, by_total: bool = False
) -> tuple[Number, ...]:
    found = [Number(code, label, totals[code]) for code, label in labels.items() if code in totals]
    if by_total:
        found.sort(key=lambda one: (-one.total, one.label))
    return tuple(found)[:MOST_NUMBERS]


def timelines(entries: EntryQuerySet, today: date) -> tuple[Number, ...]:
    sums = {one.value: Count("pk", filter=in_timeline([one], today)) for one in Timeline}
    totals = entries.order_by().aggregate(**sums)
    return tuple(Number(one.value, str(one.label), totals[one.value]) for one in Timeline)


def on_showcases(entries: EntryQuerySet, today: date) -> tuple[Counter[str], Counter[str]]:
    """Count where actions stand, by showcase and by kind, exactly as their pages tell it."""
    by_showcase: Counter[str] = Counter()
    by_kind: Counter[str] = Counter()
    names = ("card__listings", "card__starts_on", "card__ends_on")
    for listings, starts_on, ends_on in entries.order_by().values_list(*names):
        card = {"listings": listings or [], "starts_on": starts_on, "ends_on": ends_on}
        for listing in standing_listings(card, today):
            by_showcase[listing["showcase"]] += 1
            by_kind[listing["kind"]] += 1
    return by_showcase, by_kind


def rows_of(found: list[Series]) -> list[tuple[Any, ...]]:
    return [
        (series.name, number.code, number.label, number.total)
        for series in found
        for number in series.numbers
    ]


COLUMNS = ("series", "code", "label", "total")


def numbers_as_csv(found: list[Series]) -> str:
    return BYTE_ORDER_MARK + as_csv(COLUMNS, rows_of(found))


def with_codebook(found: list[Series]) -> dict[str, Any]:
    """Return the numbers as rows, with what each of their columns means."""
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in rows_of(found)]
    return {"codebook": codebook(found), "rows": rows}


def codebook(found: list[Series]) -> dict[str, str]:
    """Say what stands in each column, and what each series counts."""
    columns = {
        "series": _("What is counted by, one of those below."),
        "code": _("The value, as filters of the API take it."),
        "label": _("The value in words."),
        "total": _("How many there are; none is left out for being small."),
    }
    return columns | {series.name: f"{series.label}. {series.note}" for series in found}
