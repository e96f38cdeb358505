"""A course with lessons, of which one asks questions."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from courses.models import Course, Lesson
from tests.courses.making import make_site_with_course
from tests.site import make_site
from tests.snapshots import Snapshot


@pytest.fixture(scope="session")
def rows_of_a_course(snapshot: Any) -> Snapshot:
    return snapshot(lambda: make_site_with_course(make_site()))  # type: ignore[no-any-return]


@pytest.fixture
def course(rows_of_a_course: Snapshot, db: None) -> Course:
    rows_of_a_course.restore()
    return Course.objects.get()


@pytest.fixture
def lesson(course: Course) -> Lesson:
    """Return the lesson that asks questions."""
    return Lesson.objects.get(title="Third")


@pytest.fixture
def learner(db: None) -> User:
    return User.objects.create_user(
        "leila", "leila@town.example", first_name="Leila", last_name="Learner"
    )


@pytest.fixture
def signed_in(learner: User) -> Client:
    """Return a client of somebody with an account, from whom tokens of forms are asked."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(learner)
    return client
