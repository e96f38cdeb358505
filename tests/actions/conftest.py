"""A city that joined the Call, for tests of what its people do."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.actions.moving_in import bring_into, make_terms
from tests.actions.people import City, make_city
from tests.snapshots import Snapshot


@pytest.fixture(scope="session")
def rows_of_a_city(snapshot: Any) -> Snapshot:
    return snapshot(make_city)  # type: ignore[no-any-return]


@pytest.fixture
def city(rows_of_a_city: Snapshot, db: None) -> City:
    rows_of_a_city.restore()
    return City.read()


@pytest.fixture
def bring(home: Any, tmp_path: Path) -> Any:
    """Import rows of another site, one after the other as they are given."""
    make_terms()
    return partial(bring_into, tmp_path)
