"""What `docs/partners.md` tells a partner to write, run as it stands, and the example sites."""

import json
import os
import re
import secrets
import subprocess
import sys
import time
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from hmac import digest
from pathlib import Path
from typing import Any

import pytest
from graphql import parse, validate

from frontend_schema.schema import schema
from resources.models import Report
from tests.frontend_schema.documentation import block
from tests.frontend_schema.partner import serve
from tests.frontend_schema.programs import run, tool

FRENCH = ["Rapport 3", "Report 1", *(f"Report {number}" for number in (6, 5, 4, 2, 0))]
SECRET = secrets.token_bytes(24)


def hub_of(address: str) -> str:
    return address.removesuffix("/graphql/")


def titles_in(answer: Any) -> list[str]:
    return [edge["node"]["title"] for edge in answer["data"]["network"]["resources"]["edges"]]


def post(address: str, body: bytes, **headers: str) -> Any:
    request = urllib.request.Request(address, body, headers)
    return urllib.request.urlopen(request, timeout=10)


def test_the_same_library_by_plain_http_and_in_python(address: str) -> None:
    body = re.search(r"-d '(.*)'", block("shell"), re.DOTALL)
    assert body
    with post(address, body[1].encode(), **{"Content-Type": "application/json"}) as response:
        assert titles_in(json.load(response)) == FRENCH

    script = block("library.py", hub_of(address))
    printed = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True, timeout=60
    )
    assert printed.stdout.splitlines() == FRENCH


def test_the_queries_of_the_recipes_are_right() -> None:
    (query,) = re.findall(r'"(query .*)"', block("recipes.ts"))

    assert validate(schema._schema, parse(query)) == []


@pytest.mark.node
@pytest.mark.browser
def test_an_empty_folder_becomes_a_french_library(
    kit: Path, address: str, chromium: Any, tmp_path: Path
) -> None:
    packed = run(kit / "client", "npm", "pack", "--ignore-scripts", "--silent", HOME=str(kit))
    install = ("install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund")
    run(tmp_path, "npm", *install, str(kit / "client" / packed.strip()), HOME=str(kit))
    for name in ("index.html", "main.ts", "recipes.ts"):
        (tmp_path / name).write_text(block(name, hub_of(address)))
    config = json.loads((kit / "client" / "tsconfig.json").read_text())
    (tmp_path / "tsconfig.json").write_text(json.dumps(config | {"include": ["*.ts"]}))

    tool("tsc", tmp_path, kit=kit)
    tool("vite", tmp_path, "build", kit=kit)

    with serve(tmp_path / "dist") as site:
        page = chromium.new_page()
        page.goto(site)
        page.locator("li >> nth=6").wait_for()
        assert page.locator("li").all_inner_texts() == FRENCH
        assert page.locator("a[lang=fr]").all_inner_texts() == ["Rapport 3"]
        page.close()


def signed(body: bytes, *, secret: bytes = SECRET) -> dict[str, str]:
    """Return the headers of a webhook by the Standard Webhooks convention."""
    sender, moment = "msg_1", str(int(time.time()))
    signature = digest(secret, b".".join([sender.encode(), moment.encode(), body]), sha256)
    return {
        "webhook-id": sender,
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{b64encode(signature).decode()}",
    }


@contextmanager
def receiver(site: Path, address: str) -> Iterator[str]:
    """Start the receiver of the example site; its address."""
    environment = {
        "PATH": os.environ["PATH"],
        "HUB_URL": address,
        "PORT": "0",
        "WEBHOOK_SECRET": f"whsec_{b64encode(SECRET).decode()}",
    }
    command = ["node", "receiver.js"]
    with subprocess.Popen(
        command, cwd=site, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            yield process.stdout.readline().split()[-1]
        finally:
            process.kill()


@pytest.mark.node
def test_a_genuine_webhook_builds_the_example_again(kit: Path, address: str) -> None:
    site = kit / "examples" / "site"
    (site / "node_modules").mkdir()
    (site / "node_modules" / "local-action-hub").symlink_to(kit / "client")
    built = site / "dist" / "index.html"
    tool("vite", site, "build", HUB_URL=address)
    assert re.findall(r">([^<]+)</a>", built.read_text("utf-8")) == FRENCH
    assert "<img" not in built.read_text("utf-8")

    report = Report.objects.get(title="Report 5")
    report.title = "Report 5, second edition"
    report.save_revision().publish()
    with receiver(site, address) as webhooks:
        body = b'{"type": "content.changed"}'
        with pytest.raises(urllib.error.HTTPError, match="400"):
            post(webhooks, body, **signed(body, secret=b"of somebody else"))
        with post(webhooks, body, **signed(body)) as response:
            assert response.status == 204
        give_up = time.monotonic() + 20
        while "second edition" not in (built.read_text("utf-8") if built.exists() else ""):
            assert time.monotonic() < give_up
            time.sleep(0.05)
