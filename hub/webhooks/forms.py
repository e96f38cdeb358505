"""The form of a webhook."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hub.declarations import page_types
from hub.pages.links import kind_of

from .events import EVENTS
from .models import WebhookEndpoint


def page_type_choices() -> list[tuple[str, str]]:
    """Return the page types by name; two of the same name stand apart by their codes."""
    return [(code, kind_of(code)) for code in page_types()]


class WebhookForm(forms.ModelForm):  # type: ignore[type-arg]
    """Where messages go, and which of them."""

    url = forms.URLField(label=_("Address"), max_length=500, assume_scheme="https")
    topics = forms.MultipleChoiceField(
        label=_("Events"),
        required=False,
        choices=[(name, format_lazy("{} ({})", text, name)) for name, text in EVENTS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None means all of them."),
    )
    page_types = forms.MultipleChoiceField(
        label=_("Page types"),
        required=False,
        choices=page_type_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None means all of them."),
    )

    class Meta:
        model = WebhookEndpoint
        fields = ["url", "topics", "page_types", "only_networks"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix, self.auto_id = "", "webhook-%s"
