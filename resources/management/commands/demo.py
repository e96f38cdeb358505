import logging
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hub.accounts.roles import ensure_roles
from hub.catalogue.models import Generation
from hub.declarations import ensure_demo, prepare_apps
from hub.demo.site import ensure_site, make_room
from hub.importing.keys import digest_of
from hub.importing.services import import_files
from hub.localization.languages import content_locales, language_name
from hub.localization.trees import ensure_index_pages, ensure_locales
from hub.terms.services import seed_terms
from resources.models import HomePage

#: Which library was imported last: to compare each of its rows takes seconds of every start.
IMPORTED = Path(settings.DATA_DIR) / "demo-library"
#: Plainly fictional people; the domain is reserved for examples.
PEOPLE = (
    ("editor@example.org", "Demo Editor", "Editors"),
    ("translator@example.org", "Demo Translator", "Translators"),
    ("reviewer@example.org", "Demo Reviewer", "Reviewers"),
    ("admin@example.org", "Demo Administrator", "Administrators"),
)
#: The addresses of this repository's own site, which the wheel leaves out.
OWN_ADDRESSES = "hub.urls"
PASSWORD = "try-the-hub-2026"  # noqa: S105 - printed for everybody who starts the demo
#: Where a server is reached from this machine alone.
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def demo_folders() -> list[Path]:
    """Find what the hub's apps bring for the demo, the lowest first: their folders `demo`."""
    configs = [config for config in apps.get_app_configs() if hasattr(config, "declaration")]
    configs.reverse()  # an app is installed above those that it builds on
    folders = [Path(config.path) / "demo" for config in configs]
    return [folder for folder in folders if folder.is_dir()]


class Command(BaseCommand):
    """Start the hub with its demo library, its worker and a server on this machine.

    Run again, it starts in seconds: what is there stays, above all what somebody edited.
    """

    help = "Make the database and the demo library where they are missing, then serve them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--address", default="127.0.0.1:8000", help="Where to listen.")
        parser.add_argument("--no-serve", action="store_true", help="Prepare everything, then end.")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.ROOT_URLCONF != OWN_ADDRESSES:
            raise CommandError(
                "The demo would put its pages, terms and people into your site. "
                "It starts in a clone of the hub's repository, with `make demo`."
            )
        if not settings.DEBUG:
            raise CommandError("The demo makes accounts with a known password; not in production.")
        self.check_address(options["address"], is_served=not options["no_serve"])
        for name in ("django_tasks", "wagtail"):
            logging.getLogger(name).setLevel(logging.WARNING)  # thousands of lines about each page
        call_command("migrate", verbosity=0)
        self.greet(options["address"], self.load())
        if not options["no_serve"]:
            self.serve(options["address"])

    def check_address(self, address: str, *, is_served: bool) -> None:
        """Refuse an address that others reach, and one that is taken, before anything is begun."""
        host, _colon, port = address.rpartition(":")
        if host not in LOOPBACK or not port.isdecimal():
            raise CommandError(
                "Everybody knows the demo's passwords, so it serves this machine only, "
                "such as --address 127.0.0.1:8000."
            )
        if not is_served:
            return
        try:
            family = socket.AF_INET6 if host == "[::1]" else socket.AF_INET
            socket.create_server((host.strip("[]"), int(port)), family=family).close()
        except (OSError, OverflowError):
            raise CommandError(
                f"{address} is in use. Choose another port, such as --address 127.0.0.1:8001."
            ) from None

    def load(self) -> list[tuple[str, str]]:
        """Make what is missing, and return the address and the role of each log-in."""
        is_first = not HomePage.objects.exists()
        if is_first:
            self.stdout.write("Making the demo library. This takes a minute, the first time.")
            make_room()
        seed_terms()
        if is_first or not self.is_imported():
            self.import_library()
        home = HomePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
        if home is None:
            raise CommandError("The demo library has no home page.")
        ensure_site(home)
        if is_first:
            for locale in ensure_locales():
                ensure_index_pages(locale=locale)
        ensure_roles()
        prepare_apps()
        self.ensure_people()
        logins = [(email, role) for email, _name, role in PEOPLE] + ensure_demo(PASSWORD)
        if is_first or not Generation.objects.exclude(keys_version="").exists():
            call_command("catalogue", "rebuild", verbosity=0, stdout=self.stderr)
        return logins

    def import_library(self) -> None:
        report = import_files(paths=demo_folders(), collection="Demo library")
        for problem in sorted(report.problems):
            self.stderr.write(str(problem))
        if not report.problems:
            IMPORTED.write_text(self.state_of_library())

    def is_imported(self) -> bool:
        return IMPORTED.exists() and IMPORTED.read_text() == self.state_of_library()

    def state_of_library(self) -> str:
        """Hash the files of the library and the database they went to."""
        files = (file for folder in demo_folders() for file in sorted(folder.rglob("*.jsonl")))
        texts = [file.read_text("utf-8") for file in files]
        return digest_of([settings.DATABASES["default"]["NAME"], *texts])

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

    def greet(self, address: str, logins: list[tuple[str, str]]) -> None:
        self.stdout.write(f"\nPublic pages       http://{address}/")
        for code in content_locales():
            self.stdout.write(f"  {language_name(code, 'en'):<16} http://{address}/{code}/")
        self.stdout.write(f"Admin              http://{address}/admin/")
        self.stdout.write(f"GraphQL explorer   http://{address}/graphql/\n")
        for email, role in logins:
            self.stdout.write(f"{role:<16} {email:<26} {PASSWORD}")
        self.stdout.write("")
        self.stdout.flush()  # whoever reads it through a pipe reads it now

    def serve(self, address: str) -> None:
        """Run the worker beside the server, and end it with it."""
        signal.signal(signal.SIGTERM, lambda *_args: sys.exit(0))  # so that the worker ends too
        worker = subprocess.Popen([sys.executable, sys.argv[0], "work"])  # noqa: S603 - ourselves
        try:
            call_command("runserver", address, use_reloader=False)
        finally:
            worker.terminate()
            worker.wait(timeout=30)
