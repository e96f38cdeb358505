"""An accepted submission is kept once, whenever the web process dies and however often one asks."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from actions.types.answers import name_in_api
from tests.actions.people import READY
from tests.templates import REPOSITORY

SAVE = """mutation ($input: SaveActionDraftInput!) {
  saveActionDraft(input: $input) {
    draft { version } conflicts { field } errors { field code } } }"""
SUBMIT = """mutation ($input: SubmitActionInput!) {
  submitAction(input: $input) { submission { number contentHash } errors { field code } } }"""


#: The server of production, with as many threads as a small machine has.
GUNICORN = (sys.executable, "-m", "gunicorn", "hub.wsgi", "--workers", "2", "--threads", "8")


@dataclass
class Web:
    """The web process, and what clients ask of it while it dies and comes back."""

    folder: Path
    database: str
    port: int
    process: Any = None
    killed: int = 0
    #: Requests that were answered, and those that were lost on the way.
    answered: Counter[str] = field(default_factory=Counter)

    def run(self, role: str, *options: str) -> Any:
        output = self.folder / f"{role}.json"
        command = (sys.executable, "-m", "tests.actions.faults", role, "--output", str(output))
        command += options
        subprocess.run(command, cwd=REPOSITORY, env=self.environment(), check=True)
        return json.loads(output.read_text())

    def environment(self) -> dict[str, str]:
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "hub.settings.test",
            "HUB_DATABASE_URL": self.database,
            "HUB_DATA_DIR": str(self.folder),
            "HUB_REDIS_URL": "",
            "PYTHONPATH": str(REPOSITORY),
        }

    def start(self) -> None:
        with (self.folder / "web.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*GUNICORN, "--bind", f"127.0.0.1:{self.port}"],
                cwd=REPOSITORY,
                env=self.environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def end(self) -> None:
        """Kill the server with its workers, in the middle of anything that they do."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def kill(self) -> None:
        self.end()
        self.killed += 1
        self.start()

    def ask(self, session: str, query: str, given: dict[str, Any]) -> dict[str, Any]:
        """Ask until there is an answer, as a patient client does, always with the same request."""
        body = json.dumps({"query": query, "variables": {"input": given}}).encode()
        headers = {"Content-Type": "application/json", "Cookie": f"sessionid={session}"}
        deadline = time.monotonic() + 300
        while time.monotonic() < deadline:
            request = Request(f"http://127.0.0.1:{self.port}/graphql/", body, headers)
            try:
                with urlopen(request, timeout=60) as answer:
                    found = json.load(answer)
                self.answered["answered"] += 1
                assert "errors" not in found, found
                return next(iter(found["data"].values()))  # type: ignore[no-any-return]
            except HTTPError as error:
                if error.code != 503:
                    raise
                self.answered["busy"] += 1
            except (OSError, HTTPException):
                self.answered["lost"] += 1
            time.sleep(0.1)
        raise AssertionError("the web process does not come back")


@dataclass
class Client:
    web: Web
    session: str
    chance: random.Random
    receipts: dict[str, set[tuple[str, str]]] = field(default_factory=dict)

    def submit(self, draft: str) -> None:
        """Save and send an action; now and then the same request is sent twice, or at once."""
        changes = changes_for(draft)
        given = {"draft": draft, "version": 1, "answers": changes}
        saved = self.web.ask(self.session, SAVE, given)
        assert (saved["errors"], saved["conflicts"]) == ([], []), saved
        attempt = {
            "draft": draft,
            "version": saved["draft"]["version"],
            "key": str(uuid.UUID(int=self.chance.getrandbits(128))),
        }
        times = self.chance.choice([1, 1, 2, 3])
        with ThreadPoolExecutor(times) as threads:
            for sent in threads.map(
                lambda _number: self.web.ask(self.session, SUBMIT, attempt), range(times)
            ):
                assert sent["errors"] == [], sent
                receipt = (sent["submission"]["number"], sent["submission"]["contentHash"])
                self.receipts.setdefault(draft, set()).add(receipt)


def changes_for(draft: str) -> dict[str, Any]:
    """Return all that an action needs, in the names of the API."""
    names = {name: name_in_api(name) for name in READY}
    return {names[name]: value for name, value in READY.items()} | {"title": f"Action {draft}"}


def free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


def storm(web: Web, *, actions: int, clients: int, kills: int) -> dict[str, set[tuple[str, str]]]:
    """Let clients send their actions while the web process is killed at moments of chance."""
    chance = random.Random(2026)
    prepared = web.run("prepare", "--clients", str(clients), "--actions", str(actions))
    people = [
        Client(web, row["session"], random.Random(number)) for number, row in enumerate(prepared)
    ]

    def work(number: int) -> None:
        for draft in prepared[number]["drafts"]:
            people[number].submit(draft)

    web.start()
    moments = sorted(chance.randrange(actions * 9 // 10) for _kill in range(kills))
    with ThreadPoolExecutor(clients) as threads:
        running = [threads.submit(work, number) for number in range(clients)]
        while moments and not all(task.done() for task in running):
            time.sleep(0.02)
            if sum(len(client.receipts) for client in people) >= moments[0]:
                moments.pop(0)
                time.sleep(chance.random() * 0.5)
                web.kill()
        for task in running:
            task.result()
    return {draft: found for client in people for draft, found in client.receipts.items()}


def check(web: Web, receipts: dict[str, set[tuple[str, str]]], *, actions: int) -> None:
    """Compare the receipts that clients hold with what the database holds."""
    found = web.run("count")
    kept = {row["draft"]: row for row in found["submissions"]}

    assert (len(receipts), len(found["submissions"]), found["drafts"]) == (actions,) * 3
    assert {draft: {(row["number"], row["hash"])} for draft, row in kept.items()} == receipts
    for draft, row in kept.items():
        assert row == row | {
            "rehashed": row["hash"],
            "title": f"Action {draft}",
            "is_whole": True,
            "is_as_drafted": True,
            "state": "submitted",
        }
    assert len(found["mails"]) == len(set(found["mails"])) == actions
    assert web.run("count")["mails"] == []


@pytest.fixture
def web(database, tmp_path):
    web = Web(tmp_path, database, free_port())
    yield web
    web.end()


def test_submissions_outlive_the_web_process(web):
    receipts = storm(web, actions=20, clients=4, kills=2)

    assert web.killed == 2
    check(web, receipts, actions=20)


def test_fifty_writers_save_at_once(web):
    people = web.run("prepare", "--clients", "50", "--actions", "50")
    web.start()
    web.ask(people[0]["session"], SAVE, saved_as(people[0]["drafts"][0], 0))  # it has started
    web.answered.clear()

    def write(client):
        for version in range(1, 6):
            given = saved_as(client["drafts"][0], version)
            found = web.ask(client["session"], SAVE, given)
            assert (found["errors"], found["conflicts"]) == ([], [])

    with ThreadPoolExecutor(50) as threads:
        list(threads.map(write, people))

    assert web.answered == {"answered": 250}
    assert set(web.run("count")["versions"]) == {6}


def saved_as(draft, version):
    """Save a title that tells the version; version 0 changes nothing."""
    answers = {"title": f"Title {version}"} if version else {}
    return {"draft": draft, "version": max(version, 1), "answers": answers}


@pytest.mark.proof
def test_five_hundred_submissions_by_twenty_clients_outlive_twenty_kills(web):
    receipts = storm(web, actions=500, clients=20, kills=20)

    print(json.dumps({"killed": web.killed, **web.answered}))  # noqa: T201 - the figures of a proof
    assert web.killed == 20
    check(web, receipts, actions=500)
