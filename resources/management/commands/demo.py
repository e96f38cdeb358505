import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hub.accounts.roles import ensure_roles
from hub.catalogue.models import Generation
from hub.demo.site import ensure_site, make_room
from hub.importing.services import import_files
from hub.localization.languages import content_locales, language_name
from hub.terms.services import seed_terms
from resources.models import HomePage

DEMO = Path(__file__).resolve().parents[2] / "demo"
#: Plainly fictional people; the domain is reserved for examples.
PEOPLE = (
    ("editor@example.org", "Demo Editor", "Editors"),
    ("translator@example.org", "Demo Translator", "Translators"),
    ("reviewer@example.org", "Demo Reviewer", "Reviewers"),
    ("admin@example.org", "Demo Administrator", "Administrators"),
)
PASSWORD = "try-the-hub-2026"  # noqa: S105 - printed for everybody who starts the demo


class Command(BaseCommand):
    """Start the hub with its demo library, its worker and a server on this machine.

    Run again, it starts in seconds: what is there stays, above all what somebody edited.
    """

    help = "Make the database and the demo library where they are missing, then serve them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--address", default="127.0.0.1:8000", help="Where to listen.")
        parser.add_argument("--no-serve", action="store_true", help="Prepare everything, then end.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("The demo makes accounts with a known password; not in production.")
        call_command("migrate", verbosity=0)
        self.load()
        self.greet(options["address"])
        if not options["no_serve"]:
            self.serve(options["address"])

    def load(self) -> None:
        is_first = not HomePage.objects.exists()
        if is_first:
            self.stdout.write("Making the demo library. This takes a minute, the first time.")
            make_room()
        seed_terms()
        report = import_files(paths=[DEMO], collection="Demo library")
        for problem in sorted(report.problems):
            self.stderr.write(str(problem))
        home = HomePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
        if home is None:
            raise CommandError("The demo library has no home page.")
        ensure_site(home)
        ensure_roles()
        self.ensure_people()
        if is_first or not Generation.objects.exclude(keys_version="").exists():
            call_command("catalogue", "rebuild", verbosity=0, stdout=self.stderr)

    def ensure_people(self) -> None:
        """Make the demo accounts that are missing; a changed password stays changed."""
        users = get_user_model()
        for email, name, role in PEOPLE:
            if users._default_manager.filter(email=email).exists():
                continue
            first, last = name.split()
            user = users._default_manager.create_user(
                email, email, PASSWORD, first_name=first, last_name=last
            )
            user.groups.add(Group.objects.get(name=role))

    def greet(self, address: str) -> None:
        self.stdout.write(f"\nPublic pages       http://{address}/")
        for code in content_locales():
            self.stdout.write(f"  {language_name(code, 'en'):<16} http://{address}/{code}/")
        self.stdout.write(f"Admin              http://{address}/admin/")
        self.stdout.write(f"GraphQL explorer   http://{address}/graphql/\n")
        for email, _name, role in PEOPLE:
            self.stdout.write(f"{role:<16} {email:<26} {PASSWORD}")
        self.stdout.write("")

    def serve(self, address: str) -> None:
        """Run the worker beside the server, and end it with it."""
        worker = subprocess.Popen([sys.executable, sys.argv[0], "work"])  # noqa: S603 - ourselves
        try:
            call_command("runserver", address, use_reloader=False)
        finally:
            worker.terminate()
            worker.wait(timeout=30)
