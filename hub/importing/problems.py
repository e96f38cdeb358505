"""What is wrong with a file: a code for programs, a place, and a sentence for people."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_TOLD = 1000


class ProblemCode(StrEnum):
    """The kinds of problem; each stops its row and no other."""

    UNREADABLE = "unreadable"
    UNKNOWN_TYPE = "unknown_type"
    UNKNOWN_FIELD = "unknown_field"
    MISSING = "missing"
    INVALID = "invalid"
    DUPLICATE = "duplicate"
    UNKNOWN_KEY = "unknown_key"
    UNKNOWN_LANGUAGE = "unknown_language"
    MISMATCH = "mismatch"
    NOT_STORED = "not_stored"


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """Where a row stands."""

    file: str
    line: int
    key: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" + (f" {self.key}" if self.key else "")


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that keeps a row from being imported."""

    place: Place
    code: ProblemCode
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class Problems(list[Problem]):
    """The first problems that were found; `total` is of all, also of those nobody would read."""

    total = 0

    def append(self, problem: Problem) -> None:
        self.total += 1
        if len(self) < MOST_TOLD:
            super().append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.append(problem)


class RowError(Exception):
    """A row, or a value in it, that cannot be taken; it carries what is told about it."""

    def __init__(self, code: ProblemCode, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass
class Findings:
    """Collects the problems of one row while it is read."""

    place: Place
    problems: list[Problem] = field(default_factory=list)

    def add(self, code: ProblemCode, message: str) -> None:
        self.problems.append(Problem(self.place, code, message))

    def add_missing(self, name: str) -> None:
        self.add(ProblemCode.MISSING, _("there is no “%(name)s”.") % {"name": name})

    def add_unknown(self, name: str, known: Iterable[str], given: Iterable[str]) -> None:
        for extra in sorted(set(given) - set(known)):
            self.add(ProblemCode.UNKNOWN_FIELD, f"{name}{extra}")

    @contextmanager
    def at(self, name: str) -> Iterator[None]:
        """Note what is wrong with one value, and go on after it."""
        try:
            yield
        except ValidationError as error:
            self.add(ProblemCode.INVALID, f"{name}: {' '.join(error.messages)}")
        except RowError as error:
            self.add(error.code, f"{name}: {error}")
