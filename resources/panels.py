"""What every resource adds to the layout of a page's form."""

import json
from collections.abc import Sequence
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, Panel

from hub.declarations import page_types
from hub.pages.choices import Checklist
from hub.pages.layout import page_tabs, question, shared
from hub.pages.panels import PageTabs, PartsPanel

FIGURES = PartsPanel(
    "figures",
    heading=_("Figures"),
    label=_("figure"),
    help_text=_("Numbers that a source gives, such as “50+ cities”, each with its source."),
)
RELATIONS = InlinePanel(
    "relations",
    heading=_("Related resources"),
    label=_("relation"),
    help_text=_("Such as the report that this one succeeds."),
)


def resource_tabs(
    *,
    identity: Sequence[Panel] = (),
    prose: Sequence[Panel] = (),
    parts: Sequence[Panel] = (),
    facts: Sequence[Panel] = (),
) -> PageTabs:
    """Lay out the form of a kind of resource; it names what it has beyond the others."""
    return page_tabs(
        names=[FieldPanel("official_title"), FieldPanel("short_title")],
        identity=[*identity, FieldPanel("licence")],
        prose=prose,
        parts=[*parts, FIGURES],
        dates=[FieldRowPanel([FieldPanel("issued_on"), FieldPanel("launched_on")])],
        facts=[*facts, question(_("What is it related to?"), shared([RELATIONS]))],
    )


def resource_types() -> list[tuple[str, str]]:
    """Name the kinds of resources of this site, for a list that holds some of them."""
    found = [kind for kind in page_types().values() if kind.family == "resource"]
    return [
        (kind.code, capfirst(str(kind.load_model()._meta.verbose_name_plural))) for kind in found
    ]


class ResourceTypesChecklist(Checklist):
    """Checkboxes for a JSON list of codes of resource types."""

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs)
        self.choices = resource_types  # type: ignore[assignment]  # asked when the apps are ready

    def format_value(self, value: Any) -> list[str]:
        return super().format_value(json.loads(value) if isinstance(value, str) else value)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        return json.dumps(super().value_from_datadict(data, files, name))
