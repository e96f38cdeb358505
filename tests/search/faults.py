"""Editors and a reader, for `test_faults.py`, which kills the worker and stops the cluster.

`prepare` makes the site of `tests.hub.truth`; `edit` does every so many-th operation of its seeded
plan; `read` asks search all the time as an anonymous reader does, until it is told to stop, and
judges each answer by the pages alone; `work` is the worker; `wait` ends when that has nothing left
to do; `compare` says what is left at the end.
"""

import argparse
import json
import os
import random
import signal
import time
import traceback
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

from tests.hub.truth import Plan, catalogue, leaks, not_public, prepare

TEXTS = ["", "", "report", "titre", "report v1", "term", "topic 3", "repport 12", "picture"]
#: Two editors may want the same page; one of them is told so, as in the admin. Treebeard says it
#: with an AttributeError where somebody adds or moves a page below the same parent meanwhile, and
#: Django with a DatabaseError where somebody has deleted it.
REFUSALS = (
    "AttributeError",
    "DatabaseError",
    "DoesNotExist",
    "IntegrityError",
    "OperationalError",
    "ValidationError",
)

#: How many seconds the worker may need at most when all is over.
LONGEST = 300


def write(path: Path, found: dict[str, Any]) -> None:
    """Replace a file at once: who reads it never finds half of it."""
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_text(json.dumps(found, default=str))
    unfinished.rename(path)


def edit(options: argparse.Namespace) -> None:
    plan, refused = Plan(options.seed), Counter[str]()
    numbers = range(options.start, options.stop, options.step)
    for done, number in enumerate(numbers, start=1):
        try:
            plan.run(number)
        except Exception as error:
            name = type(error).__name__
            if name not in REFUSALS:
                raise
            refused[name] += 1
            traceback.print_exc()
        write(options.progress, {"done": done, "refused": refused})


class Reader:
    """Asks, and looks before and after each question at what the pages allow to be seen."""

    def __init__(self) -> None:
        self.chance = random.Random("reader")
        self.found: dict[str, Any] = {
            "asked": 0,
            "degraded": 0,
            "hits": 0,
            "undecided": 0,
            "longest": 0.0,
            "leaks": [],
            "miscounted": [],
        }

    def ask(self) -> None:
        from django.utils import timezone

        from search.questions import Question
        from search.services import search

        text, locale = self.chance.choice(TEXTS), self.chance.choice(["en", "fr", "es"])
        before = Moment(versions_first=True)
        started = time.monotonic()
        answer = search(Question(text=text, locale=locale, now=timezone.now(), first=100))
        self.found["longest"] = max(self.found["longest"], time.monotonic() - started)
        after = Moment(versions_first=False)
        self.found["asked"] += 1
        self.found["degraded"] += answer.is_degraded
        self.found["hits"] += len(answer.hits)
        for hit in answer.hits:
            self.judge(hit.entry, answer.engine, before, after)
        is_whole = not answer.has_next and before.generation == after.generation
        if is_whole and answer.total != len(answer.hits):
            said = f"{answer.engine} {text!r} {locale}: {answer.total} for {len(answer.hits)}"
            self.found["miscounted"].append(said)

    def judge(self, entry: Any, engine: str, before: "Moment", after: "Moment") -> None:
        shown = (entry.group_id, entry.locale, entry.actual_locale)
        if shown in before.public or shown in after.public:
            return
        if after.versions[entry.group_id] != before.versions.get(entry.group_id, 0):
            # It may have been hidden a moment ago, after it was made public just before.
            self.found["undecided"] += 1
        else:
            leak = f"{engine}: {entry.title} ({entry.locale}); {what_hides(entry.group_id)}"
            self.found["leaks"].append(leak)


