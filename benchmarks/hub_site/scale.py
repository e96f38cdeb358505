"""What is asked of a hub whose catalogue grows."""

from functools import cache, partial

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory

from hub.catalogue.models import Entry
from hub.catalogue.paging import NEWEST, write_cursor

from .graphql import ASKED, LONG_PATH, Q1, post
from .writing import ask_publishing, ask_submission


def ask_middle() -> HttpRequest:
    return post(Q1, {"first": 20, "locale": "en", "after": middle()})


def ask_page() -> HttpRequest:
    request = RequestFactory().get(LONG_PATH)
    request.user = AnonymousUser()
    return request


@cache
def middle() -> str:
    """Return the cursor in the middle of all reports."""
    reports = Entry.objects.filter(type="report", locale="en").order_by(*NEWEST.by())
    return write_cursor(reports[reports.count() // 2], NEWEST)


QUESTIONS = {
    **{name: partial(post, *asked) for name, asked in ASKED.items()},
    "middle": ask_middle,
    "topic": partial(
        post, Q1, {"first": 20, "locale": "en", "filter": {"topic": {"in": ["on-work"]}}}
    ),
    "page": ask_page,
    "submission": ask_submission,
    "publish": ask_publishing,
}
