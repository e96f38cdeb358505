"""What search has to tell in the morning, to those who look after it."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hub import days
from hub.morning import Line, Urgency

from .delivery import given_up_groups
from .engines import engines
from .models import AskedText, EngineState
from .viewsets import PERMISSION, WEEK


def morning(user: Any) -> Iterator[Line]:
    if not user.has_perm(PERMISSION):
        return
    state, asked = reverse("search_state:index"), reverse("search_asked:index")
    names = [engine.name for engine in engines()]
    yield Line(
        label=_("Search engines that do not answer"),
        count=EngineState.objects.filter(engine__in=names, failures__gt=0).count(),
        address=state,
        urgency=Urgency.NOW,
    )
    yield Line(
        label=_("Pages that search has given up"),
        count=sum(given_up_groups().values()),
        address=state,
        urgency=Urgency.SOON,
    )
    missed = AskedText.objects.filter(day__gt=days.today() - WEEK, found_nothing__gt=0)
    yield Line(
        label=_("Searches of the last seven days that found nothing"),
        count=missed.values("text", "locale").distinct().count(),
        address=f"{asked}?nothing=on&week=on",
    )
