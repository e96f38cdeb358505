"""Lighthouse, as it looks at a phone, over one page of each kind of the demo."""

import json
import os
import subprocess
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from tests.conftest import chromium_path, install_packages

from .conftest import Hub

pytestmark = [pytest.mark.proof, pytest.mark.node, pytest.mark.browser]

CATEGORIES = ("accessibility", "best-practices", "seo")
LEAST = 95
#: Told and not held: it depends on the machine, and of so many runs the median counts.
PERFORMANCE, RUNS = "performance", 3
TRIES = 3
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
    """Look at a page several times; what is held is the same each time."""
    found = [looked_at(lighthouse, address) for _run in range(RUNS)]
    return found[0] | {PERFORMANCE: int(median(one[PERFORMANCE] for one in found))}


def looked_at(lighthouse: Path, address: str) -> dict[str, int]:
    command = [
        *(str(lighthouse), address, "--quiet", "--output=json"),
        f"--only-categories={','.join((*CATEGORIES, PERFORMANCE))}",
        "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage",
    ]
    environment = os.environ | {"CHROME_PATH": chromium_path()}
    for _time in range(TRIES):  # now and then the browser ends under it
        done = subprocess.run(
            command, env=environment, timeout=300, capture_output=True, check=False
        )
        if done.returncode == 0:
            break
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    found = json.loads(done.stdout)["categories"]
    return {name: round(found[name]["score"] * 100) for name in (*CATEGORIES, PERFORMANCE)}


def test_no_kind_of_page_is_below_what_is_promised(
    demo: Hub, lighthouse: Path, record_property: Any
) -> None:
    found = {path: scores(lighthouse, f"{demo.address}{path}") for path in PAGES}

    record_property("lighthouse", json.dumps(found))
    print(json.dumps(found, indent=1))  # noqa: T201 - the figures of a proof
    low = {path: of for path, of in found.items() if min(of[name] for name in CATEGORIES) < LEAST}
    assert low == {}
