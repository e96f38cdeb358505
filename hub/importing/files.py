"""Reading files of rows: one JSON object a line, or a table with one row a thing.

However long the files are, one row at a time is in memory. What was read is kept in a file of its
own that is read again for each step of the import; of a row itself only its key and place stay.
"""

import codecs
import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from sys import intern
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hub.declarations import import_rows
from hub.media.archives import open_archive

from .problems import Findings, Place, Problem, ProblemCode
from .tables import LineError, TableError, read_table

#: The longest line that is read, in bytes: a page with all its languages has a hundredth of it.
MAX_LINE = 5_000_000
_SUFFIXES = (".jsonl", ".csv")
#: Where an export puts documents and pictures; a table in there is content, and no row.
FILES = "files"


@dataclass(frozen=True)
class Row:
    """One thing to import, as it is written in a file."""

    place: Place
    data: dict[str, Any]
    #: Where the file lies, and the files that it names.
    folder: Path = field(default=Path(), repr=False, compare=False)

    @property
    def kind(self) -> str:
        return str(self.data.get("type", ""))

    @property
    def family(self) -> str:
        return family_of(self.kind)

    @property
    def key(self) -> str:
        return self.place.key


@dataclass(frozen=True, slots=True)
class KnownRow:
    """What stays in memory of a row; `start` is where it lies among the rows that were read."""

    place: Place
    kind: str
    parent: str | None
    folder: Path
    start: int

    @property
    def family(self) -> str:
        return family_of(self.kind)

    @property
    def key(self) -> str:
        return self.place.key


def family_of(kind: str) -> str:
    """Return what a row shares its keys with: its own type, or the pages of every type."""
    return kind if kind in import_rows() else "page"


class Rows:
    """The rows of some files, each with a key of its own, in the order of the files."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.known: dict[tuple[str, str], KnownRow] = {}
        self.problems: list[Problem] = []
        self.stack = ExitStack()
        self.kept = self.stack.enter_context(TemporaryFile())  # noqa: SIM115
        for path in paths:
            for file in find_files([self.unpacked(path)]):
                for place, data in read_file(file, self.problems):
                    self.keep(place, data, file.parent)

    def __enter__(self) -> "Rows":
        return self

    def __exit__(self, *error: object) -> None:
        self.stack.close()

    def unpacked(self, path: Path) -> Path:
        """Return the folder of what is in an archive, and any other path as it is."""
        if path.suffix != ".zip":
            return path
        folder = Path(self.stack.enter_context(TemporaryDirectory()))
        try:
            with path.open("rb") as stream, open_archive(stream) as archive:
                archive.extractall(folder)
        except ValidationError as error:
            self.problems.append(unreadable(path, 1, " ".join(error.messages)))
        except (OSError, ValueError, RuntimeError, EOFError) as error:
            self.problems.append(unreadable(path, 1, error))
        return folder

    def keep(self, place: Place, data: Any, folder: Path) -> None:
        row = checked_row(place, data, folder, self.problems)
        if row is None:
            return
        name, parent = (row.family, row.key), row.data.get("parent")
        if first := self.known.get(name):
            message = _("the key is already used in %(place)s.") % {"place": first.place}
            self.problems.append(Problem(row.place, ProblemCode.DUPLICATE, message))
            return
        above = None if parent is None else intern(str(parent))
        start = self.kept.seek(0, 2)
        self.known[name] = KnownRow(row.place, intern(row.kind), above, folder, start)
        self.kept.write(json.dumps(row.data, ensure_ascii=False).encode() + b"\n")

    def read(self, row: KnownRow) -> Row:
        self.kept.seek(row.start)
        return Row(row.place, json.loads(self.kept.readline()), row.folder)


def find_files(paths: Sequence[Path]) -> list[Path]:
    """Return the files of these paths; a folder stands for all the files of rows in it, sorted."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        rows = [file for file in inside if FILES not in file.relative_to(path).parts[:-1]]
        found += [file for file in rows if file.suffix in _SUFFIXES or file == path]
    return list(dict.fromkeys(found))


def read_file(file: Path, problems: list[Problem]) -> Iterator[tuple[Place, Any]]:
    """Yield what stands on each line, with its place."""
    name = intern(file.name)
    try:
        with file.open(encoding=encoding_of(file), newline="") as text:
            if file.suffix == ".csv":
                for line, data in read_table(text):
                    yield Place(name, line), data
                return
            for number, content in enumerate(text, start=1):
                if content.strip():
                    yield from read_line(Place(name, number), content, problems)
    except LineError as error:
        problems.append(unreadable(file, error.line, error))
    except (OSError, UnicodeError, TableError) as error:
        problems.append(unreadable(file, 1, error))


def read_line(place: Place, content: str, problems: list[Problem]) -> Iterator[tuple[Place, Any]]:
    try:
        yield place, json.loads(content)
    except (ValueError, RecursionError):
        message = _("this line is not a JSON object.")
        problems.append(Problem(place, ProblemCode.UNREADABLE, message))


def encoding_of(file: Path) -> str:
    """Tell how a file is written: in UTF-8, or in UTF-16 as some spreadsheets save "Unicode"."""
    with file.open("rb") as stream:
        if stream.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
        stream.seek(0)
        number = 0
        while line := stream.readline(MAX_LINE + 1):
            number += 1
            if len(line) > MAX_LINE:
                raise LineError(number, _("the line is longer than any row can be."))
            try:
                line.decode()
            except UnicodeDecodeError as error:
                said = line[max(0, error.start - 20) : error.end + 20].decode("latin-1").strip()
                message = _("the file is not in UTF-8, see “%(said)s”. Save it as “CSV UTF-8”.")
                raise LineError(number, message % {"said": said}) from error
    return "utf-8-sig"


def unreadable(file: Path, line: int, reason: object) -> Problem:
    message = _("the file cannot be read: %(reason)s") % {"reason": reason}
    return Problem(Place(file.name, line), ProblemCode.UNREADABLE, message)


def checked_row(place: Place, data: Any, folder: Path, problems: list[Problem]) -> Row | None:
    """Take an object with a type and a key, and text that a database can hold."""
    findings = Findings(place)
    if data is None:
        findings.add(ProblemCode.UNREADABLE, _("there are more cells than columns."))
    elif not isinstance(data, dict):
        findings.add(ProblemCode.UNREADABLE, _("this line is not a JSON object."))
    elif not is_storable(data):
        findings.add(ProblemCode.UNREADABLE, _("there is a character that cannot be stored."))
    else:
        for name in ("type", "key"):
            if not isinstance(data.get(name), str) or not data[name].strip():
                findings.add_missing(name)
    problems.extend(findings.problems)
    if findings.problems:
        return None
    return Row(Place(place.file, place.line, data["key"]), data, folder)


def is_storable(data: Any) -> bool:
    """Tell whether a database can hold every character: JSON can name halves of them, and NUL."""
    text = json.dumps(data, ensure_ascii=False).replace("\\\\", "")
    return "\\u0000" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)
