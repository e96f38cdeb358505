"""`make bench`: everything, on SQLite and on the PostgreSQL that the environment names.

    make bench                                  all of it, on SQLite
    make bench ARGS=contenders                  Q1 to Q3 beside the alternatives
    make bench ARGS="flatness --rounds 5"       1,000, 10,000 and 100,000 groups
    HUB_DATABASE_URL=postgres://… make bench    on both databases
"""

import argparse
import os
import sqlite3

from . import contenders, flatness
from .machine import load, machine_line

PARTS = {"contenders": contenders.run, "flatness": flatness.run}


def postgres_url() -> str:
    """The server to measure on as well, as the suite understands the same variables."""
    if url := os.environ.get("HUB_DATABASE_URL", ""):
        return url if url.startswith("postgres") else ""
    is_required = "postgres" in os.environ.get("HUB_REQUIRE", "").split(",")
    return os.environ["HUB_POSTGRES_URL"] if is_required else ""


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("part", nargs="*", choices=[[], *PARTS], default=[])
    parser.add_argument("--rounds", type=int, default=15, help="turns of every contender")
    parser.add_argument("--again", action="store_true", help="with the data of the last run")
    arguments = parser.parse_args()
    databases = {f"SQLite {sqlite3.sqlite_version}": ""}
    if url := postgres_url():
        databases[postgres_version(url)] = url
    for database, url in databases.items():
        for part in arguments.part or PARTS:
            print(f"\n## {part}\n\n{machine_line(database)}; load {load()} before", flush=True)
            run = PARTS[part]
            print(run(url, rounds=arguments.rounds, is_filled=arguments.again))
            print(f"\nLoad {load()} after.", flush=True)


def postgres_version(url: str) -> str:
    import psycopg

    with psycopg.connect(url) as connection:
        return f"PostgreSQL {connection.info.server_version // 10000}"


if __name__ == "__main__":
    main()
