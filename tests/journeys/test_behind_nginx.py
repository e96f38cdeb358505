"""An installation as `compose.yaml` describes it, without containers: asked through nginx."""

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from tests.processes import children_of, is_running

from .conftest import REPOSITORY, Hub

pytestmark = [pytest.mark.nginx]

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(600)
QUERY = '{ reports(locale: "en") { edges { node { title } } } }'
DOCUMENTS = """
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction
private = Collection.get_first_root_node().add_child(name="Private")
CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
for title, collection in (("open", Collection.get_first_root_node()), ("closed", private)):
    file = ContentFile(b"words", name=title + ".txt")
    document = get_document_model().objects.create(title=title, file=file, collection=collection)
    print(document.url)
"""


@dataclass
class Installation:
    folder: Path
    address: str
    documents: list[str]

    def ask(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        source: str = "127.0.0.1",
        **headers: str,
    ) -> http.client.HTTPResponse:
        """Send exactly this path, from this address of the machine; follow nothing."""
        where = urlsplit(self.address)
        connection = http.client.HTTPConnection(
            where.hostname or "", where.port, timeout=60, source_address=(source, 0)
        )
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body or None, named)
        answer = connection.getresponse()
        answer.text = answer.read()  # type: ignore[attr-defined]
        connection.close()
        return answer


@pytest.fixture(scope="module")
def installation(
    beginning: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    folder = shutil.copytree(beginning, tmp_path_factory.mktemp("installation") / "data")
    hub = Hub(folder)
    documents = hub.run(DOCUMENTS).split()
    for name in ("media/images/city.png", "media/original_images/city.png", "private/passport.png"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(PICTURE)
    environment = hub.environment | {
        "HUB_ELASTICSEARCH_URL": "",
        "HUB_METRICS_TOKEN": "of-prometheus",
        "HUB_STACK_DIR": str(folder.parent / "stack"),
        "HUB_WEB_PROCESSES": "1",
        "PYTHON": sys.executable,
    }
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # of the browser, in this process
    with (folder.parent / "log").open("wb") as log:
        stack = subprocess.Popen(
            ["scripts/stack"], cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, stderr=log
        )
    try:
        said = iter(stack.stdout or ())
        address = next((line.decode().strip() for line in said if line.startswith(b"http://")), "")
        assert address, (folder.parent / "log").read_text()
        yield Installation(folder, address.rstrip("/"), documents)
    finally:
        stack.send_signal(signal.SIGTERM)
        stack.wait(timeout=60)


@pytest.mark.browser
def test_a_reader_sees_a_page_and_finds_another(installation: Installation, chromium: Any) -> None:
    page = chromium.new_page()
    complaints: list[str] = []
    styles: list[Any] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.on("response", lambda answer: styles.append(answer) if ".css" in answer.url else None)

    page.goto(f"{installation.address}/en/")
    page.locator("main").wait_for()
    page.goto(f"{installation.address}/en/search/?q=study")
    found = page.get_by_role("link", name="Study of cities")
    for _attempt in range(60):  # until the worker has told the engine
        if found.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    found.first.click()

    assert page.locator("h1").inner_text() == "Study of cities"
    assert page.evaluate("document.styleSheets.length") > 0
    assert complaints == []
    for style in styles:
        assert style.status == 200
        assert style.headers["content-encoding"] == "gzip"
        assert style.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert style.headers["x-content-type-options"] == "nosniff"
    page.close()


def test_an_unchanged_answer_of_the_api_is_not_sent_again(installation: Installation) -> None:
    path = f"/graphql/?query={quote(QUERY)}"

    first = installation.ask("GET", path)
    again = installation.ask("GET", path, If_None_Match=str(first.headers["ETag"]))

    assert (first.status, again.status) == (200, 304)
    titles = [edge["node"]["title"] for edge in json.loads(first.text)["data"]["reports"]["edges"]]
    assert titles == ["Study of cities"]
    assert again.text == b""


@pytest.mark.parametrize(
    ("path", "taken", "largest"),
    [
        ("/graphql/", 110_000, 128 * 1024),
        ("/admin/login/", 200_000, 26 * 1024 * 1024),
        ("/en/my/organisations/new/", 200_000, 26 * 1024 * 1024),
        ("/es/learning/find/", 200_000, 256 * 1024),
        ("/en/", 60_000, 64 * 1024),
    ],
)
def test_a_body_that_is_too_large_is_refused_before_it_is_sent(
    installation: Installation, path: str, taken: int, largest: int
) -> None:
    small = installation.ask("POST", path, b" " * taken, Content_Type="application/json")
    # Only the length is sent: whoever waits for the body would not answer.
    large = installation.ask("POST", path, Content_Length=str(largest + 1))

    # The API refuses the first one as well, in its own words.
    assert small.status != 413 or json.loads(small.text)["errors"]
    assert (large.status, large.headers["Content-Type"]) == (413, "text/html")


def test_pictures_of_pages_are_public(installation: Installation) -> None:
    answer = installation.ask("GET", "/media/images/city.png")

    assert (answer.status, answer.text) == (200, PICTURE)
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/media/original_images/city.png",
        "/media/documents/closed.txt",
        "/media/documents/open.txt",
        "/media/images/../original_images/city.png",
        "/media/images/%2e%2e/original_images/city.png",
        "/media/images../original_images/city.png",
        "/media/private/passport.png",
        "/private/passport.png",
        "/static/../private/passport.png",
        "/static../hub.sqlite3",
        "/static/%2e%2e/hub.sqlite3",
        "/static/staticfiles.json",
        "/hub.sqlite3",
        "/health/metrics",
    ],
)
def test_nothing_else_of_the_data_is_served(installation: Installation, path: str) -> None:
    answer = installation.ask("GET", path)

    assert answer.status in {400, 404}
    assert PICTURE not in answer.text


