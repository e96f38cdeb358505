"""Two editors at the same moment: what one hides, the other does not bring back.

On PostgreSQL, where two transactions really are open at once; SQLite has one writer at a time.
"""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from wagtail.models import PageViewRestriction

from hub.catalogue.models import Entry
from hub.merging import merge
from hub.organisations.models import Organisation
from resources.models import LibraryPage
from tests.factories.hub import OrganisationFactory
from tests.site import add, add_report, library, make_site

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
]


def at_once(first, second, *, waits_at):
    """Run both; the second waits at a statement on this table until the first is built as well."""
    reached, built, failed = threading.Event(), threading.Event(), []

    def wait(execute, sql, params, many, context):
        if waits_at in sql and not reached.is_set():
            reached.set()
            built.wait(timeout=30)
        return execute(sql, params, many, context)

    def run():
        try:
            with connection.execute_wrapper(wait):
                second()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    with transaction.atomic():
        first()
        thread.start()
        reached.wait(timeout=2)  # or it waits for a row of the first
    built.set()
    thread.join(timeout=30)
    assert (reached.is_set(), thread.is_alive(), failed) == (True, False, [])


@pytest.fixture
def site():
    home = make_site()
    report, other = (add_report(library(home), title) for title in ("Report", "Other"))
    return add(home, LibraryPage(title="Shelf", slug="shelf")), report, other


def titles():
    reports = Entry.objects.filter(is_visible=True, locale="en", group__type="report")
    return sorted(reports.values_list("title", flat=True))


def move(page, shelf):
    return lambda: page.move(type(shelf).objects.get(pk=shelf.pk), pos="last-child")


def restrict(page):
    return lambda: PageViewRestriction.objects.create(page=page, restriction_type="login")


def test_a_page_moved_below_a_shelf_that_is_being_restricted_is_hidden(site):
    shelf, report, _other = site
    at_once(move(report, shelf), restrict(shelf), waits_at="hub_generation")

    assert titles() == ["Other"]


def test_a_page_restricted_while_it_is_moved_is_hidden(site):
    shelf, report, _other = site
    known = type(report).objects.get(pk=report.pk)  # where it was before the move
    at_once(move(report, shelf), restrict(known), waits_at="hub_")

    assert titles() == ["Other"]


def test_nothing_else_is_hidden(site):
    shelf, report, other = site
    at_once(move(report, shelf), restrict(other), waits_at="hub_generation")

    assert titles() == ["Report"]


def test_two_merges_of_the_same_pair_wait_for_each_other():
    one, other = OrganisationFactory(name="One"), OrganisationFactory(name="Other")

    def merge_back():
        with pytest.raises(ValidationError, match="“One” is retired"):
            merge(other, one)

    at_once(lambda: merge(one, other), merge_back, waits_at="hub_organisation")

    merged = Organisation.objects.order_by("pk").values_list("merged_into", flat=True)
    assert list(merged) == [other.pk, None]
