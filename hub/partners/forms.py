"""The forms of a partner site's page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import DAYS, PartnerKey


class KeyForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a new key is for, what it opens, and for how long."""

    days = forms.TypedChoiceField(
        label=_("It ends after"),
        coerce=int,
        initial=DAYS,
        choices=[(30, _("30 days")), (90, _("90 days")), (DAYS, _("one year"))],
    )

    class Meta:
        model = PartnerKey
        fields = ["name", "days", "reads_networks", "reads_previews"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix, self.auto_id = "", "key-%s"
