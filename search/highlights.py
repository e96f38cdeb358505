"""What was found, shown in its passage: marked, safe as HTML, the same for every engine.

Passages come from the catalogue's text of the entry that is shown, so nothing is ever quoted that
its reader may not see.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from django.utils.html import escape

from hub.terms.folding import fold

from .analysis import MARKS, WORD, stem
from .answers import Highlight
from .units import Phrase, Unit

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
    texts: Iterable[Mapping[str, str]], units: Iterable[Unit], language: str
) -> tuple[Highlight, ...]:
    """Return the best passages of an entry's texts."""
    sought = frozenset(phrase for unit in units if unit.is_wanted for phrase in unit.phrases)
    if not sought:
        return ()
    finder = Finder.of(sought, language)
    found: list[tuple[int, int, int, Highlight]] = []
    for number, text in enumerate(texts):
        spans = list(finder.spans(text["text"][:MAX_SEARCHED]))
        if spans:
            marked = Highlight(text["weight"], passage(text["text"], spans), text.get("anchor", ""))
            kinds = len({key for _start, _end, key in spans})
            rank = WEIGHTS.index(text["weight"]) if text["weight"] in WEIGHTS else len(WEIGHTS)
            found.append((-kinds, rank, number, marked))
    found.sort(key=lambda item: item[:3])
    return tuple(item[3] for item in found[:MAX_HIGHLIGHTS])


class Finder:
    """Finds phrases in raw text: a quick pattern of beginnings first, then stems decide."""

    def __init__(self, sought: frozenset[Phrase], language: str) -> None:
        self.language = language
        self.phrases = {tuple(stem(word, language) for word in phrase) for phrase in sought}
        beginnings = {beginning(phrase[0], language) for phrase in sought}
        choices = "|".join(sorted(map(pattern, beginnings)))
        self.quick = re.compile(rf"(?<![^\W_])(?:{choices})", re.IGNORECASE)

    @staticmethod
    @lru_cache(maxsize=64)
    def of(sought: frozenset[Phrase], language: str) -> "Finder":
        return Finder(sought, language)

    def spans(self, text: str) -> Iterator[tuple[int, int, Phrase]]:
        """Yield where a phrase starts and ends, and which one it is."""
        end = 0
        for start in (found.start() for found in self.quick.finditer(text)):
            if start < end:
                continue
            for phrase in self.phrases:
                if stop := self.end_of(phrase, text, start):
                    end = stop
                    yield start, stop, phrase
                    break

    def end_of(self, phrase: Phrase, text: str, start: int) -> int:
        """Return where this phrase ends when it stands here, else 0."""
        position = start
        for number, expected in enumerate(phrase):
            word = WORD.search(text, position) if number else WORD.match(text, position)
            if word is None or stem(fold(word.group()), self.language) != expected:
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
    letters = (
        f"[{VARIANTS[letter]}]" if letter in VARIANTS else re.escape(letter) for letter in start
    )
    return "".join(f"{letter}[{MARKS}]*" for letter in letters)


def passage(text: str, spans: list[tuple[int, int, Phrase]]) -> str:
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