class Moment:
    """What the pages allow to be seen now, and the versions by which a change is noticed.

    Between two moments the versions are read on the outer sides, so that none is missed.
    """

    def __init__(self, *, versions_first: bool) -> None:
        from hub.catalogue.generation import generation

        self.generation = generation().number
        if versions_first:
            self.versions = self.read_versions()
        self.public = self.read_public()
        if not versions_first:
            self.versions = self.read_versions()

    def read_versions(self) -> dict[int, int]:
        from hub.catalogue.models import Group

        return dict(Group.objects.values_list("pk", "version"))

    def read_public(self) -> set[tuple[int, str, str]]:
        from django.utils import timezone

        from hub.catalogue.models import Entry

        rows = Entry.objects.filter(~not_public(timezone.now()))
        return set(rows.values_list("group", "locale", "actual_locale"))


def what_hides(group_id: int) -> list[Any]:
    """Return the pages of a group as they are now, with the restrictions on or above each."""
    from wagtail.models import Page, PageViewRestriction

    from hub.catalogue.models import Group

    key = Group.objects.values_list("translation_key").get(pk=group_id)[0]
    restricted = list(PageViewRestriction.objects.values_list("pk", "page__path"))
    return [
        (pk, path, live, expires, [row for row in restricted if path.startswith(row[1])])
        for pk, path, live, expires in Page.objects.filter(translation_key=key).values_list(
            "pk", "path", "live", "expire_at"
        )
    ]


def read(options: argparse.Namespace) -> None:
    is_told = []
    signal.signal(signal.SIGTERM, lambda *_arguments: is_told.append(True))
    reader = Reader()
    while not is_told:
        reader.ask()
        write(options.progress, reader.found)
        time.sleep(options.pause)


def work(options: argparse.Namespace) -> None:
    """Be the worker, and say when it has worked once: one that only ever starts proves nothing."""
    from django.core.management import call_command

    call_command("work", once=True)
    write(options.progress, {"pid": os.getpid()})
    call_command("work", pause=0.1)


def wait(options: argparse.Namespace) -> None:
    """Wait until the worker has nothing left to do, and say how many seconds that took."""
    started = time.monotonic()
    while any(left := waiting()):
        seconds = time.monotonic() - started
        if seconds > LONGEST:
            raise TimeoutError(f"The worker does not come to an end: {left}")
        time.sleep(0.2)
    write(options.progress, {"calm_after": round(time.monotonic() - started, 1)})


def waiting() -> list[int]:
    """Count the marks that wait for a rebuild, and what each engine is yet to be told."""
    from hub.catalogue.models import Group
    from search.delivery import pending
    from search.engines import engines

    return [Group.objects.dirty().count(), *(pending(engine).count() for engine in engines())]


def compare(options: argparse.Namespace) -> None:
    """Say what the engines lack, and wherein the catalogue differs from one rebuilt from pages."""
    from django.core.management import call_command

    from hub.catalogue.healing import heal, mark_everything
    from hub.catalogue.models import Group
    from search.delivery import dead
    from search.engines import engines

    audit = StringIO()
    call_command("search", "audit", stdout=audit)
    found: dict[str, Any] = {
        "audit": audit.getvalue(),
        "dead": {engine.name: dead(engine).count() for engine in engines()},
        "groups": Group.objects.count(),
        "leaks": leaks(),
    }
    if options.rebuild:
        healed = catalogue()
        mark_everything()
        heal()
        rebuilt = catalogue()
        found["differences"] = {
            name: len(set(map(tuple, rows)) ^ set(map(tuple, rebuilt[name])))
            for name, rows in healed.items()
        }
        found["entries"] = len(rebuilt["entries"])
    write(options.progress, found)


ROLES = {"edit": edit, "read": read, "work": work, "wait": wait, "compare": compare}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("role", choices=["prepare", *ROLES])
    parser.add_argument("--progress", type=Path)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--start", type=int)
    parser.add_argument("--stop", type=int)
    parser.add_argument("--step", type=int)
    parser.add_argument("--pause", type=float, default=0.05)
    parser.add_argument("--rebuild", action="store_true")
    options = parser.parse_args()

    import django

    django.setup()
    prepare() if options.role == "prepare" else ROLES[options.role](options)


if __name__ == "__main__":
    main()
