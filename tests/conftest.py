"""What every test may rely on: servers that are there or a reason why not, and an empty cache."""

import fcntl
import gc
import os
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection, connections
from django.test import TestCase, TransactionTestCase
from django.urls import set_urlconf
from django.utils import translation

from tests.html import read  # noqa: F401 - a fixture
from tests.looks import axe, browse  # noqa: F401 - fixtures
from tests.snapshots import Snapshot, all_rows
from tests.templates import migrated_postgres, migrated_template, postgres_template


def _missing_elasticsearch() -> str:
    address = os.environ.get("HUB_ELASTICSEARCH_URL", "")
    if not address:
        return "HUB_ELASTICSEARCH_URL is not set"
    try:
        urllib.request.urlopen(f"{address}/_cluster/health", timeout=5).close()
    except (urllib.error.URLError, OSError) as error:
        return f"no Elasticsearch at {address}: {error}"
    return ""


def _missing_postgres() -> str:
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return ""
    return "the suite runs on SQLite; HUB_REQUIRE=postgres or HUB_DATABASE_URL chooses PostgreSQL"


def _missing_redis() -> str:
    address = os.environ.get("HUB_REDIS_URL", "")
    if not address:
        return "HUB_REDIS_URL is not set"
    import redis

    try:
        redis.Redis.from_url(address, socket_timeout=5).ping()
    except redis.RedisError as error:
        return f"no Redis at {address}: {error}"
    return ""


def chromium_path() -> str:
    """Return the path of the Chromium that browser tests drive, or nothing."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = (shutil.which(name) for name in names)
    return os.environ.get("HUB_CHROMIUM", "") or next(filter(None, found), "")


def _missing_browser() -> str:
    return "" if chromium_path() else "no Chromium on the PATH, and HUB_CHROMIUM is not set"


def _missing_node() -> str:
    names = [name for name in ("node", "npm") if not shutil.which(name)]
    return f"no {' and no '.join(names)} on the PATH" if names else ""


def _missing_nginx() -> str:
    path = f"{os.environ['PATH']}:/usr/sbin"
    names = [name for name in ("nginx", "envsubst") if not shutil.which(name, path=path)]
    return f"no {' and no '.join(names)} on the PATH" if names else ""


SERVERS: dict[str, Callable[[], str]] = {
    "elasticsearch": _missing_elasticsearch,
    "postgres": _missing_postgres,
    "redis": _missing_redis,
    "browser": _missing_browser,
    "node": _missing_node,
    "nginx": _missing_nginx,
}
missing = cache(lambda name: SERVERS[name]())

#: What a database has a say in: lists, counts, search, locks, whatever is killed. CI runs it on
#: both; forms, pages, words and files on SQLite alone.
ON_EVERY_DATABASE = (
    "actions/test_choices.py",
    "actions/test_desk_races.py",
    "actions/test_drafts.py",
    "actions/test_faults.py",
    "actions/test_repository.py",
    "actions/test_reviewing.py",
    "actions/test_routing_database.py",
    "actions/test_schema.py",
    "actions/test_statistics.py",
    "courses/test_related.py",
    "courses/test_schema.py",
    "frontend_schema/test_drafts.py",
    "frontend_schema/test_operations.py",
    "frontend_schema/test_same_on_every_database.py",
    "hub/test_backups.py",
    "hub/test_catalogue*.py",
    "hub/test_gone.py",
    "hub/test_health.py",
    "hub/test_media_visibility.py",
    "hub/test_organisations.py",
    "hub/test_paging.py",
    "hub/test_places.py",
    "hub/test_publishing.py",
    "hub/test_terms.py",
    "hub/test_terms_services.py",
    "machine_readers/test_calendars.py",
    "machine_readers/test_feeds.py",
    "machine_readers/test_sitemaps.py",
    "resources/test_schema.py",
    "search/test_*.py",
    "webhooks/test_delivering.py",
    "webhooks/test_events.py",
    "webhooks/test_kills.py",
)

#: What takes long in one piece, beside what needs one of these servers or fixtures.
LONG = (
    "foreign_site/test_*.py",
    "how_to/test_add_a_field.py",
    "hub/test_truth.py",
    "hub/test_upgrade.py",
    "machine_readers/test_demo_site.py",
)
LONG_WITH = {"browser", "nginx", "node", "database"}


def required_servers() -> set[str]:
    """Return the servers whose absence is a failure, from HUB_REQUIRE."""
    return {name.strip() for name in os.environ.get("HUB_REQUIRE", "").split(",") if name.strip()}


def pytest_configure(config: pytest.Config) -> None:
    unknown = required_servers() - SERVERS.keys()
    if unknown:
        raise pytest.UsageError(
            f"HUB_REQUIRE names {', '.join(sorted(unknown))}; known are {', '.join(SERVERS)}."
        )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what runs on both databases; leave the long proofs out unless they are wanted.

    What takes long begins first: at the end the other processes would wait for it.
    """
    for item in items:
        if any(item.path.match(f"tests/{pattern}") for pattern in ON_EVERY_DATABASE):
            item.add_marker("every_database")
    items.sort(key=lambda item: not takes_long(item))
    if os.environ.get("HUB_PROOF"):
        return
    proofs = [item for item in items if item.get_closest_marker("proof")]
    items[:] = [item for item in items if item not in proofs]
    config.hook.pytest_deselected(items=proofs)


