"""Lighthouse, as it looks at a phone, over one page of each kind of the demo."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import chromium_path, install_packages

from .conftest import Hub

pytestmark = [pytest.mark.proof, pytest.mark.node, pytest.mark.browser]

CATEGORIES = ("accessibility", "best-practices", "seo")
LEAST = 95
MOOC = "courses/localising-the-global-compacts"
PAGES = (
    "/en/",
    "/en/library/annual-report-2022/",
    f"/en/{MOOC}/",
    "/en/actions/accra-informal-waste-work/",
    f"/en/{MOOC}/who-governs-migration/",
    "/en/actions/",
    "/en/places/accra/",
    "/ar/learning/find/",
)


@pytest.fixture(scope="module")
def lighthouse(pytestconfig: pytest.Config) -> Path:
    folder = pytestconfig.cache.mkdir("lighthouse")
    program = folder / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        install_packages(folder, Path(__file__).parent / "lighthouse")
    return program


def scores(lighthouse: Path, address: str) -> dict[str, int]:
    command = [
        *(str(lighthouse), address, "--quiet", "--output=json"),
        f"--only-categories={','.join(CATEGORIES)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage",
    ]
    environment = os.environ | {"CHROME_PATH": chromium_path()}
    done = subprocess.run(command, env=environment, check=True, timeout=300, capture_output=True)
    found = json.loads(done.stdout)["categories"]
    return {name: round(found[name]["score"] * 100) for name in CATEGORIES}


def test_no_kind_of_page_is_below_what_is_promised(
    demo: Hub, lighthouse: Path, record_property: Any
) -> None:
    found = {path: scores(lighthouse, f"{demo.address}{path}") for path in PAGES}

    record_property("lighthouse", json.dumps(found))
    low = {path: of for path, of in found.items() if min(of.values()) < LEAST}
    assert low == {}
