"""What needs somebody today: the first panel of the admin, made of lines that the apps declare."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from .declarations import functions_of


class Urgency(models.IntegerChoices):
    NOW = 1, _("now")
    SOON = 2, _("soon")
    LATER = 3, _("when there is time")


@dataclass(frozen=True, kw_only=True)
class Line:
    """So many of something wait for somebody, and the list in which they stand."""

    label: str
    count: int
    address: str
    urgency: Urgency = Urgency.LATER


def lines_for(user: Any) -> list[Line]:
    """Gather what every app has for this person, the most urgent first."""
    lines = [line for tell in functions_of("morning") for line in tell(user) if line.count]
    return sorted(lines, key=lambda line: line.urgency)


class MorningPanel(Component):
    """The panel on the first page of the admin."""

    name = "hub_morning"
    order = 50
    template_name = "hub/admin/morning.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None) -> dict[str, Any]:
        assert parent_context is not None  # noqa: S101 - Wagtail always gives one
        return {"lines": lines_for(parent_context["request"].user)}
