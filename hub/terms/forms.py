"""The form of a term: its stored fields, and the coordinates that are kept among its facts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from .coordinates import LIMITS


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
