"""An upgrade is made while the version before still answers; what that cannot bear is found."""

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django_migration_linter import MigrationLinter

#: The last migration of each app in the last release; older ones are not looked at again.
RELEASED = {
    "actions": "0009_report_kinds",
    "courses": "0003_checked_address",
    "hub": "0009_previews",
    "resources": "0001_initial",
    "search": "0003_asked_text",
}
#: Newer ones that a release may hold all the same, and why: `("hub", "0042_name"): "reason"`.
ACCEPTED: dict[tuple[str, str], str] = {}

pytestmark = pytest.mark.django_db


def newer() -> list[tuple[str, str]]:
    known = MigrationLoader(None).disk_migrations
    ours = ((app, name) for app, name in known if app in RELEASED and name > RELEASED[app])
    return sorted(one for one in ours if one not in ACCEPTED)


def dangers(migrations: list[tuple[str, str]]) -> int:
    """Count those that lock a table for long, or take away or demand what older code knows not."""
    linter = MigrationLinter(
        str(settings.BASE_DIR),
        include_apps=sorted({app for app, _name in migrations}),
        include_name=[name for _app, name in migrations],
        no_cache=True,
    )
    linter.lint_all_migrations()
    return int(linter.nb_erroneous)


def test_the_last_release_is_known() -> None:
    known = set(MigrationLoader(None).disk_migrations)

    assert {app for app, _name in known} & {"hub", "actions"} == {"hub", "actions"}
    assert set(RELEASED.items()) | set(ACCEPTED) <= known


@pytest.mark.postgres
def test_the_version_before_bears_every_new_migration() -> None:
    assert connection.vendor == "postgresql"  # SQLite writes each table anew: all of it looks alike
    found = newer()

    assert (dangers(found) if found else 0) == 0


@pytest.mark.postgres
def test_one_that_it_could_not_bear_is_found() -> None:
    """Code that does not know the column could write no row any more."""
    assert dangers([("hub", "0004_organisation_is_public")]) == 1
