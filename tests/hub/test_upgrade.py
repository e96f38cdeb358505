"""A database of an early hub comes to today's with every word that was in it.

`early_hub.sql.xz` is a part of the demo library as the code of 25 November 2026 made it (cf498da),
before actions and courses. What is made anew from the rest (catalogue, search, presets of images)
and logs were left out to keep it small.
"""

# ruff: noqa: S608 - names of tables come from a dump of our own

import json
import lzma
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest

from tests.templates import REPOSITORY

DUMP = Path(__file__).with_name("early_hub.sql.xz")
#: What is made from the rest, or tells of the upgrade itself.
DERIVED = (
    "django_migrations",
    "django_session",
    "hub_entry",
    "hub_facet",
    "hub_dependency",
    "hub_membership",
    "hub_group",
    "hub_generation",
    "hub_message",
    "hub_delivery",
    "hub_jobrun",
    "search_",
    "sqlite_",
    "wagtailsearch_",
    "modelsearch_",
    "wagtailcore_referenceindex",
)
#: Applies today's migrations of each app up to the last one that the early hub knew.
GO_BACK = """
import sys, json, django
django.setup()
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
executor = MigrationExecutor(connection)
nodes = executor.loader.graph.nodes
last = {app: name for app, name in sorted(json.load(sys.stdin)) if (app, name) in nodes}
executor.migrate(list(last.items()))
"""
CONTENT = {
    "pages": "SELECT p.translation_key, l.language_code, p.title, p.slug, p.url_path, p.live"
    " FROM wagtailcore_page p JOIN wagtailcore_locale l ON l.id = p.locale_id WHERE p.depth > 1",
    "terms": "SELECT vocabulary, code FROM hub_term",
    "organisations": "SELECT key, slug, name FROM hub_organisation",
}
SIZES = {"pages": 78, "terms": 494, "organisations": 39}


def rows_of(database: sqlite3.Connection, table: str) -> list[dict[str, Any]]:
    database.row_factory = sqlite3.Row
    return [dict(row) for row in database.execute(f'SELECT * FROM "{table}"')]


def tables_of(database: sqlite3.Connection) -> list[str]:
    found = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [name for (name,) in found.fetchall() if not name.startswith(DERIVED)]


