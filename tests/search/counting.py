"""Counting by hand: what a search must find, from the pages and terms alone, in plain Python.

Nothing of the catalogue and nothing of an engine is used, and no SQL beyond reading whole rows.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from wagtail.models import Page, PageViewRestriction

from hub.networks.models import NetworkItem
from hub.terms.models import Term, TermMapping
from resources import models

TYPES = {
    models.HomePage: "home",
    models.LibraryPage: "library",
    models.IndexPage: "index",
    models.InformationPage: "information",
    models.UpdatePage: "update",
    models.Report: "report",
    models.Toolkit: "toolkit",
}
#: Each facet of the API, the name of its field in a filter, and what its values are called here.
FACETS = {
    "TYPE": ("type", "type"),
    "KIND": ("kind", "kind"),
    "TOPIC": ("topic", "topics"),
    "TARGET_GROUP": ("targetGroup", "target_groups"),
    "SDG": ("sdg", "sdgs"),
    "NETWORK": ("network", "network"),
    "ASSET_LANGUAGE": ("assetLanguage", "asset_language"),
    "PUBLISHER": ("publisher", "publisher"),
    "CITY": ("city", "places"),
    "COUNTRY": ("country", "countries"),
    "REGION": ("region", "regions"),
    "YEAR": ("year", "year"),
    "AUDIENCE": ("audience", "audiences"),
}
#: Pages with all words; where fewer are left, pages follow that lack half of them.
FEW = 5


@dataclass
class Counted:
    """All that counts of one group: its facts, its words by language, and who may read it when."""

    key: str
    values: dict[str, set[str]]
    year: int | None
    day: date | None
    words: dict[str, set[str]]
    readers: set[str] | None  # of networks; None is everyone
    until: datetime | None
    languages: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Expected:
    keys: set[str]
    counts: dict[str, dict[str, int]]


def read_groups() -> list[Counted]:
    """Read every group that anybody may read, now or until a moment."""
    restricted = list(PageViewRestriction.objects.values_list("page__path", flat=True))
    groups: dict[Any, list[Page]] = {}
    for page in Page.objects.filter(depth__gt=1).order_by("pk"):
        groups.setdefault(page.translation_key, []).append(page.specific)
    return [
        read_group(pages)
        for pages in groups.values()
        if type(pages[0]) in TYPES
        # The first page is where it was written; when that is deleted, the next one.
        and pages[0].live
        and not any(page.path.startswith(path) for page in pages for path in restricted)
    ]


def read_group(pages: list[Any]) -> Counted:
    source, shown = pages[0], [page for page in pages if page.live]
    networks = {row.network.slug for row in source.hub_networks.all()}
    return Counted(
        key=str(source.translation_key),
        values=values_of(source, pages, networks),
        year=year_of(source),
        day=day_of(source),
        words={page.locale.language_code: words_of(page) for page in shown},
        readers=networks if getattr(source, "reach", "everyone") == "networks" else None,
        until=source.expire_at,
    )


def values_of(source: Any, pages: list[Any], networks: set[str]) -> dict[str, set[str]]:
    values: dict[str, set[str]] = {"type": {TYPES[type(source)]}}
    values["kind"] = {source.kind} if hasattr(source, "kind") else set()
    for row in source.hub_terms.all():
        for term in with_broader(row.term):
            values.setdefault(term.vocabulary, set()).add(term.code)
    curated = NetworkItem.objects.filter(page__in=pages)
    values["network"] = networks | {item.network.slug for item in curated}
    values["asset_language"] = {code for row in source.hub_files.all() for code in row.languages}
    roles = source.hub_contributions.all()
    values["publisher"] = {row.organisation.slug for row in roles if row.role == "publisher"}
    values["year"] = {str(year)} if (year := year_of(source)) else set()
    return values


def with_broader(term: Term) -> set[Term]:
    """Return a term with those it lies in; a country also lies in the regions it is linked to."""
    above = [term.parent] if term.parent else []
    if term.vocabulary == "countries":
        links = TermMapping.objects.filter(source=term, target__vocabulary="regions")
        above += [link.target for link in links]
    return {term}.union(*(with_broader(broader) for broader in above))


def day_of(source: Any) -> date | None:
    if isinstance(source, models.UpdatePage):
        return source.date
    issued_on = getattr(source, "issued_on", None)
    if issued_on is None and isinstance(source, models.Report):
        return date(source.report_year, 1, 1)
    return issued_on


def year_of(source: Any) -> int | None:
    day = day_of(source)
    return source.report_year if isinstance(source, models.Report) else day.year if day else None


def words_of(page: Any) -> set[str]:
    return set(f"{page.title} {getattr(page, 'summary', '')}".lower().split())


def expect(
    groups: Iterable[Counted], variables: dict[str, Any], *, networks: set[str], now: datetime
) -> Expected:
    """Say what the API must answer to these variables."""
    tree = variables["filter"]
    readable = [
        group
        for group in groups
        if (group.readers is None or group.readers & networks)
        and (group.until is None or group.until > now)
    ]
    fitting = with_text(readable, variables["query"], tree)
    found = [group for group in fitting if is_chosen(group, tree)]
    counts = {}
    for name, (facet, vocabulary) in FACETS.items():
        others = [group for group in fitting if is_chosen(group, tree, but=facet)]
        counted = Counter(value for group in others for value in group.values.get(vocabulary, ()))
        shown = dict(counted)
        for value in (tree.get(facet) or {"in": ()})["in"]:
            shown.setdefault(value, 0)
        counts[name] = shown
    return Expected({group.key for group in found}, counts)


def with_text(groups: list[Counted], text: str, tree: dict[str, Any]) -> list[Counted]:
    """Keep the groups with all words in one language, and half of them where few have all."""
    wanted = {word for word in text.split() if not word.startswith("-")}
    unwanted = {word[1:] for word in text.split() if word.startswith("-")}
    left = [
        group
        for group in groups
        if fits(group, unchosen(tree)) and not any(unwanted & own for own in group.words.values())
    ]
    if not wanted:
        return left
    needed = len(wanted)
    complete = having(left, wanted, needed)
    if len([group for group in complete if is_chosen(group, tree)]) >= FEW:
        return complete
    return having(left, wanted, needed - needed // 2)


def having(groups: list[Counted], wanted: set[str], needed: int) -> list[Counted]:
    return [
        group
        for group in groups
        if any(len(wanted & own) >= needed for own in group.words.values())
    ]


def unchosen(tree: dict[str, Any]) -> dict[str, Any]:
    """Return a tree without what is named at its top, which is chosen in facets."""
    facets = {facet for facet, _vocabulary in FACETS.values()}
    return {name: value for name, value in tree.items() if name not in facets}


def is_chosen(group: Counted, tree: dict[str, Any], *, but: str = "") -> bool:
    return all(
        has(group.values.get(vocabulary, set()), tree[facet])
        for facet, vocabulary in FACETS.values()
        if facet in tree and facet != but
    )


def has(own: set[str], choice: dict[str, Any]) -> bool:
    found = [value in own for value in choice["in"]]
    return {"ANY": any(found), "ALL": all(found), "NONE": not any(found)}[choice["mode"]]


def fits(group: Counted, tree: dict[str, Any]) -> bool:
    """Tell whether a group is what a filter asks for, facets at its top included."""
    parts = [is_chosen(group, tree)]
    parts += [within(group.year, tree["years"])] if "years" in tree else []
    parts += [within(group.day, tree["date"])] if "date" in tree else []
    parts += [fits(group, branch) for branch in tree.get("and", ())]
    parts += [any(fits(group, branch) for branch in tree["or"])] if tree.get("or") else []
    parts += [not fits(group, tree["not"])] if "not" in tree else []
    return all(parts)


def within(own: Any, limits: dict[str, Any]) -> bool:
    """Tell whether something known lies within limits; what is not known is in none."""
    if own is None:
        return False
    own = own.isoformat() if isinstance(own, date) else own
    return limits.get("from", own) <= own <= limits.get("to", own)
