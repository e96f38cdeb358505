from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hub.catalogue.filter_names import FILTERS
from hub.importing.export_form import ExportForm
from hub.importing.exporting import Export, write_export


class Command(BaseCommand):
    """Export public organisations, pages and networks; see `docs/importing.md`."""

    help = "Export what everybody may read as a file that import_content reads."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="A new file; its files go beside it.")
        parser.add_argument("--type", action="append", default=[], dest="types", help="One type.")
        parser.add_argument("--locale", default="", help="Pages that can be read in this language.")
        parser.add_argument("--year", default="", dest="years", help="2022, or a range: 2019..2022")
        parser.add_argument(
            "--notes", action="store_true", dest="with_notes", help="With the notes of editors."
        )
        for name in FILTERS:
            parser.add_argument(
                f"--{name.replace('_', '-')}",
                action="append",
                default=[],
                dest=name,
                metavar="CODE",
                help="As the filter of this name in the API; again for one more.",
            )

    def handle(self, *args: Any, **options: Any) -> None:
        form = ExportForm(options)
        if not form.is_valid():
            name, errors = next(iter(form.errors.items()))
            raise CommandError(f"{name}: {errors[0]}")
        export = Export(form.choice(), options["file"].parent)
        count = write_export(export, options["file"])
        self.stdout.write(f"{count} rows.")
        for note in export.notes:
            self.stderr.write(note)
