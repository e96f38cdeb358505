"""The kit for front ends, built where its tools are."""

import shutil
from pathlib import Path
from typing import Any

import pytest

import frontend_schema
from hub.media.models import PageFile
from hub.networks.models import NetworkItem
from hub.pages.models import PageNetwork, PageTerm
from search.delivery import deliver
from tests.factories.hub import NetworkFactory, TermFactory
from tests.factories.media import make_document
from tests.frontend_schema.programs import tool
from tests.site import add_report, library, make_site, translate
from tests.snapshots import Snapshot

PACKAGE = Path(frontend_schema.__file__).parent
TITLES = [f"Report {number}" for number in range(7)]
#: What an editor may write, and no page may run.
HOSTILE = "<img src=x onerror='document.title = 1'>"
MADE = shutil.ignore_patterns("node_modules", "dist")


@pytest.fixture(scope="session")
def kit(node_packages: Path) -> Path:
    """Return a copy of our folder with the client in it, built."""
    folder = node_packages / "frontend_schema"
    for name in ("client", "examples", "operations", "widget"):
        shutil.copytree(PACKAGE / name, folder / name, ignore=MADE)
    shutil.copy(PACKAGE / "schema.graphql", folder)
    tool("vite", folder / "client", "build")
    tool("tsc", folder / "client", "--project", "tsconfig.build.json")
    tool("vite", folder / "client", "build", "--config", "../widget/vite.config.mjs")
    return folder


def make_library() -> None:
    """Publish reports of a network, with two of them first in its list, in other languages."""
    shelf = library(make_site())
    network = NetworkFactory(slug="mc2cm", labels={"en": "MC2CM", "fr": "MC2CM"})
    words = {
        "housing": {"en": "Housing", "fr": "Logement"},
        "health": {"en": "Health", "fr": "Santé"},
        "rights": {"en": "Rights"},
    }
    topics = [
        TermFactory(vocabulary="topics", code=code, labels=labels) for code, labels in words.items()
    ]
    reports = {
        title: add_report(
            shelf,
            title,
            summary=HOSTILE,
            hub_networks=[PageNetwork(network=network)],
            hub_terms=[PageTerm(term=topics[{3: 1, 6: 2}.get(number, 0)])],
            hub_files=[PageFile(title="Fichier", languages=["fr"], document=make_document())],
        )
        for number, title in reversed(list(enumerate(TITLES)))
    }
    for order, title in enumerate(("Report 3", "Report 1")):
        NetworkItem.objects.create(
            network=network, page=reports[title], sort_order=order, note="Start here."
        )
    translate(reports["Report 3"], "fr", title="Rapport 3", summary="Ce que les villes ont fait.")
    translate(reports["Report 1"], "ar", title="التقرير الأول")


@pytest.fixture(scope="session")
def rows_of_a_library(snapshot: Any) -> Snapshot:
    return snapshot(make_library)  # type: ignore[no-any-return]


@pytest.fixture
def address(rows_of_a_library: Snapshot, transactional_db: None, live_server: Any) -> str:
    """Serve a library over HTTP; the address of the API."""
    rows_of_a_library.restore()
    deliver()
    return f"{live_server.url}/graphql/"
