"""Misspellings of long words: corrected to words that stand in titles, summaries and headings."""

from collections.abc import Iterable
from dataclasses import replace
from difflib import SequenceMatcher

from django.db.models import Q
from django.db.models.functions import Length

from .analysis import language_of, stem
from .models import Word
from .units import Unit

#: Shorter words are never corrected: too many others are only one letter away.
SHORTEST = 5
#: How alike two words must be, from 0 to 1.
ALIKE = 0.83
#: Words of one beginning and about one length that are compared.
MAX_COMPARED = 3_000


def corrected(units: Iterable[Unit], locale: str) -> tuple[Unit, ...]:
    """Return the same units with unknown long words replaced by known ones; quotes stay."""
    units = list(units)
    unknown = {
        unit.words[0]
        for unit in units
        if len(unit.words) == 1 and unit.is_wanted and not unit.variants and not unit.is_literal
    }
    corrections = correct(unknown, locale)
    return tuple(
        replace(unit, words=(corrections[unit.words[0]],))
        if len(unit.words) == 1 and unit.words[0] in corrections and not unit.is_literal
        else unit
        for unit in units
    )


def correct(words: Iterable[str], locale: str) -> dict[str, str]:
    """Return for each word that nobody writes the likest one that somebody does."""
    long = {word for word in words if len(word) >= SHORTEST and not any(map(str.isdigit, word))}
    written = set(Word.objects.filter(word__in=long).values_list("word", flat=True))
    found = {}
    for word in sorted(long - written):
        best = likest(word, candidates(word, locale))
        if best and stem(best, language_of(locale)) != stem(word, language_of(locale)):
            found[word] = best
    return found


def candidates(word: str, locale: str) -> list[str]:
    """Return known words of about this length and beginning, first in the reader's language."""
    words = Word.objects.annotate(length=Length("word"), is_foreign=~Q(locale=locale))
    long_enough = words.filter(word__startswith=word[0], length__gte=len(word) - 2)
    fitting = long_enough.filter(length__lte=len(word) + 2)
    rows = fitting.order_by("is_foreign", "word").values_list("is_foreign", "word")
    # Sorted once more, because databases disagree on the order of text.
    return [known for _is_foreign, known in sorted(rows[:MAX_COMPARED])]


def likest(word: str, known: Iterable[str]) -> str:
    matcher = SequenceMatcher(b=word, autojunk=False)
    best, most = "", ALIKE
    for other in known:
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() > most and matcher.quick_ratio() > most:
            ratio = matcher.ratio()
            if ratio > most:
                best, most = other, ratio
    return best
