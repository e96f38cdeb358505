"""The sites of the contenders: an environment, settings and a database each, below var/bench."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "bench"
UV = Path(sys.executable).with_name("uv")


#: What makes the library as pages of the hub.
FILLING = "benchmarks.hub_site.filling"


@dataclass(frozen=True, kw_only=True)
class Site:
    """A Django project with a database of its own."""

    name: str
    settings: str
    python: Path = Path(sys.executable)
    packages: str = ""
    #: Address of a cluster, where the site has an index of its own.
    elasticsearch: str = ""
    #: Address of a PostgreSQL server, where the site has a database of its own; else SQLite.
    postgres: str = ""

    @property
    def folder(self) -> Path:
        return FOLDER / self.name

    @property
    def database(self) -> str:
        return f"bench_{self.name}"

    def variables(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("HUB_")}
        if self.elasticsearch:
            kept["HUB_ELASTICSEARCH_URL"] = self.elasticsearch
            kept["HUB_ELASTICSEARCH_INDEX"] = f"bench-{self.name}"
        if self.postgres:
            address = urlsplit(self.postgres)._replace(path=f"/{self.database}")
            kept["HUB_DATABASE_URL"] = address.geturl()
        return kept | {
            "DJANGO_SETTINGS_MODULE": self.settings,
            "HUB_DATA_DIR": str(self.folder),
            "PYTHONPATH": os.pathsep.join([str(ROOT), self.packages, str(self.folder)]),
        }

    def run(self, *arguments: str) -> str:
        """Run a module and return what it printed."""
        command = [self.python, "-m", *arguments]
        done = subprocess.run(
            command, env=self.variables(), cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout.rstrip()

    def fill(self, module: str) -> None:
        """Make the database anew."""
        self.remove()
        self.folder.mkdir(parents=True)
        if self.postgres:
            self.on_server(f'CREATE DATABASE "{self.database}"')
        if self is GRAPPLE:  # the models of a benchmark have no history in the repository
            package = self.folder / "grapple_site_migrations"
            package.mkdir()
            (package / "__init__.py").touch()
            self.run("django", "makemigrations", "grapple_site", "--skip-checks", "-v0")
        self.run("django", "migrate", "--skip-checks", "-v0")
        self.run("benchmarks.filling", module)

    def copy(self, name: str) -> "Site":
        """Make another site with the same content."""
        site = replace(self, name=name)
        site.remove()
        shutil.copytree(self.folder, site.folder)
        if self.postgres:
            self.on_server(f'CREATE DATABASE "{site.database}" TEMPLATE "{self.database}"')
        return site

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        if self.postgres:
            self.on_server(f'DROP DATABASE IF EXISTS "{self.database}"')

    def on_server(self, statement: str) -> str:
        """Run one statement outside of all transactions, and return the value it gives."""
        import psycopg  # which the environment of another site does not have

        with psycopg.connect(self.postgres, autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return str(cursor.fetchall()[0][0]) if cursor.description else ""


HUB = Site(
    name="hub_site",
    settings="benchmarks.hub_site.settings",
    packages=str(FOLDER / "hub_packages"),
)
DATABASES = {"SQLite": HUB}
if SERVER := os.environ.get("HUB_POSTGRES_URL", ""):
    DATABASES["PostgreSQL"] = replace(HUB, name="hub_postgres", postgres=SERVER)
GRAPPLE = Site(
    name="grapple_site",
    settings="benchmarks.grapple_site.settings",
    python=FOLDER / "grapple_environment" / "bin" / "python",
)


def grown(site: Site, groups: int) -> Site:
    """Return a copy of a site with so many groups in its catalogue; the first to ask makes it."""
    larger = replace(site, name=f"{site.name}_{groups}")
    if larger.folder.exists():
        return larger
    if not site.folder.exists():
        site.fill(FILLING)
    site.copy(larger.name).run("benchmarks.filling", "benchmarks.hub_site.growth", str(groups))
    return larger


def sites_made() -> Iterator[Site]:
    """Find the sites of the hub that this run, or the one before, has made."""
    for site in DATABASES.values():
        for folder in FOLDER.glob(f"{site.name}*"):
            yield replace(site, name=folder.name)


def make_environments() -> None:
    """Install what the alternatives need, where it cannot touch the hub's own environment."""
    locks = Path(__file__).parent
    make_environment(GRAPPLE.python.parents[1], locks / "grapple_site" / "requirements.lock")
    install("--target", HUB.packages, locks / "hub_site" / "requirements.lock")


def make_environment(folder: Path, lock: Path) -> None:
    """Make an environment with what a lock names, where it is missing or has something else."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([UV, "venv", "--quiet", "--python", sys.executable, folder], check=True)
    install("--python", python, lock)


def install(kind: str, target: Path | str, lock: Path) -> None:
    command = [UV, "pip", "sync", "--quiet", "--require-hashes", kind, target, lock]
    subprocess.run(command, check=True)
