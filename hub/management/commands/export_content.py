from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hub.catalogue.filter_names import FILTERS
from hub.declarations import import_rows, page_types
from hub.importing.exporting import Choice, Export, write_export
from hub.localization.languages import content_locales


class Command(BaseCommand):
    """Export public organisations, pages and networks; see `docs/importing.md`."""

    help = "Export what everybody may read as a file that import_content reads."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="A new file; its files go beside it.")
        parser.add_argument("--type", action="append", default=[], dest="types", help="One type.")
        parser.add_argument("--locale", default="", help="Pages that can be read in this language.")
        parser.add_argument("--year", default="", help="2022, or a range: 2019..2022")
        parser.add_argument("--notes", action="store_true", help="With the notes of editors.")
        for name in FILTERS:
            parser.add_argument(
                f"--{name.replace('_', '-')}",
                action="append",
                dest=name,
                metavar="CODE",
                help="As the filter of this name in the API; again for one more.",
            )

    def handle(self, *args: Any, **options: Any) -> None:
        for kind in options["types"]:
            if kind not in page_types() and kind not in import_rows():
                raise CommandError(f"There is no type {kind!r}.")
        if options["locale"] and options["locale"] not in content_locales():
            raise CommandError(f"The site has no language {options['locale']!r}.")
        choice = Choice(
            types=options["types"],
            locale=options["locale"],
            facets={name: options[name] for name in FILTERS if options[name]},
            years=self.years(options["year"]),
            with_notes=options["notes"],
        )
        export = Export(choice, options["file"].parent)
        count = write_export(export, options["file"])
        self.stdout.write(f"{count} rows.")
        for note in export.notes:
            self.stderr.write(note)

    def years(self, said: str) -> tuple[int | None, int | None]:
        first, dots, last = said.partition("..")
        try:
            years = int(first) if first else None, int(last) if last else None
        except ValueError:
            raise CommandError("Write a year, or two with two dots between them.") from None
        return years if dots else (years[0], years[0])
