"""The form of a term: its stored fields, and the coordinates that are kept among its facts."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

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


def degrees(name: str, label: Any, help_text: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=-LIMITS[name],
        max_value=LIMITS[name],
        max_digits=8,
        decimal_places=5,
        help_text=help_text,
    )


class TermForm(WagtailAdminModelForm):
    latitude = degrees(
        "latitude", _("latitude"), _("Degrees north of the equator; negative in the south.")
    )
    longitude = degrees(
        "longitude", _("longitude"), _("Degrees east of Greenwich; negative in the west.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in LIMITS:
            self.initial[name] = self.instance.data.get(name)

    def clean(self) -> dict[str, Any]:
        """Keep coordinates among the facts; what an editor gives no longer counts as unverified."""
        cleaned: dict[str, Any] = super().clean()
        changed = [name for name in LIMITS if name in self.changed_data and name in cleaned]
        if changed:
            data = dict(self.instance.data)
            for name in changed:
                data[name] = None if cleaned[name] is None else float(cleaned[name])
            left = [fact for fact in data.pop("unverified", []) if fact not in changed]
            self.instance.data = data | ({"unverified": left} if left else {})
        return cleaned
