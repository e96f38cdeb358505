"""Migrated databases that every run copies: migrating takes longer than most test files.

As a program it makes the one of SQLite, before anybody waits for it.
"""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

REPOSITORY = Path(__file__).resolve().parents[1]


def migrated_template() -> Path:
    """Return the database for these migrations and versions; the first to ask makes it."""
    folder = Path(settings.DATA_DIR) / "test-databases"
    folder.mkdir(parents=True, exist_ok=True)
    template = folder / f"{state_of_migrations()}.sqlite3"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not template.exists():
            make(template)
    return template


def state_of_migrations() -> str:
    """Hash all that a migrated database depends on."""
    digest = sha256(sys.version.encode())
    for path in [REPOSITORY / "requirements.lock", *sorted(REPOSITORY.glob("*/migrations/*.py"))]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def make(template: Path) -> None:
    unfinished = template.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    migrate(f"sqlite:///{unfinished}")
    unfinished.rename(template)


def migrate(address: str) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "hub.settings.test",
        "HUB_DATABASE_URL": address,
    }
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        cwd=REPOSITORY,
        env=environment,
        check=True,
    )


def postgres_template(address: str) -> str:
    """Return the name of the migrated database on this server; the first to ask makes it."""
    import psycopg

    server = urlsplit(address)
    template = f"hub_template_{state_of_migrations()}"
    lock = Path(settings.DATA_DIR) / "test-databases.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    with (
        lock.open("w") as held,
        psycopg.connect(server._replace(path="/postgres").geturl(), autocommit=True) as connection,
    ):
        fcntl.flock(held, fcntl.LOCK_EX)
        known = "SELECT 1 FROM pg_database WHERE datname = %s"
        if not connection.execute(known, [template]).fetchone():
            connection.execute(f"DROP DATABASE IF EXISTS {template}_unfinished")
            connection.execute(f"CREATE DATABASE {template}_unfinished")
            migrate(server._replace(path=f"/{template}_unfinished").geturl())
            connection.execute(f"ALTER DATABASE {template}_unfinished RENAME TO {template}")
    return template


@contextmanager
def migrated_postgres(address: str) -> Iterator[str]:
    """Yield a new migrated database on this server, for processes of their own."""
    import psycopg

    server = urlsplit(address)
    template, name = postgres_template(address), f"hub_proof_{os.getpid()}"
    with psycopg.connect(server._replace(path="/postgres").geturl(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield server._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


if __name__ == "__main__":
    migrated_template()
