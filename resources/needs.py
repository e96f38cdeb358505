"""What the pages of the library need beside what all pages do."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from hub.morning import Urgency
from hub.pages.needs import IS_SOURCE, PageNeed

from .models import Report, Toolkit


def needs() -> Iterator[PageNeed]:
    empty = [
        model.objects.filter(IS_SOURCE, hub_files=None).values("pk") for model in (Report, Toolkit)
    ]
    yield PageNeed(
        code="files",
        label=_("Reports and toolkits with neither file nor link"),
        condition=Q(pk__in=empty[0]) | Q(pk__in=empty[1]),
        urgency=Urgency.SOON,
    )