def takes_long(item: pytest.Item) -> bool:
    names = {mark.name for mark in item.iter_markers()}.union(getattr(item, "fixturenames", ()))
    return bool(names & LONG_WITH) or any(item.path.match(f"tests/{name}") for name in LONG)


def pytest_collection_finish() -> None:
    """Look for garbage less often, and never among the thousands of modules that stay."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_runtest_setup(item: pytest.Item) -> None:
    for name in SERVERS:
        if item.get_closest_marker(name) and (reason := missing(name)):
            if name in required_servers():
                pytest.fail(f"{name} is required: {reason}. Start it with `make services`.")
            pytest.skip(f"{name}: {reason}. Start it with `make services`.")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Start from a copy of a migrated database."""
    if connection.vendor == "sqlite":
        own = tmp_path_factory.mktemp("database") / "test.sqlite3"
        shutil.copy(migrated_template(), own)
        connection.settings_dict["TEST"]["NAME"] = str(own)
    else:
        template = postgres_template(os.environ["HUB_DATABASE_URL"])
        connection.settings_dict["TEST"]["TEMPLATE"] = template


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool) -> bool:
    return django_db_keepdb or connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Give a test that commits the rows of the migrations back when it ends.

    Django would empty every table, whatever test comes next in this process.
    """
    with django_db_blocker.unblock():
        migrated = Snapshot(all_rows())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: migrated.restore())
        yield


@pytest.fixture(autouse=True)
def _start_afresh() -> None:
    """Empty the caches, since generations start again with each test's rows; and speak English.

    A request leaves its language to the thread, that is to the next test; one whose answer is not
    read to its end leaves its addresses too.
    """
    for alias in settings.CACHES:
        caches[alias].clear()
    translation.deactivate()
    set_urlconf(None)


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Any:
    """Return a block after which everything counts as committed, so that marks are healed."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def kept_answers(settings: Any) -> None:
    """Keep answers, which the other tests do without."""
    memory = "django.core.cache.backends.locmem.LocMemCache"
    kept = {"BACKEND": memory, "LOCATION": "kept-in-tests"}
    settings.CACHES = {**settings.CACHES, "responses": kept}
    caches["responses"].clear()


@pytest.fixture
def listing_index(settings: Any) -> None:
    """Write what Wagtail's listings search in, which the other tests do without."""
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}


@pytest.fixture(scope="session")
def snapshot(django_db_setup: None, django_db_blocker: Any) -> Callable[[Callable[[], Any]], Any]:
    """Return what keeps the rows that something makes and commits, and takes them back."""

    def take(make: Callable[[], Any]) -> Snapshot:
        def make_and_commit() -> None:
            with TestCase.captureOnCommitCallbacks(execute=True):
                make()

        with django_db_blocker.unblock():
            return Snapshot.of(make_and_commit)

    return take


@pytest.fixture(scope="session")
def rows_of_a_site(snapshot: Any) -> Snapshot:
    """Keep the rows of a site: publishing its pages for each test would be half of the suite."""
    from tests.site import make_site

    return snapshot(make_site)  # type: ignore[no-any-return]


@pytest.fixture
def home(rows_of_a_site: Snapshot, db: None) -> Any:
    """Return the home page of a site in English, with a library below it."""
    from resources.models import HomePage

    rows_of_a_site.restore()
    return HomePage.objects.get()


#: The package for front ends; its lock names the tools of all that is tested with Node.js.
CLIENT = Path(__file__).parents[1] / "frontend_schema" / "client"


def install_packages(folder: Path, source: Path = CLIENT) -> None:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(source / name, folder)
    command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=600)
    except subprocess.SubprocessError as error:
        (pytest.fail if "node" in required_servers() else pytest.skip)(
            f"node: npm could not install the clients: {error}"
        )
    (folder / "installed").touch()


@pytest.fixture(scope="session")
def node_packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install what the clients in JavaScript need, once for each lock, outside of the tree."""
    lock = sha256((CLIENT / "package-lock.json").read_bytes()).hexdigest()[:12]
    folder = Path(settings.DATA_DIR) / "clients" / lock
    folder.mkdir(parents=True, exist_ok=True)
    with (folder.parent / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # two npm in one folder are in each other's way
        if not (folder / "installed").exists():
            install_packages(folder)
    # Every worker has a folder of its own to write into.
    own = tmp_path_factory.mktemp("clients")
    shutil.copytree(Path(__file__).parent / "frontend_schema" / "clients", own, dirs_exist_ok=True)
    (own / "node_modules").symlink_to(folder / "node_modules")
    return own


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Yield the address of an empty hub's database, for processes of their own."""
    address = os.environ.get("HUB_DATABASE_URL", "")
    if not address.startswith("postgres") and request.node.get_closest_marker("proof"):
        address = os.environ.get("HUB_POSTGRES_URL", "")
    if address.startswith("postgres"):
        with migrated_postgres(address) as found:
            yield found
        return
    copy = tmp_path / "hub.sqlite3"
    shutil.copy(migrated_template(), copy)
    yield f"sqlite:///{copy}"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Start Chromium once; a test opens a context of its own in it, so that no cookie is shared."""
    from playwright.sync_api import sync_playwright

    known = {alias: connections[alias] for alias in connections}
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread; Django would take the test for a coroutine,
        # and give it other connections.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        for alias, opened in known.items():
            connections[alias] = opened
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()
