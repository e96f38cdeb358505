from collections.abc import Iterator
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail_localize.fields import TranslatableField

from hub.pages.panels import PartsPanel
from hub.pages.publishing import Problem, without_files
from resources.panels import resource_tabs

from .base import NamedPart, Resource


class Toolkit(Resource):
    """Step-by-step guidance with its components; its countries are those that piloted it."""

    edit_handler = resource_tabs(
        parts=[
            PartsPanel(
                "components",
                heading=_("Components"),
                label=_("component"),
                help_text=_("The parts of the toolkit, in the order in which they are used."),
            )
        ]
    )
    translatable_fields = [*Resource.translatable_fields, TranslatableField("components")]
    parent_page_types = ["resources.LibraryPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("toolkit")
        verbose_name_plural = _("toolkits")

    def fact_problems(self, day: date) -> Iterator[Problem]:
        yield from super().fact_problems(day)
        yield from without_files(self)


class ToolkitComponent(NamedPart):
    page = ParentalKey(Toolkit, on_delete=models.CASCADE, related_name="components")

    class Meta(NamedPart.Meta):
        verbose_name = _("component")
        verbose_name_plural = _("components")
