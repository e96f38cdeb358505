from typing import Any

from django.core.management.base import BaseCommand

from hub.health import Health, checks, worst


class Command(BaseCommand):
    """Say how each part is; ends with 1 when readers cannot be served."""

    help = "Say how the database, the migrations, the catalogue, the worker and the cache are."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(checks())
        for check in found:
            self.stdout.write(f"{check.name:<12}{check.health:<12}{check.remark}".rstrip())
        if worst(found) is Health.UNAVAILABLE:
            raise SystemExit(1)
