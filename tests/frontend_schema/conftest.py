"""The kit for front ends, built where its tools are."""

import shutil
from pathlib import Path
from typing import Any

import pytest

import frontend_schema
from tests.frontend_schema.programs import tool
from tests.site import add_report, library, make_site
from tests.snapshots import Snapshot

PACKAGE = Path(frontend_schema.__file__).parent
TITLES = [f"Report {number}" for number in range(7)]
MADE = shutil.ignore_patterns("node_modules", "dist")


@pytest.fixture(scope="session")
def kit(node_packages: Path) -> Path:
    """Return a copy of our folder with the client in it, built."""
    folder = node_packages / "frontend_schema"
    for name in ("client", "operations"):
        shutil.copytree(PACKAGE / name, folder / name, ignore=MADE)
    shutil.copy(PACKAGE / "schema.graphql", folder)
    tool("vite", folder / "client", "build")
    tool("tsc", folder / "client", "--project", "tsconfig.build.json")
    return folder


@pytest.fixture(scope="session")
def rows_of_a_library(snapshot: Any) -> Snapshot:
    def make() -> None:
        shelf = library(make_site())
        for title in reversed(TITLES):
            add_report(shelf, title)

    return snapshot(make)  # type: ignore[no-any-return]


@pytest.fixture
def address(rows_of_a_library: Snapshot, transactional_db: None, live_server: Any) -> str:
    """Serve a library over HTTP; the address of the API."""
    rows_of_a_library.restore()
    return f"{live_server.url}/graphql/"
