import difflib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from frontend_schema.contract import changes, print_in_english
from frontend_schema.schema import schema

PACKAGE_FILE = Path(__file__).parents[2] / "schema.graphql"
MOST_LINES = 40


class Command(BaseCommand):
    """Keep the schema in a file, so that a change of the contract is seen in a review."""

    help = "Write the GraphQL schema to a file, or check that the file is in step."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="write nothing; end with 1 when the file differs"
        )
        parser.add_argument(
            "--output",
            type=Path,
            default=PACKAGE_FILE,
            help="the file; a site with apps of its own keeps its schema in its own folder",
        )

        parser.add_argument(
            "--changes-since",
            type=Path,
            metavar="FILE",
            help="write nothing; say what changed since the schema in this file, in Markdown",
        )

    def handle(self, *args: Any, check: bool, output: Path, **options: Any) -> None:
        text = print_in_english(schema)
        if since := options["changes_since"]:
            self.stdout.write("\n".join(changes(since.read_text("utf-8"), text)))
            return
        kept = output.read_text("utf-8") if output.is_file() else ""
        if check and kept != text:
            difference = "\n".join(islice(differences(kept, text), MOST_LINES))
            raise CommandError(
                f"{output.name} is not the schema. Run `manage.py export_schema`.\n{difference}"
            )
        if not check and kept != text:
            output.write_text(text, "utf-8")
            self.stdout.write(f"Wrote {output}.")


def differences(kept: str, text: str) -> Iterator[str]:
    return difflib.unified_diff(
        kept.splitlines(), text.splitlines(), "kept", "schema", n=1, lineterm=""
    )
