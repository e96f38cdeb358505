"""Synonyms: expanded in the question, once for all engines, and effective when they are saved."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from hub.catalogue.generation import bump_generation
from hub.reference_tables import read_table

from .analysis import language_of, said_in, words
from .answers import Meaning
from .models import Synonym
from .units import Phrase, Unit

FIELDS = ("concept", "locale", "preferred", "variants", "homonyms")
#: Words in the longest name that is looked for in a question.
LONGEST = 8


@dataclass
class Names:
    """What concepts are called in all languages, found by the stems of a language.

    Words that a question leaves out are left out here as well: boîte à outils is boîte outils.
    """

    concepts: dict[str, list[Phrase]] = field(default_factory=dict)
    by_stems: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    meanings: dict[Phrase, list[Meaning]] = field(default_factory=dict)

    def add(self, row: Synonym) -> None:
        language = language_of(row.locale)
        for name in row.names():
            phrase = tuple(words(name))
            if not phrase:  # a dash, say, which can neither be asked for nor be marked
                continue
            self.concepts.setdefault(row.concept, []).append(phrase)
            key, said = said_in(" ".join(phrase), language)
            if said:
                self.by_stems.setdefault(language, {}).setdefault(key, set()).add(row.concept)
        for word, others in row.ambiguous():
            choices = [row.preferred, *others]
            known = self.meanings.setdefault(tuple(words(word)), [])
            known += [
                Meaning(word=word, label=label, text=label)
                for label in choices
                if label not in {meaning.label for meaning in known}
            ]

    def of(self, phrase: Phrase, locale: str) -> list[Phrase]:
        """Return the other names of what this is called, in the reader's language or any."""
        order = [language_of(locale), *sorted(self.by_stems)]
        for language in dict.fromkeys(order):
            key, _said = said_in(" ".join(phrase), language)
            concepts = sorted(self.by_stems.get(language, {}).get(key, ()))
            if concepts:
                return [name for concept in concepts for name in self.concepts[concept]]
        return []


def names() -> Names:
    """Read all synonyms, a few hundred rows in one query; a change has them stemmed anew."""
    return names_of(tuple(Synonym.objects.order_by("concept", "locale").values_list(*FIELDS)))


@lru_cache(maxsize=1)
def names_of(rows: tuple[tuple[str, ...], ...]) -> Names:
    found = Names()
    for row in rows:
        found.add(Synonym(**dict(zip(FIELDS, row, strict=True))))
    return found


def expand(units: Iterable[Unit], known: Names, locale: str) -> tuple[Unit, ...]:
    """Give each unit the other names of what it stands for; what is ambiguous stays as typed."""
    left = list(units)
    expanded: list[Unit] = []
    while left:
        unit, length = longest_name(left[:LONGEST], known, locale)
        expanded.append(unit)
        del left[:length]
    return tuple(expanded)


def longest_name(units: list[Unit], known: Names, locale: str) -> tuple[Unit, int]:
    """Return the first unit with its variants, and how many units its name takes up."""
    first = units[0]
    if not first.is_wanted or first.is_quoted or first.words in known.meanings:
        return first, 1
    for length in range(len(units), 0, -1):
        span = units[:length]
        is_name = length == 1 or all(
            unit.is_wanted and not unit.is_quoted and unit.only_title == first.only_title
            for unit in span
        )
        phrase = tuple(word for unit in span for word in unit.words)
        variants = known.of(phrase, locale) if is_name else []
        if variants:
            # SDG 13 and GCM 17 are one thing; SDG 10.7 is found by its goal as well.
            if number := small_number(units[length : length + 1]):
                target = units[length].words
                variants = [(*variant, number) for variant in variants]
                variants += [target] if len(target) > 1 else []
                phrase, length = (*phrase, number), length + 1
            # Words that were left out of the question are left out of what stands for it, too.
            named = Unit(
                phrase,
                tuple(variants),
                only_title=first.only_title,
                is_literal=length == 1 and first.is_literal,
            )
            return named, length
    return first, 1


def small_number(following: list[Unit]) -> str:
    """Return the number that follows a name, unless it is a year or a date."""
    if not following or not following[0].is_wanted or len(following[0].words) > 2:
        return ""
    number = following[0].words[0]
    return number if number.isdecimal() and len(number) < 3 else ""


def meanings(units: Iterable[Unit], known: Names) -> tuple[Meaning, ...]:
    """Return what the ambiguous words of a question may stand for."""
    return tuple(meaning for unit in units for meaning in known.meanings.get(unit.words, ()))


def seed_synonyms() -> int:
    """Create what is missing of the hub's own; return how many. An editor's changes stay."""
    known = set(Synonym.objects.values_list("concept", "locale"))
    missing = [
        Synonym(
            concept=row["concept"],
            locale=row["locale"],
            preferred=row["preferred"],
            variants=row["variants"].replace("|", "\n"),
            homonyms=row["homonyms"].replace("|", "\n"),
            source=row["source"],
        )
        for row in read_table("search", "synonyms")
        if (row["concept"], row["locale"]) not in known
    ]
    if missing:
        bump_generation()
    return len(Synonym.objects.bulk_create(missing))
