"""A city that joined the Call, for tests of what its people do."""

from typing import Any

import pytest

from tests.actions.people import City, make_city
from tests.snapshots import Snapshot


@pytest.fixture(scope="session")
def rows_of_a_city(snapshot: Any) -> Snapshot:
    return snapshot(make_city)  # type: ignore[no-any-return]


@pytest.fixture
def city(rows_of_a_city: Snapshot, db: None) -> City:
    rows_of_a_city.restore()
    return City.read()
