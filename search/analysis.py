"""From text to the words that are compared: no case, no accents, no plurals, no elisions."""

import re
from collections.abc import Iterator
from functools import lru_cache

import Stemmer

from hub.terms.folding import fold

#: Signs that stand above or below a letter: accents in decomposed text (PDF files), Arabic vowels.
MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670"
WORD = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}])*")
#: What Romance languages contract before a vowel: l’action, d’accueil, qu’elles.
ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’](?=\w)", re.IGNORECASE)
#: What French joins to a verb in a question: puis-je, existe-t-il, faut-il, est-ce.
INVERSION = re.compile(r"(?<=\w)-(?:t-)?(?:je|tu|ils?|elles?|on|nous|vous|ce)\b", re.IGNORECASE)
#: A longer word is cut: nobody writes one, and no index needs it.
MAX_WORD = 64

#: Snowball’s languages. In French and Spanish it goes too far: gobiernos becomes gobi.
STEMMERS = {"ar": "arabic", "en": "english", "pt": "portuguese"}
#: Number, then gender, on folded words; in French also what verbs have in a question and in its
#: answer: parler, parlez, parlent. The first ending that fits of each.
ENDINGS = {
    "fr": (((r"eaux$", "eau"), (r"aux$", "al"), (r"[sx]$", "")), r"(?:ere?|ez|ent|e+)$"),
    "es": (((r"ces$", "z"), (r"(?<=[^aeiou])es$", ""), (r"(?<=[aeo])s$", "")), r"[aeo]$"),
}
#: Shorter words have no endings, and no ending comes off that leaves less than SHORTEST_STEM.
SHORTEST_INFLECTED, SHORTEST_STEM = 4, 3

#: Words that a question may hold and no page is looked for by.
STOP_WORDS = {
    "en": """a about an and any are as at be been by can could did do does for from get gets got
        had has have how i if in is it its many me much my not of on or our should so that the
        their there these they this to us was we were what when where which who why will with would
        you your""",
    "fr": """a ai as au aux avec avons avez ce ces cette combien comment dans de des du elle elles
        en est et etre eu faut il ils je la le les leur leurs ma mais me mes mon ne nos notre nous
        on ont ou par pas peut peux pour puis quand que quel quelle quelles quels qui sa se sera ses
        si son sont sur ta te tes ton tu un une vos votre vous y""",
    "es": """a al como con cual cuales cuando cuanto cuanta cuantos cuantas de del donde e el ella
        ellas ellos en es esta este esto fue ha han hay he la las le les lo los mas me mi mis no
        nos nuestra nuestro o para pero por puede pueden puedo que quien quienes se ser si sin
        sobre son su sus te tu tus un una y ya yo""",
    "ar": "من في على الى عن ما هو هي هذا هذه التي الذي كيف اين متى و او",
}


def split_joined(text: str) -> str:
    """Leave out what is only joined to a word by its sound: articles and pronouns."""
    return INVERSION.sub(" ", ELISION.sub(" ", text))


def words(text: str) -> list[str]:
    """Return the folded words of a text in their order."""
    return [fold(word)[:MAX_WORD] for word in WORD.findall(split_joined(text)) if fold(word)]


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """Return what the forms of a folded word share in a language; numbers stay as they are."""
    if len(word) < SHORTEST_INFLECTED or word.isdecimal():
        return word
    if language in STEMMERS:
        # Each word has a stemmer of its own: one that threads share mixes up their words.
        return fold(Stemmer.Stemmer(STEMMERS[language]).stemWord(word)) or word
    if language in ENDINGS:
        plurals, ending = ENDINGS[language]
        singulars = (re.sub(end, new, word) for end, new in plurals if re.search(end, word))
        word = next((found for found in singulars if len(found) >= SHORTEST_STEM), word)
        return re.sub(f"(.{{{SHORTEST_STEM},}}?){ending}", r"\1", word)
    return word


def stems(text: str, language: str) -> Iterator[str]:
    return (stem(word, language) for word in words(text))


@lru_cache
def stop_words(language: str) -> frozenset[str]:
    return frozenset(words(STOP_WORDS.get(language, "")))


@lru_cache(maxsize=20_000)
def said_in(folded: str, language: str) -> tuple[str, int]:
    """Return the stems of the words that say something, between spaces, and their number."""
    ignored = stop_words(language)
    stems = [stem(word, language) for word in folded.split() if word not in ignored]
    return f" {' '.join(stems)} ", len(stems)


def language_of(locale: str) -> str:
    """Return the language that a locale is analysed as: pt-br as pt."""
    return locale.split("-")[0]
