"""What engines are given: one document for each group, made from the catalogue alone."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import override

from hub.catalogue.models import FAR_FUTURE, NO_DATE, Entry, Facet, Group, Membership, Reach
from hub.declarations import page_types
from hub.organisations.models import Organisation
from hub.pages.links import kind_of
from hub.terms.models import TermLabel

from .models import FileText

EVERYONE = "everyone"
#: A language and what something is called in it; some names are the same in every language.
Name = tuple[str, str]
EVERY = ""
#: Codes that people type: sdg-05 as SDG 5, gcm-17 as GCM 17.
NUMBERED = re.compile(r"([a-z]+)-0*(\d+)")
#: At least ten digits in groups.
GROUPED = re.compile(r"\b(?=(?:-?\d){10})\d+(?:-\d+)+\b")
#: Text of files that a document takes at most, in characters.
MAX_FILE_TEXT = 200_000


@dataclass(frozen=True, kw_only=True)
class LanguageDocument:
    """The text of a group in one language, by weight; `terms` are names from vocabularies."""

    title: str
    texts: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class GroupDocument:
    """All that an engine may know of a group; without a reach it is only the mark of its version.

    `shown_in` says for each reading locale in which language it is read, `sort_titles` under which
    title it is listed, `visible_until` when it ends there.
    """

    group_id: int
    version: int
    type: str
    reach: tuple[str, ...] = ()
    sort_date: date = NO_DATE
    year: int = 0
    updated_at: datetime = FAR_FUTURE
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    languages: Mapping[str, LanguageDocument] = field(default_factory=dict)
    shown_in: Mapping[str, str] = field(default_factory=dict)
    sort_titles: Mapping[str, str] = field(default_factory=dict)
    visible_until: Mapping[str, datetime] = field(default_factory=dict)


def network_reach(network_id: int) -> str:
    return f"network:{network_id}"


def build_documents(groups: Iterable[Group]) -> list[GroupDocument]:
    """Build the documents of these groups with a handful of queries, however many they are.

    Only what the catalogue shows is in them: a hidden group becomes the bare mark of its version.
    """
    groups = list(groups)
    sources = Sources([group.pk for group in groups])
    return [build_document(group, sources) for group in groups]


class Sources:
    """The catalogue's rows of some groups, read at once."""

    def __init__(self, group_ids: list[int]) -> None:
        self.entries = grouped(
            Entry.objects.filter(group__in=group_ids, is_visible=True)
            .select_related("content")
            .order_by("pk")
        )
        self.facets = grouped(Facet.objects.filter(group__in=group_ids).order_by("name", "value"))
        self.memberships = grouped(
            Membership.objects.filter(group__in=group_ids, grants_access=True).order_by("network")
        )
        self.term_labels = self._term_labels()
        self.organisation_names = self._organisation_names()
        checksums = {
            file["checksum"]
            for entries in self.entries.values()
            for entry in entries
            for file in entry.card["files"]
            if file.get("checksum")
        }
        rows = FileText.objects.filter(checksum__in=checksums).exclude(text="")
        self.file_texts = dict(rows.values_list("checksum", "text"))

    def _term_labels(self) -> dict[tuple[str, str], list[Name]]:
        """Return what each term is called in all languages, by vocabulary and code."""
        codes: dict[str, set[str]] = {}
        for facets in self.facets.values():
            for facet in facets:
                codes.setdefault(vocabulary_of(facet.name), set()).add(facet.value)
        wanted = Q(pk__in=[])
        for vocabulary, values in codes.items():
            wanted |= Q(term__vocabulary=vocabulary, term__code__in=values)
        labels: dict[tuple[str, str], list[Name]] = {}
        rows = TermLabel.objects.filter(wanted).order_by("pk")
        for vocabulary, code, locale, *names in rows.values_list(
            "term__vocabulary", "term__code", "locale", "label", "short_label"
        ):
            labels.setdefault((vocabulary, code), []).extend((locale, name) for name in names)
        return labels

    def _organisation_names(self) -> dict[str, list[Name]]:
        slugs = {
            facet.value
            for facets in self.facets.values()
            for facet in facets
            if facet.name == "organisation"
        }
        names: dict[str, list[Name]] = {}
        rows = Organisation.objects.filter(slug__in=slugs).order_by("labels__pk")
        for slug, own, acronym, locale, *labels in rows.values_list(
            "slug", "name", "acronym", "labels__locale", "labels__name", "labels__acronym"
        ):
            found = names.setdefault(slug, [])
            if locale:
                found += [(locale, label) for label in labels]
            found += [(EVERY, own), (EVERY, acronym)]
        return names

    def names_of(self, group_id: int) -> list[Name]:
        """Return what a page is found by beside its own words, in every language."""
        found: list[Name] = []
        for facet in self.facets.get(group_id, ()):
            if facet.name == "organisation":
                found += self.organisation_names.get(facet.value, ())
            elif facet.name == "type":
                found += type_names(facet.value)
            else:
                found += self.term_labels.get((vocabulary_of(facet.name), facet.value), ())
                if code := NUMBERED.fullmatch(facet.value):
                    found.append((EVERY, " ".join(code.groups())))
        return [name for name in dict.fromkeys(found) if name[1]]


