"""How the time that a course takes is kept and asked for in the catalogue."""

from django.db.models import Q

from hub.catalogue.models import Facet

#: Digits of the minutes in a facet, so that the database compares them as text.
WIDTH = 6


def minutes_value(minutes: int) -> str:
    return f"{min(max(minutes, 0), 10**WIDTH - 1):0{WIDTH}d}"


def effort_up_to(minutes: int) -> Q:
    """Return the condition for courses that take no longer; one of unknown effort is left out."""
    found = Facet.objects.filter(name="effort", value__lte=minutes_value(minutes))
    return Q(group__in=found.values("group"))
