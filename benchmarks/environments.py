"""The Python environments and databases of the contenders, all below var/bench."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import django
import wagtail

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "bench"
GRAPPLE = "wagtail-grapple==0.31.*"
DATABASE_PREFIX = "hub_bench_"


@dataclass(frozen=True, kw_only=True)
class Site:
    """A Django project with a database of its own."""

    name: str
    settings: str
    database_url: str = ""
    python: Path = Path(sys.executable)
    path: tuple[Path, ...] = field(default=(ROOT, FOLDER / "orjson"))

    @property
    def folder(self) -> Path:
        return FOLDER / self.name

    def variables(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("HUB_")}
        return kept | {
            "DJANGO_SETTINGS_MODULE": self.settings,
            "HUB_DATA_DIR": str(self.folder),
            "HUB_DATABASE_URL": self.database_url,
            "PYTHONPATH": os.pathsep.join(str(part) for part in (*self.path, self.folder)),
        }

    def run(self, *arguments: str) -> str:
        command = [str(self.python), "-m", *arguments]
        done = subprocess.run(
            command, env=self.variables(), cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout.strip()

    def fill(self, loader: str, *arguments: str) -> None:
        """Make the database anew; models of benchmarks have no migrations in the repository."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        if self.database_url:
            recreate_database(self.database_url)
        if self.settings == "benchmarks.grapple_site.settings":
            package = self.folder / "grapple_site_migrations"
            package.mkdir()
            (package / "__init__.py").touch()
            self.run("django", "makemigrations", "grapple_site", "--skip-checks", "-v0")
        self.run("django", "migrate", "--skip-checks", "-v0")
        self.run("benchmarks.load", loader, *arguments)


def hub_site(name: str, database_url: str = "") -> Site:
    return Site(
        name=name,
        settings="benchmarks.hub_site.settings",
        database_url=own_database(database_url, name),
    )


def grapple_site(database_url: str = "") -> Site:
    return Site(
        name="grapple_site",
        settings="benchmarks.grapple_site.settings",
        database_url=own_database(database_url, "grapple"),
        python=FOLDER / "grapple" / "bin" / "python",
        path=(ROOT,),
    )


def make_environments() -> None:
    """Install what the alternatives need, where it cannot touch the hub's own environment."""
    uv = Path(sys.executable).with_name("uv")
    grapple = FOLDER / "grapple"
    if not grapple.exists():
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, grapple], check=True)
    packages = [
        *(GRAPPLE, f"wagtail=={wagtail.__version__}", f"django=={django.__version__}"),
        *("dj-database-url", "psycopg[binary]"),
    ]
    python = grapple / "bin" / "python"
    subprocess.run([uv, "pip", "install", "--quiet", "--python", python, *packages], check=True)
    if not (FOLDER / "orjson").exists():
        target = ["--target", FOLDER / "orjson"]
        subprocess.run([uv, "pip", "install", "--quiet", *target, "orjson"], check=True)


def own_database(url: str, name: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{DATABASE_PREFIX}{name}")) if url else ""


@contextmanager
def maintenance(url: str) -> Iterator[tuple[object, str]]:
    """A connection to the server's own database, and the name of ours."""
    import psycopg

    parts = urlsplit(url)
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as server:
        yield server, parts.path.strip("/")


def recreate_database(url: str) -> None:
    drop_database(url)
    with maintenance(url) as (server, name):
        server.execute(f'CREATE DATABASE "{name}"')


def drop_database(url: str) -> None:
    with maintenance(url) as (server, name):
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')
