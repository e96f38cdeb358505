from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from hub.backups import restore


class Command(BaseCommand):
    """Put a backup in place; web process and worker are stopped."""

    help = "Check a backup, put it in the place of what is here, and bring it to today's tables."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--replace", action="store_true", help="Delete what is here.")

    def handle(self, *args: Any, **options: Any) -> None:
        manifest = restore(options["folder"], replace=options["replace"])
        call_command("migrate", interactive=False, verbosity=0)
        self.stdout.write(f"The hub is as it was at {manifest['made_at']}.")
        self.stdout.write("Next: `manage.py prepare`, then `manage.py search audit --repair`.")