def vocabulary_of(facet: str) -> str:
    """Return whose terms are the values of a facet; a file in Swahili is found by that word."""
    return "languages" if facet == "asset_language" else facet


def grouped(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.group_id, []).append(row)
    return found


def build_document(group: Group, sources: Sources) -> GroupDocument:
    entries: list[Entry] = sources.entries.get(group.pk, [])
    if not entries:
        return GroupDocument(group_id=group.pk, version=group.version, type=group.type)
    first = entries[0]
    facets: dict[str, tuple[str, ...]] = {}
    for facet in sources.facets.get(group.pk, ()):
        facets[facet.name] = (*facets.get(facet.name, ()), facet.value)
    return GroupDocument(
        group_id=group.pk,
        version=group.version,
        type=first.type,
        reach=reach_of(first, sources),
        sort_date=first.sort_date,
        year=first.year,
        updated_at=first.updated_at,
        facets=facets,
        languages=language_documents(entries, sources),
        shown_in={entry.locale: entry.actual_locale for entry in entries},
        sort_titles={entry.locale: entry.sort_title for entry in entries},
        visible_until={entry.locale: entry.visible_until for entry in entries},
    )


def reach_of(entry: Entry, sources: Sources) -> tuple[str, ...]:
    if entry.reach == Reach.EVERYONE:
        return (EVERYONE,)
    rows = sources.memberships.get(entry.group_id, ())
    return tuple(network_reach(row.network_id) for row in rows)


def language_documents(entries: list[Entry], sources: Sources) -> dict[str, LanguageDocument]:
    by_language = {entry.actual_locale: entry for entry in entries}
    files = file_texts(entries[0], list(by_language), sources.file_texts)
    names = sources.names_of(entries[0].group_id)
    documents = {}
    for language, entry in by_language.items():
        own = tuple(name for locale, name in names if locale in (language, EVERY))
        foreign = tuple(name for locale, name in names if locale not in (language, EVERY))
        texts: dict[str, tuple[str, ...]] = {
            "terms": own,
            # Found by, but no reason to prefer this text to one in the language of the name.
            "file": (*files.get(language, ()), *foreign),
        }
        for text in entry.content.texts:
            texts[text["weight"]] = (
                *texts.get(text["weight"], ()),
                with_whole_numbers(text["text"]),
            )
        documents[language] = LanguageDocument(title=entry.title, texts=texts)
    return documents


def file_texts(
    entry: Entry, languages: list[str], known: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Sort the texts of the files of a page by the language whose reader they are for.

    A French PDF belongs to the French text of the page, and to its first where it has none.
    """
    found: dict[str, tuple[str, ...]] = {}
    for file in entry.card["files"]:
        if text := known.get(file.get("checksum") or "", "")[:MAX_FILE_TEXT]:
            own = [code for code in file["languages"] if code in languages]
            for language in own or languages[:1]:
                found[language] = (*found.get(language, ()), text)
    return found


def with_whole_numbers(text: str) -> str:
    """Add numbers that are written in groups, as an ISBN is, once more in one piece."""
    whole = [found.replace("-", "") for found in GROUPED.findall(text)]
    return " ".join([text, *whole])


def type_names(code: str) -> list[Name]:
    """Return what the pages of a type are called, in the languages of the interface."""
    kind = page_types().get(code)
    if kind is None or kind.family == "page":  # nobody looks for a page by being a page
        return []
    names = []
    for language in ("en", "fr", "es", "ar"):
        with override(language):
            names.append((language, kind_of(code)))
    return names