def manage(address: str, *arguments: str, python: str = "", given: str = "") -> str:
    command = [sys.executable, *(["-c", python] if python else ["manage.py", *arguments])]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "hub.settings.test",
        "HUB_DATABASE_URL": address,
    }
    done = subprocess.run(
        command, cwd=REPOSITORY, env=environment, input=given, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def early(tmp_path: Path) -> Path:
    path = tmp_path / "early.sqlite3"
    with closing(sqlite3.connect(path)) as database:
        database.executescript(lzma.decompress(DUMP.read_bytes()).decode())
    return path


def upgrade(address: str) -> None:
    manage(address, "migrate", "--verbosity=0")
    manage(address, "catalogue", "rebuild")


def test_no_row_and_no_value_is_lost_on_sqlite(early: Path) -> None:
    with closing(sqlite3.connect(early)) as database:
        before = {table: rows_of(database, table) for table in tables_of(database)}
        database.row_factory = None
        content = {name: set(database.execute(query)) for name, query in CONTENT.items()}

    upgrade(f"sqlite:///{early}")

    with closing(sqlite3.connect(early)) as database:
        for table, rows in before.items():
            after = {
                row["id" if "id" in row else next(iter(row))]: row
                for row in rows_of(database, table)
            }
            for row in rows:
                key = row["id" if "id" in row else next(iter(row))]
                kept = {name: after[key][name] for name in row if name in after[key]}
                assert kept == row, f"{table} {key}"
        database.row_factory = None
        check_public(set(database.execute(PUBLIC)), content["pages"])
    assert {name: len(rows) for name, rows in content.items()} == SIZES
    assert sum(len(rows) for rows in before.values()) > 5000


#: What the API shows of each page in its own language.
PUBLIC = """
    SELECT g.translation_key, e.locale, e.title, e.slug FROM hub_entry e
    JOIN hub_group g ON g.id = e.group_id WHERE e.locale = e.actual_locale AND e.is_visible
"""


def check_public(shown: set[Any], pages: set[Any]) -> None:
    """Each published page has its entry, under the id that partner sites know."""
    wanted = {
        (str(UUID(str(key))), locale, title, slug)
        for key, locale, title, slug, _path, live in pages
        if live
    }
    assert {(str(UUID(str(key))), *rest) for key, *rest in shown} == wanted


@pytest.mark.proof
@pytest.mark.postgres
def test_no_row_and_no_value_is_lost_on_postgresql(early_rows: Any, empty_postgres: str) -> None:
    """The same rows, put into the tables that today's migrations make of the early ones."""
    import psycopg

    migrations, tables, pages = early_rows
    manage(empty_postgres, python=GO_BACK, given=json.dumps(migrations))
    with psycopg.connect(empty_postgres) as connection:
        fill(connection, tables)
        before = {table: read(connection, table, tables) for table in tables}

    upgrade(empty_postgres)

    with psycopg.connect(empty_postgres) as connection:
        after = {table: read(connection, table, tables) for table in tables}
        check_public(set(connection.execute(PUBLIC).fetchall()), pages)
    assert sum(len(rows) for rows in before.values()) > 5000
    lost = {table: rows - after[table] for table, rows in before.items()}
    assert {table: rows for table, rows in lost.items() if rows} == {}


@pytest.fixture
def early_rows(early: Path) -> Any:
    with closing(sqlite3.connect(early)) as database:
        migrations = database.execute("SELECT app, name FROM django_migrations").fetchall()
        pages = set(database.execute(CONTENT["pages"]))
        tables = {table: rows_of(database, table) for table in tables_of(database)}
    return migrations, {name: rows for name, rows in tables.items() if rows}, pages


@pytest.fixture
def empty_postgres() -> Any:
    import psycopg

    server, name = urlsplit(os.environ["HUB_DATABASE_URL"]), f"hub_upgrade_{os.getpid()}"
    with psycopg.connect(server._replace(path="/postgres").geturl(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield server._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def fill(connection: Any, tables: dict[str, list[dict[str, Any]]]) -> None:
    """Write the rows as they are, in any order, and let new ones be counted on from them."""
    connection.execute("SET session_replication_role = replica")
    for table in tables:
        connection.execute(f'TRUNCATE "{table}" CASCADE')
    for table, rows in tables.items():
        names = ", ".join(f'"{name}"' for name in rows[0])
        # The database turns 0 and 1, texts and JSON into what its columns hold.
        connection.execute(
            f'INSERT INTO "{table}" ({names}) SELECT {names} '
            f'FROM json_populate_recordset(NULL::"{table}", %s)',
            [json.dumps(as_json(connection, table, rows))],
        )
        if "id" in rows[0]:
            highest = f'(SELECT max(id) FROM "{table}")'
            sequence = f"pg_get_serial_sequence('\"{table}\"', 'id')"
            connection.execute(f"SELECT setval({sequence}, {highest}) WHERE {sequence} IS NOT NULL")
    connection.execute("SET session_replication_role = DEFAULT")


def as_json(connection: Any, table: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    columns = connection.execute(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s",
        [table],
    )
    types = dict(columns.fetchall())
    convert = {"boolean": bool, "jsonb": json.loads}
    return [
        {
            name: convert.get(types[name], lambda same: same)(value) if value is not None else None
            for name, value in row.items()
        }
        for row in rows
    ]


def read(connection: Any, table: str, tables: dict[str, list[dict[str, Any]]]) -> set[str]:
    """Read the columns of the early hub, each row as one text."""
    names = ", ".join(f'"{name}"' for name in tables[table][0])
    found = connection.execute(
        f'SELECT row_to_json(early)::text FROM (SELECT {names} FROM "{table}") early'
    )
    return {text for (text,) in found.fetchall()}
