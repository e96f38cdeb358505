"""Where a place lies: two bounded numbers among the facts of its term."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

#: The largest number of degrees of each, north or south, east or west.
LIMITS = {"latitude": 90, "longitude": 180}


def check_coordinates(data: dict[str, Any], *, is_place: bool) -> None:
    """Refuse numbers that lie nowhere on earth, one without the other, and any but of a place."""
    given = {name: data[name] for name in LIMITS if data.get(name) is not None}
    if not given:
        return
    if not is_place:
        raise ValidationError(_("Only a place has a latitude and a longitude."))
    if len(given) < len(LIMITS):
        raise ValidationError(_("Give both latitude and longitude, or neither."))
    for name, value in given.items():
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not abs(value) <= LIMITS[name]:
            message = _("“%(value)s” is not between -%(limit)s and %(limit)s degrees.")
            raise ValidationError(message % {"value": value, "limit": LIMITS[name]})
