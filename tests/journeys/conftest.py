"""A hub of its own for each journey: a database, a real server, no worker; and its people."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.actions.people import City, make_city
from tests.templates import migrated_template

from .officers import Officer
from .people import Person

WIDE = {"viewport": {"width": 1280, "height": 900}}
Hire = Callable[..., Officer]
REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def city(db: None) -> City:
    """Make a city anew: a snapshot cannot be taken while another journey's rows are away."""
    make_city()
    return City.read()


@pytest.fixture
def officer(city: City, chromium: Any, live_server: Any) -> Iterator[Hire]:
    """Give each person a browser of their own; no script of a page may break."""
    hired: list[Officer] = []

    def hire(language: str = "en", **look: Any) -> Officer:
        hired.append(Officer(chromium, live_server.url, language, **(look or WIDE)))
        return hired[-1]

    yield hire
    complaints = [found for one in hired for found in one.complaints]
    for one in hired:
        one.context.close()
    assert complaints == []


@dataclass
class Hub:
    """A hub in a folder and at an address of its own."""

    folder: Path
    address: str = "http://127.0.0.1"

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "hub.settings.dev",
            "HUB_DATABASE_URL": f"sqlite:///{self.folder / 'hub.sqlite3'}",
            "HUB_DATA_DIR": str(self.folder),
            "HUB_BASE_URL": self.address,
            "HUB_REDIS_URL": "",
            "HUB_LOG_LEVEL": "WARNING",
            "PYTHONPATH": str(REPOSITORY),
        }

    def run(self, code: str) -> str:
        """Run what `tests.journeys.beginning` offers inside the hub; what it printed."""
        code = f"from tests.journeys.beginning import *; {code}"
        done = subprocess.run(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
            cwd=REPOSITORY,
            env=self.environment,
            check=True,
            timeout=300,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout

    def serve(self) -> subprocess.Popen[bytes]:
        with (self.folder / "server.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "manage.py", "runserver", "--noreload", self.address[7:]],
                cwd=REPOSITORY,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def ask(self, query: str, **variables: Any) -> Any:
        """Ask over HTTP like a partner site's front end; an error in the answer fails the test."""
        body = json.dumps({"query": query, "variables": variables}).encode()
        request = urllib.request.Request(
            f"{self.address}/graphql/", data=body, headers={"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            found = json.load(answer)
        assert "errors" not in found, found["errors"]
        return found["data"]

    def status(self, path: str) -> int:
        """Open a page like a reader; the status of the answer."""
        try:
            with urllib.request.urlopen(f"{self.address}{path}", timeout=60) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code


@pytest.fixture(scope="session")
def beginning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the first state of a hub once; every journey takes a copy."""
    folder = tmp_path_factory.mktemp("beginning")
    shutil.copy(migrated_template(), folder / "hub.sqlite3")
    Hub(folder).run("begin()")
    return folder


@pytest.fixture
def hub(beginning: Path, tmp_path: Path) -> Iterator[Hub]:
    folder = shutil.copytree(beginning, tmp_path / "hub")
    hub = Hub(folder, f"http://127.0.0.1:{free_port()}")
    server = hub.serve()
    try:
        wait_for(hub, server)
        yield hub
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """Serve the demo library, as `make demo` makes it; or take one that runs."""
    if running := os.environ.get("HUB_DEMO_ADDRESS"):
        yield Hub(tmp_path_factory.mktemp("demo"), running)
        return
    hub = Hub(tmp_path_factory.mktemp("demo"), f"http://127.0.0.1:{free_port()}")
    command = [sys.executable, "manage.py", "demo", "--no-serve"]
    environment = hub.environment | {"HUB_DEBUG": "1"}
    subprocess.run(
        command, cwd=REPOSITORY, env=environment, check=True, timeout=1800, capture_output=True
    )
    server = hub.serve()
    try:
        wait_for(hub, server)
        yield hub
    finally:
        server.terminate()
        server.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(hub: Hub, server: subprocess.Popen[bytes]) -> None:
    for _attempt in range(1800):
        assert server.poll() is None, (hub.folder / "server.log").read_text()
        try:
            hub.status("/graphql/schema.graphql")
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"{hub.address} did not answer")


@pytest.fixture
def log_in(chromium: Any, hub: Hub) -> Iterator[Callable[..., Person]]:
    """Open a browser for each person; they log in, and read the admin in their own language."""
    contexts = []

    def open_browser(email: str, language: str = "en") -> Person:
        # Without motion a click meets what it aimed at, however slow the machine is.
        context = chromium.new_context(
            viewport={"width": 1280, "height": 900}, locale="en", reduced_motion="reduce"
        )
        context.set_default_timeout(60_000)
        contexts.append(context)
        person = Person(context.new_page(), hub.address, language)
        person.log_in(email)
        return person

    yield open_browser
    for context in contexts:
        context.close()
