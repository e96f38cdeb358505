"""Hand the confirmed choices of people to the tool that sends the mailings."""

from typing import Any

from django.core.management.base import BaseCommand

from actions.services.choices import write_mailing_list
from actions.services.records import record


class Command(BaseCommand):
    help = "Write the confirmed subscriptions as CSV; that it was done is kept on record."

    def handle(self, *args: Any, **options: Any) -> None:
        rows = write_mailing_list(self.stdout)  # type: ignore[arg-type]
        record("mailing_list_exported", by=None, rows=rows)
