"""Pairing the words of two languages, piece by piece, as wagtail-localize cuts a page into strings.

Only a pair can be shown on the translation screen, exported as PO and kept in step with its source.
So the page of another language is never a text of its own: it is its source with every piece said
in another language, and texts that do not fit piece by piece are refused.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from modelcluster.models import ClusterableModel
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.segments import TemplateSegmentValue as Template
from wagtail_localize.segments.extract import extract_segments, quote_path_component

#: The prose of one language: text fields by name, streams as stored, and rows by translation key.
Words = Mapping[str, Any]

_LINK_ID = re.compile(r'(<a\b[^>]*\bid=")(\w+)(")')


class TranslationMismatch(Exception):
    """The text of another language has other pieces than its source; `problems` say where."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


@dataclass
class Pairs:
    """What is said in the other language, by the path of the piece and the words of the source."""

    strings: dict[tuple[str, str], str] = field(default_factory=dict)
    overrides: dict[str, Any] = field(default_factory=dict)
    #: Paths that have words in the source only.
    missing: list[str] = field(default_factory=list)


def put_words(page: Page, words: Words) -> None:
    """Put the words of one language into a page; what they do not name becomes empty."""
    for translatable in get_translatable_fields(type(page)):
        name = translatable.field_name
        model_field = page._meta.get_field(name)
        if isinstance(model_field, StreamField):
            raw = list(words.get(name, ()))
            setattr(page, name, StreamValue(model_field.stream_block, raw, is_lazy=True))
        elif model_field.one_to_many:
            rows = list(getattr(page, name).all())
            put_words_of_rows(rows, words.get(name, {}))
            setattr(page, name, rows)
        else:
            setattr(page, name, words.get(name, ""))


def put_words_of_rows(rows: Iterable[ClusterableModel], words: Mapping[str, Words]) -> None:
    for row in rows:
        said = words.get(str(row.translation_key), {})
        for translatable in get_translatable_fields(type(row)):
            setattr(row, translatable.field_name, said.get(translatable.field_name, ""))


def check_words(
    model: type[Page], source: Words, words: Words, *, rows: Mapping[str, tuple[Any, list[Any]]]
) -> Pairs:
    """Pair two languages of a page that is not stored; `rows` gives the models and keys of rows."""
    page = model()
    for name, (row_model, keys) in rows.items():
        setattr(page, name, [row_model(translation_key=key) for key in keys])
    put_words(page, source)
    return pair_words(page, words)


def pair_words(page: Page, words: Words) -> Pairs:
    """Pair the pieces of a page with the same pieces in other words, which it holds afterwards.

    Raises `TranslationMismatch` where the two are not cut into the same pieces.
    """
    ours = by_path(extract_segments(page))
    put_words(page, words)
    theirs = by_path(extract_segments(page))
    pairs, problems = Pairs(), []
    for path, segments in ours.items():
        said = theirs.pop(path, [])
        try:
            pair_path(path, segments, said, pairs)
        except ValueError as error:
            problems.append(f"{place_of(path, page)}: {error}")
    for path, segments in theirs.items():
        if any(isinstance(segment, StringSegmentValue) for segment in segments):
            problems.append(f"{place_of(path, page)}: " + _("its source has no text here."))
    if problems:
        raise TranslationMismatch(problems)
    return pairs


def by_path(segments: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for segment in segments:
        found[segment.path].append(segment)
    return dict(found)


def pair_path(path: str, ours: list[Any], theirs: list[Any], pairs: Pairs) -> None:
    """Pair what stands at one path: one line, one link, or the pieces of one rich text."""
    strings = [segment for segment in ours if isinstance(segment, StringSegmentValue)]
    said = [segment for segment in theirs if isinstance(segment, StringSegmentValue)]
    if strings and not said:
        pairs.missing.append(path)
        return
    if len(strings) != len(said) or templates(ours) != templates(theirs):
        message = _("%(said)d pieces of text in place of %(wanted)d, or in another order.")
        raise ValueError(message % {"said": len(said), "wanted": len(strings)})
    for string, words in zip(strings, said, strict=True):
        text = with_links_of(string, words, path, pairs)
        if pairs.strings.setdefault((path, string.string.data), text) != text:
            raise ValueError(_("the same words of the source are translated in two ways."))
    for segment, other in zip(ours, theirs, strict=False):
        if isinstance(segment, OverridableSegmentValue) and segment.data != other.data:
            pairs.overrides[path] = other.data


def templates(segments: list[Any]) -> list[str]:
    return [segment.template for segment in segments if isinstance(segment, Template)]


def with_links_of(string: Any, words: Any, path: str, pairs: Pairs) -> str:
    """Give the links in a translated piece the names they have in the source.

    Links are told apart by where they lead, for their order may differ. A link that leads elsewhere
    in this language is paired by its place and kept as an override.
    """
    ours, theirs = dict(string.attrs or {}), dict(words.attrs or {})
    if len(ours) != len(theirs):
        message = _("%(said)d links in place of %(wanted)d.")
        raise ValueError(message % {"said": len(theirs), "wanted": len(ours)})
    names: dict[str, str] = {}
    for name, target in theirs.items():
        same = next((ours_name for ours_name, ours_to in ours.items() if ours_to == target), None)
        if same is not None:
            names[name] = same
            del ours[same]
    for name in [name for name in theirs if name not in names]:
        names[name], target = next(iter(ours.items()))
        del ours[names[name]]
        if "href" not in target or "href" not in theirs[name]:
            raise ValueError(_("a link leads to another page than in the source."))
        href_path = f"{path}.{quote_path_component(target['href'])}"
        pairs.overrides[href_path] = theirs[name]["href"]
    return _LINK_ID.sub(lambda match: f"{match[1]}{names[match[2]]}{match[3]}", words.string.data)


def place_of(path: str, page: Page) -> str:
    """Say where in a page a path leads, in the words of the admin."""
    name, *rest = path.split(".")
    model_field = page._meta.get_field(name)
    if isinstance(model_field, StreamField) and rest:
        for number, block in enumerate(getattr(page, name), start=1):
            if block.id == rest[0]:
                return _("block %(number)d (%(label)s)") % {
                    "number": number,
                    "label": block.block.label,
                }
    if model_field.one_to_many:
        return str(model_field.related_model._meta.verbose_name_plural)
    return str(model_field.verbose_name)
