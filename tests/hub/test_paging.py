"""What is read of a large catalogue is what is shown, wherever a page of a list begins."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection

from hub.catalogue.models import Entry
from hub.catalogue.paging import NEWEST, OLDEST, TITLE
from hub.catalogue.querysets import ANYONE


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


@pytest.mark.parametrize("count", [1, 6, 100])
def test_pages_that_are_named_are_read_alone(db, count):
    if connection.vendor != "sqlite":
        pytest.skip("Reads the plan in the words of SQLite.")
    entries = Entry.objects.visible_to(ANYONE).of_pages([uuid4() for _number in range(count)])

    plan = entries.filter(locale__in={"en"}).select_related("group").explain()

    assert "hub_entry USING INDEX sqlite_autoindex_hub_entry_1 (group_id=? AND locale=?)" in plan
