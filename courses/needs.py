"""What courses need beside what all pages do."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from hub.morning import Urgency
from hub.pages.needs import IS_SOURCE, PageNeed

from .models import CheckedAddress, CourseEdition


def needs() -> Iterator[PageNeed]:
    silent = CheckedAddress.objects.silent().values("url")
    yield PageNeed(
        code="silent",
        label=_("Courses at an address that does not answer"),
        condition=IS_SOURCE & Q(pk__in=CourseEdition.objects.filter(url__in=silent).values("page")),
        urgency=Urgency.NOW,
    )
