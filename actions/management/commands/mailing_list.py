"""Hand the confirmed choices of people to the tool that sends the mailings."""

from typing import Any

from django.core.management.base import BaseCommand

from actions.services.choices import COLUMNS, rows_for_mailing
from actions.services.records import record
from actions.tables import as_csv


class Command(BaseCommand):
    help = "Write the confirmed subscriptions as CSV; that it was done is kept on record."

    def handle(self, *args: Any, **options: Any) -> None:
        rows = list(rows_for_mailing())
        self.stdout.write(as_csv(COLUMNS, rows))
        record("mailing_list_exported", by=None, rows=len(rows))
