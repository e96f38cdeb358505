"""What a text asks for: words and phrases that must, or must not, be found."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .analysis import language_of, split_joined, stop_words, words
from .questions import MAX_TEXT

#: What a question is cut to; the rest of it changes no ranking that a person would notice.
MAX_UNITS = 16

Phrase = tuple[str, ...]

PART = re.compile(
    r"(?P<minus>(?<!\S)-)?(?P<title>\btitle:)?(?:[\"“«](?P<phrase>[^\"”»]*)[\"”»]|(?P<word>\S+))"
)


@dataclass(frozen=True)
class Unit:
    """One thing to find: a word, or several in a row, or any of their variants."""

    words: Phrase
    variants: tuple[Phrase, ...] = ()
    only_title: bool = False
    is_wanted: bool = True
    #: Quoted, or joined by a sign as in A/73/12: taken as it is, and never let go.
    is_literal: bool = False

    @property
    def is_quoted(self) -> bool:
        """Tell a quote, which has no synonyms, from a number, which may be a name."""
        return self.is_literal and not is_number(self.words)

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        return tuple(dict.fromkeys((self.words, *self.variants)))


def checked_text(text: str) -> str:
    """Return a text that is fit to be searched for; refuse one that is too long or broken."""
    if len(text) > MAX_TEXT:
        message = _("Search for at most %(limit)s characters.") % {"limit": MAX_TEXT}
        raise ValidationError({"query": message})
    if any("\ud800" <= letter <= "\udfff" or letter == "\x00" for letter in text):
        raise ValidationError({"query": _("The text holds characters that are none.")})
    text = unicodedata.normalize("NFC", text)
    return " ".join("".join(" " if is_control(letter) else letter for letter in text).split())


def is_control(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cf"}


def units_of(text: str, locale: str) -> tuple[Unit, ...]:
    """Take a text apart; all that is not a quote, a minus or `title:` is just words."""
    units = []
    for part in PART.finditer(split_joined(text)):
        found = tuple(words(part["phrase"] if part["phrase"] is not None else part["word"]))
        if found:
            units.append(
                Unit(
                    found,
                    only_title=bool(part["title"]),
                    is_wanted=not part["minus"],
                    variants=whole_number(found),
                    is_literal=part["phrase"] is not None or is_number(found),
                )
            )
    return without_stop_words(units, locale)[:MAX_UNITS]


def hints_of(text: str) -> tuple[Phrase, ...]:
    """Return words in a row that are worth more than each alone: all, and numbers with their word.

    Text engines weigh each word for itself, and 7 says little without the *objective* before it.
    """
    typed = tuple(words(text))
    numbers = [pair for pair in pairwise(typed) if pair[1].isdecimal()]
    return tuple(dict.fromkeys([typed, *numbers]))[:MAX_UNITS] if len(typed) > 1 else ()


def is_number(phrase: Phrase) -> bool:
    """Tell A/73/12 and 10.7, which nothing else means, from e-course and city-to-city."""
    return len(phrase) > 1 and any(map(str.isdecimal, phrase))


def whole_number(phrase: Phrase) -> tuple[Phrase, ...]:
    """Return a long number that was typed in groups in one piece: an ISBN with its hyphens."""
    whole = "".join(phrase)
    return ((whole,),) if len(phrase) > 1 and len(whole) > 9 and whole.isdecimal() else ()


def without_stop_words(units: list[Unit], locale: str) -> tuple[Unit, ...]:
    """Leave out words that no page is looked for by, unless there is nothing else."""
    ignored = stop_words(language_of(locale))
    kept = [unit for unit in units if unit.is_literal or not ignored.issuperset(unit.words)]
    return tuple(kept if any(unit.is_wanted for unit in kept) else units)
