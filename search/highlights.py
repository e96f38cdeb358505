"""What was found, shown in its passage: marked, safe as HTML, the same for every engine.

Passages come from the catalogue's text of the entry that is shown, so nothing is ever quoted that
its reader may not see.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from html import escape

from hub.terms.folding import fold

from .analysis import MARKS, WORD, stem
from .answers import Highlight
from .units import Phrase, Unit

#: Where a phrase starts and ends, and which one it is.
Span = tuple[int, int, Phrase]

#: Letters of a passage, about two lines of a list.
PASSAGE = 180
MAX_HIGHLIGHTS = 3
#: Letters of one text that are looked through for a passage.
MAX_SEARCHED = 100_000
#: The order in which passages are shown, from what says most.
WEIGHTS = ("title", "summary", "heading", "body", "file")
#: Letters that a folded letter may stand for in a text.
VARIANTS = {
    "a": "aáàâäãåā", "c": "cç", "e": "eéèêëē", "i": "iíìîïī", "n": "nñ", "o": "oóòôöõō",
    "u": "uúùûüū", "y": "yýÿ", "\u0627": "\u0627\u0623\u0625\u0622",
}  # fmt: skip


def highlights_of(
    texts: Iterable[Mapping[str, str]], units: tuple[Unit, ...], language: str
) -> tuple[Highlight, ...]:
    """Return the best passages of an entry's texts."""
    finder = finder_of(units, language)
    found: list[tuple[int, int, Mapping[str, str], list[Span]]] = []
    for text in texts:
        if spans := list(finder.spans(text["text"][:MAX_SEARCHED])):
            kinds = len({key for _start, _end, key in spans})
            rank = WEIGHTS.index(text["weight"]) if text["weight"] in WEIGHTS else len(WEIGHTS)
            found.append((-kinds, rank, text, spans))
    found.sort(key=lambda item: item[:2])
    return tuple(
        Highlight(text["weight"], passage(text["text"], spans), text.get("anchor", ""))
        for _kinds, _rank, text, spans in found[:MAX_HIGHLIGHTS]
    )


@lru_cache(maxsize=64)
def finder_of(units: tuple[Unit, ...], language: str) -> "Finder":
    sought = {phrase for unit in units if unit.is_wanted for phrase in unit.phrases}
    return Finder(sought, language)


@lru_cache(maxsize=50_000)
def root(word: str, language: str) -> str:
    """Return the stem of a word as it is written."""
    return stem(fold(word), language)


class Finder:
    """Finds phrases in raw text: a quick pattern of beginnings first, then stems decide."""

    def __init__(self, sought: set[Phrase], language: str) -> None:
        self.language = language
        #: By their first stem, the longest first.
        self.phrases: dict[str, list[Phrase]] = {}
        stemmed = {tuple(stem(word, language) for word in phrase) for phrase in sought}
        for phrase in sorted(stemmed, key=len, reverse=True):
            self.phrases.setdefault(phrase[0], []).append(phrase)
        beginnings = {beginning(phrase[0], language) for phrase in sought}
        choices = "|".join(sorted(map(pattern, beginnings)))
        self.quick = re.compile(rf"(?<![^\W_])(?:{choices})")

    def spans(self, text: str) -> Iterator[Span]:
        """Yield where a phrase starts and ends, and which one it is."""
        if not self.phrases:  # then `quick` is at every place
            return
        end = 0
        for found in self.quick.finditer(text):
            start = found.start()
            first = WORD.match(text, start) if start >= end else None
            if first is None:
                continue
            for phrase in self.phrases.get(root(first.group(), self.language), ()):
                if stop := self.end_of(phrase, text, first.end()):
                    end = stop
                    yield start, stop, phrase
                    break

    def end_of(self, phrase: Phrase, text: str, position: int) -> int:
        """Return where this phrase ends when its first word ends here, else 0."""
        for expected in phrase[1:]:
            word = WORD.search(text, position)
            if word is None or root(word.group(), self.language) != expected:
                return 0
            position = word.end()
        return position


def beginning(word: str, language: str) -> str:
    """Return the letters that every form of a word begins with."""
    root = stem(word, language)
    length = next(
        (place for place, pair in enumerate(zip(word, root, strict=False)) if pair[0] != pair[1]),
        min(len(word), len(root)),
    )
    return word[: max(length - 1, 1)] if length > 3 and root != word else word[:length] or word


def pattern(start: str) -> str:
    """Return a pattern of these letters, whatever their case and accents."""
    choices = (VARIANTS.get(letter, letter) for letter in start)
    return "".join(f"[{re.escape(each + each.upper())}][{MARKS}]*" for each in choices)


def passage(text: str, spans: list[Span]) -> str:
    """Return the part of a text around the first finds, marked."""
    start, end = window(text, spans[0][0])
    pieces = ["…" if start else ""]
    position = start
    for begin, stop, _phrase in spans:
        if stop > end:
            break
        pieces += [escape(text[position:begin]), "<mark>", escape(text[begin:stop]), "</mark>"]
        position = stop
    pieces += [escape(text[position:end]), "…" if end < len(text) else ""]
    return "".join(pieces)


def window(text: str, place: int) -> tuple[int, int]:
    """Return where a passage around a place starts and ends, between words."""
    start = max(place - PASSAGE // 3, 0)
    if start:
        start = text.rfind(" ", 0, start + 1) + 1
    end = min(start + PASSAGE, len(text))
    if end < len(text):
        end = max(text.rfind(" ", place, end), min(place + PASSAGE // 2, len(text)))
    return start, end