def test_a_document_is_given_to_those_who_may_have_it(installation: Installation) -> None:
    open_one, closed_one = installation.documents

    given = installation.ask("GET", urlsplit(open_one).path)
    refused = installation.ask("GET", urlsplit(closed_one).path)

    assert (given.status, given.text) == (200, b"words")
    assert refused.status == 302
    assert refused.headers["Location"] == f"/accounts/door/?next={urlsplit(closed_one).path}"


def left_of_the_day(installation: Installation, number: int, **options: str) -> int:
    query = quote(f"query Q{number} {QUERY}")  # new, so that it costs
    answer = installation.ask("GET", f"/graphql/?query={query}", **options)
    found = re.search(r'"cost-per-day";r=(\d+)', str(answer.headers["RateLimit"]))
    assert found
    return int(found[1])


def test_who_is_counted_is_told_by_nginx_and_by_nobody_else(installation: Installation) -> None:
    first = left_of_the_day(installation, 1)
    forged = left_of_the_day(installation, 2, X_Forwarded_For="203.0.113.7")
    forwarded = left_of_the_day(
        installation, 3, Forwarded="for=203.0.113.8", X_Real_IP="203.0.113.8"
    )
    other = left_of_the_day(installation, 4, source="127.0.0.2")

    cost = first - forged
    assert cost > 0
    assert forwarded == forged - cost
    assert other >= first


def log_with(installation: Installation, request: str) -> str:
    """Read the log of nginx, which writes a line after its answer has gone."""
    path = installation.folder.parent / "stack" / "nginx" / "access.log"
    for _attempt in range(50):
        if request in (log := path.read_text()):
            break
        time.sleep(0.1)
    return log


def test_every_answer_has_an_id_that_the_log_of_nginx_knows(installation: Installation) -> None:
    token = "a-token-of-a-mail-that-opens-an-account"
    answer = installation.ask(
        "GET", f"/accounts/password/reset/key/1-{token}/?secret={token}", X_Request_Id="forged"
    )
    page = installation.ask("GET", "/en/")

    log = log_with(installation, page.headers["X-Request-Id"])
    assert page.headers["X-Request-Id"] != answer.headers["X-Request-Id"]
    lines = [json.loads(line) for line in log.splitlines()]
    assert token not in log
    assert {
        "method": "GET",
        "path": "/accounts/password/reset/key/-/",
        "status": answer.status,
    } in [{name: line[name] for name in ("method", "path", "status")} for line in lines]
    assert page.status == 200
    assert re.fullmatch(r"[0-9a-f]{32}", lines[-1]["request"])
    assert lines[-1]["request"] == page.headers["X-Request-Id"]


def test_figures_are_read_from_the_web_process_and_not_through_nginx(
    installation: Installation,
) -> None:
    configuration = (installation.folder.parent / "stack" / "nginx" / "hub.conf").read_text()
    (inside,) = re.findall(r"server (127\.0\.0\.1:\d+);", configuration)
    path, token = "/health/metrics", "Bearer of-prometheus"
    behind = Installation(installation.folder, f"http://{inside}", [])
    assert installation.ask("GET", "/en/").status == 200

    given = behind.ask("GET", path, Authorization=token)

    assert installation.ask("GET", path, Authorization=token).status == 404
    assert behind.ask("GET", path).status == 404
    pages = rb'^hub_request_seconds_count{kind="pages",status="2xx"} [1-9]'
    # Over all processes: the page above is in it.
    assert re.search(pages, given.text, re.MULTILINE)
    assert b'hub_ready{part="database"} 1.0' in given.text


def test_a_process_that_ends_is_started_again(installation: Installation) -> None:
    file = installation.folder.parent / "stack" / "nginx.pid"
    first = int(file.read_text())
    workers = children_of(first)
    assert workers

    os.kill(first, signal.SIGKILL)
    give_up = time.monotonic() + 60
    while (now := int(file.read_text() or first)) == first or not children_of(now):
        assert time.monotonic() < give_up
        time.sleep(0.1)

    # Workers that the first left behind would answer as well, and no other could have its port.
    assert not any(is_running(worker) for worker in workers)
    assert installation.ask("GET", "/en/").status == 200


def test_while_no_web_process_answers_readers_and_clients_are_told_so(
    installation: Installation,
) -> None:
    file = installation.folder.parent / "stack" / "web.pid"
    os.kill(int(file.read_text()), signal.SIGKILL)

    give_up, page = time.monotonic() + 30, installation.ask("GET", "/en/")
    while page.status == 200 and time.monotonic() < give_up:
        page = installation.ask("GET", "/en/")
    api = installation.ask("POST", "/graphql/", b"{}", Content_Type="application/json")

    assert (page.status, page.headers["Content-Type"]) == (503, "text/html; charset=utf-8")
    assert "Please try again in a little while." in page.text.decode()
    assert page.text.decode().count("<h2>") == 3  # each of the other languages
    assert (api.status, api.headers["Content-Type"]) == (503, "application/json")
    assert json.loads(api.text)["errors"][0]["extensions"] == {"code": "UNAVAILABLE"}
    for answer in (page, api):
        assert answer.headers["Retry-After"] == "10"
        assert answer.headers["Cache-Control"] == "no-store"
    while installation.ask("GET", "/en/").status != 200 and time.monotonic() < give_up + 60:
        time.sleep(0.2)
    assert installation.ask("GET", "/en/").status == 200
