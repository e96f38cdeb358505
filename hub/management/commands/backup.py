from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hub.backups import back_up


class Command(BaseCommand):
    """Copy what cannot be made again, while the hub goes on."""

    help = "Write the database and all uploaded files into a new folder, with their checksums."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        manifest = back_up(options["folder"])
        self.stdout.write(f"{len(manifest['files']) - 1} files and the database are backed up.")
