"""What the index is made of: analyzers from built-in parts, and a field for each language.

The analyzers cut, fold and stem as `search.analysis` does, so that both engines find the same.
"""

import json
from hashlib import sha256
from typing import Any

from hub.localization.languages import content_locales
from hub.terms.folding import fold
from search.analysis import (
    ENDINGS,
    MAX_WORD,
    SHORTEST_INFLECTED,
    SHORTEST_STEM,
    STEMMERS,
    language_of,
)
from search.engines.text_index import COLUMNS

#: What a title is completed by: more letters than that tell no two titles apart.
LONGEST_PREFIX = 20
#: Said on purpose: without it a shard that nobody searches for 30 s is not refreshed, and the next
#: reader waits for that. With it, what is published is found within a second.
REFRESH_INTERVAL = "1s"


def settings_of_index() -> dict[str, Any]:
    return {
        # One shard: counts of facets are exact, and 100,000 pages fit well.
        "number_of_shards": 1,
        "auto_expand_replicas": "0-1",
        # What is forgotten may come back in an older version: a database restored from a backup.
        # Hidden groups are never deleted, so nothing relies on the memory of deletions.
        "gc_deletes": "0s",
        "analysis": analysis(),
    }


def analysis() -> dict[str, Any]:
    languages = sorted({language_of(locale) for locale in content_locales()})
    folding = ["lowercase", "asciifolding", "longest"]
    stemmers = {language: stemmers_of(language) for language in languages}
    chains = {f"text_{language}": [*folding, *stemmers[language]] for language in languages}
    chains |= {"prefix": [*folding, "prefix", "prefixes"], "prefix_typed": [*folding, "prefix"]}
    return {
        "char_filter": {
            # Accents that stand alone, as PDF files have them, and Arabic vowel signs.
            "marks": {"type": "pattern_replace", "pattern": r"\p{M}+", "replacement": ""},
            # The letters that `fold` takes for one; the rest of Arabic is known to its stemmer.
            "alef": {
                "type": "mapping",
                "mappings": [f"{letter}=>{fold(letter)}" for letter in "أإآؤئ"],
            },
            "elision": {
                "type": "pattern_replace",
                "pattern": r"(?iU)\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’](?=\w)",
                "replacement": " ",
            },
        },
        # Unlike the standard tokenizer it takes 10.7 for two words, as the questions do.
        "tokenizer": {"words": {"type": "pattern", "pattern": r"[^\p{L}\p{N}]+"}},
        "filter": {
            "longest": {"type": "truncate", "length": MAX_WORD},
            "prefix": {"type": "truncate", "length": LONGEST_PREFIX},
            "prefixes": {"type": "edge_ngram", "min_gram": 1, "max_gram": LONGEST_PREFIX},
            **{name: made for parts in stemmers.values() for name, made in parts.items()},
        },
        "analyzer": {
            name: {
                "type": "custom",
                "char_filter": ["marks", "alef", "elision"],
                "tokenizer": "words",
                "filter": chain,
            }
            for name, chain in chains.items()
        },
    }


def stemmers_of(language: str) -> dict[str, Any]:
    """Return the filters that do what `search.analysis.stem` does, by name and in their order."""
    if language in STEMMERS:
        stemmer = {"type": "snowball", "language": STEMMERS[language].capitalize()}
        marker = {
            "type": "keyword_marker",
            "keywords_pattern": f"^.{{1,{SHORTEST_INFLECTED - 1}}}$",
        }
        return {"short": marker, f"stem_{language}": stemmer}
    if language not in ENDINGS:
        return {}
    plurals, ending = ENDINGS[language]
    replaced = [
        (f"^(.{{{SHORTEST_STEM - len(new)},}}){end}", f"$1{new}") for end, new in plurals if new
    ]
    # The plural and the ending before it in one, so that both see how long the word was.
    dropped = "|".join(end.removesuffix("$") for end, new in plurals if not new)
    shortest = f"^(.{{{SHORTEST_STEM},}}?)"
    replaced.append((f"{shortest}(?:{ending.removesuffix('$')})?(?:{dropped})?$", "$1"))
    return {
        f"ending_{language}_{number}": {
            "type": "pattern_replace",
            "pattern": pattern,
            "replacement": replacement,
            "all": False,
        }
        for number, (pattern, replacement) in enumerate(replaced)
    }


def mappings() -> dict[str, Any]:
    keyword = {"type": "keyword"}
    properties = {
        "group": {"type": "long"},
        "type": keyword,
        "languages": keyword,
        "reach": keyword,
        # Microseconds: a `date` would round them, and cursors would skip or repeat.
        "visible_until": by_locale(lambda language: {"type": "long"}),
        "updated_at": {"type": "long"},
        "sort_date": {"type": "date", "format": "strict_date"},
        "year": {"type": "long"},
        "facets": {"dynamic": "true", "properties": {}},
        "title_exact": by_locale(lambda language: keyword),
        "shown_in": by_locale(lambda language: keyword),
        "sort_titles": by_locale(lambda language: keyword),
        **{name: by_locale(text) for name in COLUMNS},
        "title": by_locale(title),
    }
    return {
        "dynamic": "strict",
        # The catalogue is the source: nothing can be read out of the index.
        "_source": {"enabled": False},
        "dynamic_templates": [{"facets": {"path_match": "facets.*", "mapping": keyword}}],
        "properties": properties,
    }


def by_locale(field: Any) -> dict[str, Any]:
    return {"properties": {locale: field(language_of(locale)) for locale in content_locales()}}


def text(language: str) -> dict[str, Any]:
    return {"type": "text", "analyzer": f"text_{language}"}


def title(language: str) -> dict[str, Any]:
    prefix = {"type": "text", "analyzer": "prefix", "search_analyzer": "prefix_typed"}
    return text(language) | {"fields": {"prefix": prefix}}


def mapping_version() -> str:
    """Return a hash of all this, so that no change of it or of the languages is forgotten."""
    made = json.dumps([settings_of_index(), mappings()], sort_keys=True)
    return sha256(made.encode()).hexdigest()[:16]
