from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hub.catalogue.generation import current_keys_version
from hub.catalogue.healing import heal, mark_everything
from hub.catalogue.models import Generation, Group


class Command(BaseCommand):
    """Rebuild the catalogue from the pages, or say how it stands."""

    help = (
        "Rebuild the catalogue from the pages (rebuild), rebuild what is marked (heal), or say how"
        " it stands (status)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["rebuild", "heal", "status"])

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, options["verb"])()

    def rebuild(self) -> None:
        count = mark_everything()
        self.stdout.write(f"{count} groups marked.")
        self.heal()
        Generation.objects.filter(pk=1).update(keys_version=current_keys_version())

    def heal(self) -> None:
        self.stdout.write(f"{heal()} groups rebuilt.")
        if left := Group.objects.dirty().count():
            self.stdout.write(f"{left} groups still wait; the log says which cannot be rebuilt.")

    def status(self) -> None:
        row = Generation.objects.filter(pk=1).first()
        self.stdout.write(f"groups:     {Group.objects.count()}")
        self.stdout.write(f"waiting:    {Group.objects.dirty().count()}")
        self.stdout.write(f"generation: {row.number if row else 0}")
        is_current = row is not None and row.keys_version == current_keys_version()
        self.stdout.write(
            "built with today's languages and declarations: " + ("yes" if is_current else "no")
        )
