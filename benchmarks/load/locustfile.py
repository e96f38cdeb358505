"""What a hub is asked in daily life, for Locust: 80 % repeated, 15 % search, 4 % new, 1 % written.

HUB_LOAD names a JSON file with the addresses, words and people of the hub (`tests.load.roles`) and
the rate; what was answered, and what of it was accepted, is written beside it, a line each.
"""

import json
import os
import random
import re
import time
import uuid
from collections import deque
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

from locust import HttpUser, constant_throughput, events, task
from requests.adapters import HTTPAdapter

FOLDER = Path(os.environ["HUB_LOAD"])
PLAN: dict[str, Any] = json.loads((FOLDER / "plan.json").read_text())
#: A patient client asks again for so many seconds, always the same.
PATIENCE = 120
LIST = """query L($locale: String, $first: Int!) { %s(locale: $locale, first: $first) {
  edges { node { title summary path cover { rendition(preset: CARD) { url } } } } } }"""
PAGE = "query P($path: String!) { page(path: $path) { title body { __typename html } } }"
SEARCH = """query S($text: String!, $locale: String) { search(
  query: $text, locale: $locale, facets: [TYPE, TOPIC, YEAR]) { totalCount degraded
  edges { node { highlights { html } page { title path } } } facets { values { count } } } }"""
SAVE = """mutation ($input: SaveActionDraftInput!) { saveActionDraft(input: $input) {
  draft { version } conflicts { field } errors { field code } } }"""
SUBMIT = """mutation ($input: SubmitActionInput!) { submitAction(input: $input) {
  submission { number contentHash } errors { field code message } } }"""
LISTS = [
    (LIST % name, {"locale": locale, "first": first})
    for name in ("reports", "toolkits", "courses", "programmes", "actions", "updates", "resources")
    for locale in ("en", "fr", "es")
    for first in (10, 20)
]
ANSWERS = (FOLDER / "answers.jsonl").open("a", buffering=1)
ACCEPTED = (FOLDER / "accepted.jsonl").open("a", buffering=1)
drafts = deque(PLAN["drafts"])
numbers = count(1)


@events.request.add_listener
def note(name: str, response_time: float, exception: Any, start_time: float, **_more: Any) -> None:
    error = str(exception)[:300] if exception else ""
    line = {"name": name, "at": start_time, "ms": response_time, "error": error}
    ANSWERS.write(json.dumps(line) + "\n")


class FromAddress(HTTPAdapter):
    """Asks from an address of its own, as strangers do; all of 127.0.0.0/8 is this machine."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__()

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        super().init_poolmanager(*arguments, source_address=(self.address, 0), **options)


class Reader(HttpUser):
    wait_time = constant_throughput(PLAN["rate"] / PLAN["users"])

    def on_start(self) -> None:
        self.chance = random.Random(number := next(numbers))
        self.client.mount("http://", FromAddress(f"127.0.1.{number}"))

    def get(self, name: str, address: str) -> None:
        with self.client.get(address, name=name, timeout=30, catch_response=True) as answer:
            self.judge(answer)

    def judge(self, answer: Any) -> None:
        """Call an answer wrong that is an error, or that says what is hidden."""
        if answer.status_code != 200:
            answer.failure(f"{answer.status_code} {answer.text[:100]}")
        elif re.search(PLAN["hidden"], answer.text, re.IGNORECASE):
            answer.failure("HIDDEN content was shown")
        elif "json" in answer.headers["Content-Type"] and "errors" in answer.json():
            answer.failure(answer.text[:200])

    def ask(self, name: str, query: str, variables: dict[str, Any]) -> None:
        said = f"query={quote(query)}&variables={quote(json.dumps(variables))}"
        self.get(name, f"/graphql/?{said}")

    @task(50)
    def read_api(self) -> None:
        paths = [(PAGE, {"path": path}) for path in PLAN["paths"]]
        self.ask("repeated, API", *self.chance.choice([*LISTS, *paths]))

    @task(30)
    def read_page(self) -> None:
        self.get("repeated, page", self.chance.choice(PLAN["paths"]))

    @task(10)
    def search_api(self) -> None:
        text, locale = self.words(), self.chance.choice(["en", "fr", "es"])
        self.ask("search, API", SEARCH, {"text": text, "locale": locale})

    @task(5)
    def search_page(self) -> None:
        locale = self.chance.choice(["en", "fr", "es"])
        self.get("search, page", f"/{locale}/search/?q={quote(self.words())}")

    @task(4)
    def ask_anew(self) -> None:
        query, variables = self.chance.choice(LISTS)
        fresh = variables | {"first": self.chance.randint(1, 50)}
        self.ask("never seen", f"{query} # {uuid.uuid4()}", fresh)

    @task(1)
    def write(self) -> None:
        """Fill in an action and send it; now and then an answer is lost, and all is sent again."""
        if not drafts:
            return
        draft = drafts.popleft()
        saved = self.insist(draft, SAVE, {"version": 1, "answers": draft["answers"]})
        attempt = {"version": saved["draft"]["version"], "key": str(uuid.uuid4())}
        sent = self.insist(draft, SUBMIT, attempt)["submission"]
        accepted = {"draft": draft["key"], "number": sent["number"], "hash": sent["contentHash"]}
        ACCEPTED.write(json.dumps(accepted) + "\n")

    def insist(self, draft: dict[str, Any], query: str, given: dict[str, Any]) -> dict[str, Any]:
        """Ask until there is an answer, as a patient client does, always with the same request."""
        body = {"query": query, "variables": {"input": {"draft": draft["key"], **given}}}
        cookies, give_up = {"sessionid": draft["session"]}, time.monotonic() + PATIENCE
        while time.monotonic() < give_up:
            with self.client.post(
                "/graphql/",
                json=body,
                cookies=cookies,
                name="write",
                timeout=30,
                catch_response=True,
            ) as answer:
                self.judge(answer)
                if answer.status_code == 200 and "errors" not in answer.json():
                    found: dict[str, Any] = next(iter(answer.json()["data"].values()))
                    if found["errors"]:
                        answer.failure(str(found))
                    return found
            time.sleep(1)
        raise RuntimeError(f"nobody took the draft {draft['key']}")

    def words(self) -> str:
        """Return one to three words of a title, now and then with a slip of the pen."""
        text = " ".join(self.chance.choice(PLAN["titles"]).split()[: self.chance.randint(1, 3)])
        if len(text) > 6 and self.chance.random() < 0.1:
            at = self.chance.randrange(1, len(text) - 1)
            text = text[:at] + text[at + 1 :]
        return text
