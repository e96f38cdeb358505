from collections.abc import Iterator
from datetime import date

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail_localize.fields import TranslatableField

from hub.pages.panels import PartsPanel
from hub.pages.publishing import Problem, year_to_come
from hub.terms.enums import Vocabulary
from hub.terms.fields import term_key
from hub.terms.panels import TermPanel
from resources.panels import resource_tabs

from .base import NamedPart, Resource


class IndicatorFramework(Resource):
    """A set of indicators that cities assess themselves with, such as the Local MGI."""

    edit_handler = resource_tabs(
        parts=[
            PartsPanel(
                "dimensions",
                heading=_("Dimensions"),
                label=_("dimension"),
                help_text=_("What the indicators are grouped by."),
            )
        ]
    )
    translatable_fields = [*Resource.translatable_fields, TranslatableField("dimensions")]
    parent_page_types = ["resources.LibraryPage"]
    subpage_types = ["resources.CityAssessment"]

    class Meta:
        verbose_name = _("indicator framework")
        verbose_name_plural = _("indicator frameworks")


class Dimension(NamedPart):
    page = ParentalKey(IndicatorFramework, on_delete=models.CASCADE, related_name="dimensions")

    class Meta(NamedPart.Meta):
        verbose_name = _("dimension")
        verbose_name_plural = _("dimensions")


class CityAssessment(Resource):
    """One city's assessment under the framework that is its parent page."""

    place = term_key(Vocabulary.PLACES, _("city"))
    assessment_year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    isbn = models.CharField(_("ISBN"), max_length=20, blank=True)
    page_count = models.PositiveSmallIntegerField(_("pages"), null=True, blank=True)
    fed_into = models.TextField(
        _("what it fed into"), blank=True, help_text=_("The plan or policy that came of it.")
    )

    edit_handler = resource_tabs(
        identity=[
            TermPanel("place"),
            FieldRowPanel([FieldPanel("assessment_year"), FieldPanel("page_count")]),
            FieldPanel("isbn"),
        ],
        prose=[FieldPanel("fed_into")],
    )
    translatable_fields = [*Resource.translatable_fields, TranslatableField("fed_into")]
    parent_page_types = ["resources.IndicatorFramework"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("city assessment")
        verbose_name_plural = _("city assessments")

    def fact_problems(self, day: date) -> Iterator[Problem]:
        yield from super().fact_problems(day)
        message = gettext("The year of the assessment has not begun: %(year)s.")
        yield from year_to_come(self, "assessment_year", day, message)
