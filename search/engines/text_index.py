"""The text index of the database: FTS5 in SQLite, a `tsvector` in PostgreSQL."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from django.db import connection
from django.db.models import FloatField
from django.db.models.expressions import RawSQL

from search.analysis import language_of, stem, words
from search.models import Document
from search.ranking import Scored

#: The columns of a document, from the heaviest; title, summary, heading and terms, body and file.
COLUMNS = {"title": 10.0, "summary": 4.0, "heading": 1.5, "body": 1.0, "file": 0.4}
LANGUAGE_PREFIX = "xlang"
#: PostgreSQL refuses a vector over 1 MB; this many letters of stems stay well below.
MAX_COLUMN = 400_000


@dataclass(frozen=True)
class Phrase:
    """Stems that stand one after another."""

    stems: tuple[str, ...]
    in_title: bool = False
    is_prefix: bool = False

    @classmethod
    def of(cls, phrase: tuple[str, ...], language: str, *, in_title: bool = False) -> Self:
        return cls(tuple(stem(word, language) for word in phrase), in_title=in_title)

    @classmethod
    def language(cls, language: str) -> Self:
        """Return the word that every document of a language has."""
        return cls((LANGUAGE_PREFIX + language,))


@dataclass(frozen=True)
class AllOf:
    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class AnyOf:
    parts: tuple["Expression", ...]


Expression = Phrase | AllOf | AnyOf


class TextIndex:
    """What both databases share; the text of an expression is made of folded words alone."""

    #: Between the parts of an expression that must all, or of which any must, be found.
    ALL, ANY = "", ""

    def text(self, expression: Expression) -> str:
        match expression:
            case Phrase():
                return self.phrase(expression)
            case AllOf(parts):
                return f"({self.ALL.join(self.text(part) for part in parts)})"
            case AnyOf(parts):
                return f"({self.ANY.join(self.text(part) for part in parts)})"

    #: Takes the columns of a document, then its id.
    ADD = ""
    #: Selects the ids of the documents that fit a text.
    FITTING = ""
    #: The same as conditions on documents and more tables, so that the score can be asked for.
    TABLES: list[str] = []
    WHERE: list[str] = []

    def groups(self, expression: Expression) -> Any:
        """Return the groups with a document that fits, as a subquery."""
        fitting = RawSQL(self.FITTING, (self.text(expression),))  # noqa: S611 - our own statement
        return Document.objects.filter(pk__in=fitting).values("group")

    def scored(self, expression: Expression, groups: Any, *, limit: int) -> list[Scored]:
        """Return the best documents among these groups."""
        found = Document.objects.extra(  # noqa: S610 - our own statements
            tables=self.TABLES, where=self.WHERE, params=[self.text(expression)]
        ).filter(group__in=groups)
        rows = found.annotate(score=self.score(expression)).order_by("-score", "group", "locale")
        return [
            Scored(*row) for row in rows.values_list("group", "locale", "title", "score")[:limit]
        ]

    def phrase(self, phrase: Phrase) -> str:
        raise NotImplementedError

    def score(self, expression: Expression) -> Any:
        raise NotImplementedError

    def add(self, rows: Iterable[tuple[int, str, Mapping[str, tuple[str, ...]]]]) -> None:
        with connection.cursor() as cursor:
            for pk, locale, texts in rows:
                cursor.execute(self.ADD, (*columns_of(texts, language_of(locale)).values(), pk))

    def remove(self, ids: list[int]) -> None:
        """Do nothing where the words are a column of the document."""


def column_of(weight: str) -> str:
    return "heading" if weight == "terms" else weight


def columns_of(texts: Mapping[str, tuple[str, ...]], language: str) -> dict[str, str]:
    """Return the stemmed words of a document by column."""
    found: dict[str, list[str]] = {name: [] for name in COLUMNS}
    for weight, parts in texts.items():
        for part in parts:
            found[column_of(weight)] += [stem(word, language) for word in words(part)]
    found["heading"].insert(0, LANGUAGE_PREFIX + language)
    return {name: " ".join(stems)[:MAX_COLUMN] for name, stems in found.items()}


class SqliteIndex(TextIndex):
    ALL, ANY = " AND ", " OR "
    ADD = (
        f"INSERT INTO search_words ({', '.join(COLUMNS)}, rowid)"  # noqa: S608 - our own names
        f" VALUES ({', '.join(['%s'] * (len(COLUMNS) + 1))})"
    )
    FITTING = "SELECT rowid FROM search_words WHERE search_words MATCH %s"
    TABLES = ["search_words"]
    WHERE = ["search_words MATCH %s", "search_words.rowid = search_document.id"]

    def phrase(self, phrase: Phrase) -> str:
        column = "title : " if phrase.in_title else ""
        quoted = " ".join(phrase.stems)
        return f'{column}"{quoted}"' + ("*" if phrase.is_prefix else "")

    def score(self, expression: Expression) -> Any:
        weights = ", ".join(str(weight) for weight in COLUMNS.values())
        return RawSQL(f"-bm25(search_words, {weights})", (), output_field=FloatField())  # noqa: S611

    def remove(self, ids: list[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [(pk,) for pk in ids])


class PostgresIndex(TextIndex):
    ALL, ANY = " & ", " | "
    FITTING = "SELECT id FROM search_document WHERE words @@ to_tsquery('simple', %s)"
    WHERE = ["search_document.words @@ to_tsquery('simple', %s)"]
    #: A letter for each column: title, summary, heading, body and file.
    VECTOR = " || ".join(f"setweight(to_tsvector('simple', %s), '{letter}')" for letter in "ABCDD")
    ADD = f"UPDATE search_document SET words = {VECTOR} WHERE id = %s"  # noqa: S608 - our own names
    #: For D, C, B and A, as `ts_rank` takes them.
    RANKS = "{0.1, 0.15, 0.4, 1.0}"

    def phrase(self, phrase: Phrase) -> str:
        flags = ("*" if phrase.is_prefix else "") + ("A" if phrase.in_title else "")
        suffix = f":{flags}" if flags else ""
        return "(" + " <-> ".join(f"'{word}'{suffix}" for word in phrase.stems) + ")"

    def score(self, expression: Expression) -> Any:
        return RawSQL(
            "ts_rank(%s::float4[], search_document.words, to_tsquery('simple', %s))",
            (self.RANKS, self.text(expression)),
            output_field=FloatField(),
        )


@cache
def text_index() -> TextIndex:
    return PostgresIndex() if connection.vendor == "postgresql" else SqliteIndex()
