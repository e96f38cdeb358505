"""What is handed in to a showcase: its own fields in its order, filled from an action.

The table `reference/showcase_fields.tsv` names the fields, with their limits and how sure we are
of each (facts.md 2.2 to 2.6). A source is a question, something that is worked out here, or words
after "="; of several with "|" the first that says something counts, those with "+" all do. The
limits of texts are characters, those of files bytes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from hub.localization.languages import language_name
from hub.reference_tables import read_table

from .answers import Code, Problem
from .enums import Confidence
from .material import Material, material_of, pages_to_hand_in
from .models import DraftFile, Listing
from .showcases import Showcase

#: A problem that no answer of a city has, beside those of `Code`.
UNTRANSLATED = "UNTRANSLATED"
#: Sources that are files, not words.
FILES = ("attachment", "image")
#: What the forms take as a picture (facts.md 2.5).
PICTURES = ("image/gif", "image/jpeg", "image/png")
#: The showcase whose text is drafted in every language in which the action is public.
SOCIAL = "social-media"


@dataclass(frozen=True, kw_only=True)
class ShowcaseField:
    name: str
    label: str
    source: str
    least: int | None
    most: int | None
    is_optional: bool
    confidence: Confidence


@dataclass(frozen=True, kw_only=True)
class Line:
    """One field as it is handed in, with all that speaks against it."""

    field: ShowcaseField
    text: str = ""
    file: DraftFile | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Package:
    showcase: Showcase
    number: str
    language: str
    title: str
    lines: tuple[Line, ...]

    @property
    def problems(self) -> list[Problem]:
        return [problem for line in self.lines for problem in line.problems]


@cache
def fields_of(showcase: str) -> tuple[ShowcaseField, ...]:
    """Return what a showcase asks for, in its order; nothing for the repository, which is ours."""
    return tuple(
        ShowcaseField(
            name=row["name"],
            label=row["label"],
            source=row["source"],
            least=int(row["least"]) if row["least"] else None,
            most=int(row["most"]) if row["most"] else None,
            is_optional=row["need"] == "optional",
            confidence=Confidence(row["confidence"]),
        )
        for row in read_table("actions", "showcase_fields")
        if row["showcase"] == showcase
    )


def package_of(listing: Listing) -> Package:
    """Fill the fields of a listing's showcase, in the language in which it takes actions."""
    draft = listing.draft
    pages = pages_to_hand_in(draft.page)
    language = listing.about.language or draft.locale
    with override(language):
        material = material_of(pages, language, draft)
    return Package(
        showcase=listing.about,
        number=material.number,
        language=language,
        title=material.words.get("title", ""),
        lines=tuple(fill(listing.showcase, material, listing.wording)),
    )


def is_translated(listing: Listing) -> bool:
    """Tell whether the words of the page are there in the language of the showcase."""
    language = listing.about.language
    pages = pages_to_hand_in(listing.draft.page)
    return not language or language in pages


# Filling ------------------------------------------------------------------------------------------


def fill(showcase: str, material: Material, wording: str = "") -> Iterator[Line]:
    """Fill each field of a showcase, and find what speaks against it; in the active language."""
    drafted = material.social if showcase == SOCIAL else {}
    for asked in fields_of(showcase):
        if asked.source in FILES:
            yield line_of_file(asked, material.files)
            continue
        text, is_foreign = text_for(asked.source, material, wording)
        if text or not drafted:
            written_in = material.written_in if is_foreign else ""
            yield Line(field=asked, text=text, problems=tuple(against(asked, text, written_in)))
        for code, words in drafted.items():
            label = capfirst(language_name(code, material.language))
            own = replace(asked, name=f"{asked.name}-{code}", label=label)
            yield Line(field=own, text=words, problems=tuple(against(own, words)))


def text_for(source: str, material: Material, wording: str) -> tuple[str, bool]:
    """Return what a source says, and whether it says so in another language."""
    if source.startswith("="):
        return source[1:], False
    for names in source.split("|"):
        if names == "wording" and wording:
            return wording, False
        found = {name: material.words.get(name, "") for name in names.split("+")}
        if any(found.values()):
            text = "\n".join(filter(None, found.values()))
            return text, not material.foreign.isdisjoint(found)
    return "", False


def line_of_file(asked: ShowcaseField, given: tuple[DraftFile, ...]) -> Line:
    """Choose a file: a picture, or what is none; the first that is small enough."""
    fitting = [one for one in given if fits(asked.source, one)]
    small = [one for one in fitting if asked.most is None or one.size <= asked.most]
    chosen = next(iter(small or fitting), None)
    if chosen is None:
        return Line(field=asked, problems=tuple(against(asked, "")))
    problems: tuple[Problem, ...] = ()
    if not small:
        message = _("This file has %(size)s; there is room for %(most)s.")
        values = {"size": filesizeformat(chosen.size), "most": filesizeformat(asked.most or 0)}
        problems = (Problem(asked.name, Code.TOO_LONG, message % values),)
    return Line(field=asked, text=chosen.name, file=chosen, problems=problems)


def fits(source: str, file: DraftFile) -> bool:
    if source == "image":
        return file.media_type in PICTURES and file.has_consent
    return not file.media_type.startswith("image/")


def against(asked: ShowcaseField, text: str, written_in: str = "") -> Iterator[Problem]:
    """Find what a showcase would not take."""
    size, values = len(text), {"characters": len(text), "most": asked.most, "least": asked.least}
    if not text and not asked.is_optional:
        message = _("This is missing.") if asked.source else _("Missing: no question asks for it.")
        yield Problem(asked.name, Code.REQUIRED, message)
    elif asked.most is not None and size > asked.most:
        message = _("This text has %(characters)s characters; there is room for %(most)s.")
        yield Problem(asked.name, Code.TOO_LONG, message % values)
    elif text and asked.least is not None and size < asked.least:
        message = _("This text has %(characters)s characters; %(least)s are needed.")
        yield Problem(asked.name, Code.TOO_SHORT, message % values)
    if written_in:
        language = language_name(written_in, get_language() or written_in)
        message = _("There is no translation yet; this is in %(language)s.")
        yield Problem(asked.name, UNTRANSLATED, message % {"language": language})
