from typing import Any

from django.core.management.base import BaseCommand

from hub.accounts.roles import ensure_roles
from hub.declarations import prepare_apps
from hub.localization.trees import ensure_index_pages, ensure_locales


class Command(BaseCommand):
    """Make what the hub needs beside its tables; safe to run at every upgrade."""

    help = "Make the languages of the settings, the index pages of each, and the admin's roles."

    def handle(self, *args: Any, **options: Any) -> None:
        for locale in ensure_locales():
            for draft in ensure_index_pages(locale=locale):
                self.stdout.write(f"{locale.language_code}: “{draft.title}” waits for translation.")
        ensure_roles()
        prepare_apps()
        self.stdout.write("Languages, index pages and roles are there.")
