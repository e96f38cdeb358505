"""A page in the middle of a list costs what the first one costs."""

from datetime import date

import pytest
from django.db import connection

from hub.catalogue.models import Entry
from hub.catalogue.paging import NEWEST, OLDEST, TITLE


@pytest.mark.parametrize(
    ("order", "key", "start"),
    [
        (NEWEST, date(2020, 1, 1), "sort_date<?"),
        (OLDEST, date(2020, 1, 1), "sort_date>?"),
        (TITLE, "word", "sort_title>?"),
    ],
)
def test_a_cursor_is_the_start_in_the_index(db, order, key, start):
    if connection.vendor != "sqlite":
        pytest.skip("Reads the plan in the words of SQLite.")
    entries = Entry.objects.in_locale("en").filter(is_visible=True, type="report")

    plan = entries.filter(order.after(key, 7)).order_by(*order.by())[:21].explain()

    assert f"USING INDEX hub_entry_type_{order.column} (locale=? AND type=? AND {start})" in plan
    assert "TEMP B-TREE" not in plan
