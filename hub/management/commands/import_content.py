import time
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hub.importing.models import Step
from hub.importing.runs import RENEWED, Busy, import_now
from hub.importing.services import Report, import_files


class Command(BaseCommand):
    """Import organisations, networks, pages and the rows of apps; see `docs/importing.md`."""

    help = "Import organisations, networks and pages, several languages a row, from JSONL or CSV."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, help="Files, or folders with files.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Store nothing; say what would happen."
        )
        parser.add_argument("--collection", default="", help="Where pictures and documents go.")
        parser.add_argument("--user", help="User name of the person who imports, for the history.")

    def handle(self, *args: Any, **options: Any) -> None:
        paths, user = options["paths"], self.find_user(options["user"])
        if options["dry_run"]:
            report = import_files(paths=paths, is_dry_run=True, user=user)
        else:
            collection = options["collection"]
            try:
                report = import_now(paths, user=user, wait=self.wait, collection=collection)
            except Busy:
                raise CommandError("Another import is under way; try again after it.") from None
        if options["dry_run"] or options["verbosity"] > 1:
            self.list_steps(report)
        self.sum_up(report)

    def find_user(self, name: str | None) -> Any:
        if name is None:
            return None
        try:
            return get_user_model()._default_manager.get_by_natural_key(name)
        except get_user_model().DoesNotExist:
            raise CommandError(f"There is no user {name!r}.") from None

    def wait(self) -> None:
        self.stdout.write("Another import is under way, or was cut off; waiting for it.")
        time.sleep(RENEWED)

    def list_steps(self, report: Report) -> None:
        rows: dict[tuple[str, Step], list[str]] = {}
        for key, locale, step in report.steps:
            rows.setdefault((key, step), []).append(locale)
        for (key, step), locales in rows.items():
            languages = ", ".join(filter(None, locales))
            self.stdout.write(f"{step:<10} {key}" + (f" ({languages})" if languages else ""))

    def sum_up(self, report: Report) -> None:
        counts = ", ".join(f"{report.count(step)} {step}" for step in Step)
        self.stdout.write(f"{counts}.")
        for note in report.notes:
            self.stdout.write(note)
        for change in report.changes:
            self.stdout.write("{}: {} {}: {} → {}".format(*change))
        for problem in sorted(report.problems):
            self.stderr.write(str(problem))
        if report.problems:
            raise CommandError(f"{report.problems.total} problems; their rows were left out.")
