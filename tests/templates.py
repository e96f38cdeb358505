"""A migrated SQLite database that every run copies: migrating takes longer than most test files."""

import fcntl
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

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
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "hub.settings.test",
        "HUB_DATABASE_URL": f"sqlite:///{unfinished}",
    }
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        cwd=REPOSITORY,
        env=environment,
        check=True,
    )
    unfinished.rename(template)
