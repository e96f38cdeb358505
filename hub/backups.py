"""Backups of all that cannot be made again: the database, and the files that people uploaded.

Indices, caches and static files are made again. The copy of the database is one moment of it; every
file that this moment knows is in the copy too, since files are copied before and after.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from django.core.cache import caches
from django.core.management.base import CommandError
from django.db import connection, connections
from django.utils import timezone

from hub.media.documents import checksum
from hub.private_files import media_folder, private_folder

MANIFEST = "manifest.json"
DATABASE = "database"


class BackupError(CommandError):
    """Why nothing was done, said as Django says it of its own commands."""


def back_up(folder: Path) -> dict[str, Any]:
    """Write a backup into a new folder, and return its manifest, which is written last."""
    if folder.exists() and any(folder.iterdir()):
        raise BackupError(f"{folder} is not empty.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy_files(folder)  # what is deleted while the database is copied
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=20)) as database:
            database.execute("VACUUM INTO ?", [str(folder / DATABASE)])
    else:
        options = [
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--file={folder / DATABASE}",
        ]
        run(postgres("pg_dump", *options))
    copy_files(folder)  # what came meanwhile
    manifest = {
        "made_at": timezone.now().isoformat(),
        "database": connection.vendor,
        "files": {str(path.relative_to(folder)): sha256_of(path) for path in files_below(folder)},
    }
    unfinished = folder / f"{MANIFEST}.unfinished"
    unfinished.write_text(json.dumps(manifest, indent=1))
    unfinished.rename(folder / MANIFEST)
    return manifest


def restore(folder: Path, *, replace: bool) -> dict[str, Any]:
    """Put a backup in the place of what is there; nothing is touched unless all of it is whole."""
    manifest = checked_manifest(folder)
    tables = connection.introspection.table_names()
    if not replace and (tables or any(map(any, map(files_below, roots().values())))):
        raise BackupError(
            "There is something here already. --replace puts the backup in its place."
        )
    if connection.vendor == "sqlite":
        restore_sqlite(folder / DATABASE)
    else:
        restore_postgres(folder / DATABASE, tables)
    restore_files(folder, manifest["files"])
    for alias in caches:
        caches[alias].clear()
    return manifest


def checked_manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
    except FileNotFoundError:
        raise BackupError(f"{folder} holds no finished backup.") from None
    if manifest["database"] != connection.vendor:
        raise BackupError(f"The backup is one of {manifest['database']}, not {connection.vendor}.")
    for name, known in manifest["files"].items():
        path = folder / name
        if not path.is_file() or sha256_of(path) != known:
            raise BackupError(f"{path} is missing, or is not what was backed up.")
    return manifest


def restore_sqlite(backup: Path) -> None:
    """Put the file in place whole; what is left of the old one's log would spoil it."""
    place = Path(connection.settings_dict["NAME"])
    unfinished = place.with_name(f"{place.name}.restored")
    shutil.copyfile(backup, unfinished)
    connections.close_all()
    for suffix in ("-wal", "-shm"):
        place.with_name(place.name + suffix).unlink(missing_ok=True)
    unfinished.rename(place)


def restore_postgres(backup: Path, tables: list[str]) -> None:
    """Replace every table in one transaction: the whole backup is there afterwards, or none of it.

    Tables that only newer code knows must go too, or its migrations would meet them again.
    """
    names = ", ".join(map(connection.ops.quote_name, tables))
    drop = f"DROP TABLE {names} CASCADE" if names else "SELECT"
    connections.close_all()
    with tempfile.TemporaryDirectory() as folder:
        # Read to its end first: what was cut short would be committed as if it were all.
        script = f"{folder}/restore.sql"
        options = ["--clean", "--if-exists", "--no-owner", "--no-privileges", f"--file={script}"]
        run((["pg_restore", *options, str(backup)], None))
        options = ["--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1"]
        run(postgres("psql", *options, f"--command={drop}", f"--file={script}"))


def postgres(program: str, *options: str) -> tuple[list[str], dict[str, str] | None]:
    """Return a command for our database, and its environment with the password."""
    client: Any = connection.client
    command, environment = client.settings_to_cmd_args_env(connection.settings_dict, options)
    return [program, *command[1:]], environment


def run(command: tuple[list[str], dict[str, str] | None]) -> None:
    arguments, environment = command
    done = subprocess.run(  # noqa: S603 - the tools of PostgreSQL
        arguments,
        env=os.environ | (environment or {}),
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupError(f"{arguments[0]} failed: {done.stderr.strip()}")


def roots() -> dict[str, Path]:
    return {"media": media_folder(), "private": private_folder()}


def files_below(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def copy_files(folder: Path) -> None:
    """Copy what is new, or was still being written when it was copied."""
    for name, root in roots().items():
        for path in files_below(root):
            target = folder / name / path.relative_to(root)
            with suppress(FileNotFoundError):  # deleted meanwhile
                if not target.exists() or state_of(target) != state_of(path):
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy2(path, target)


def restore_files(folder: Path, names: dict[str, str]) -> None:
    """Make the folders of uploads hold what the backup holds, and nothing else."""
    for name, root in roots().items():
        kept = {
            root / Path(path).relative_to(name) for path in names if path.startswith(f"{name}/")
        }
        for path in set(files_below(root)) - kept:
            path.unlink()
        for path in kept:
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(folder / name / path.relative_to(root), path)


def state_of(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return checksum(file)
