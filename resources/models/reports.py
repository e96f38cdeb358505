from collections.abc import Iterator
from datetime import date

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail_localize.fields import TranslatableField

from hub.pages.publishing import Problem, without_files, year_to_come
from hub.terms.enums import Vocabulary
from hub.terms.fields import term_key
from hub.terms.panels import TermPanel
from resources.enums import ReportKind
from resources.panels import resource_tabs

from .base import Resource


class Report(Resource):
    """An annual report, a report to a forum, a study."""

    kind = models.CharField(
        _("kind"), max_length=20, choices=ReportKind.choices, default=ReportKind.OTHER
    )
    report_year = models.PositiveSmallIntegerField(_("year it reports on"))
    number = models.CharField(
        _("report number or ISBN"), max_length=60, blank=True, help_text=_("As printed.")
    )
    series = term_key(Vocabulary.SERIES, _("series"), blank=True)
    edition_number = models.PositiveSmallIntegerField(_("edition"), null=True, blank=True)
    occasion = models.CharField(
        _("made for"),
        max_length=255,
        blank=True,
        help_text=_("The forum or review it was made for."),
    )

    edit_handler = resource_tabs(
        identity=[
            FieldRowPanel([FieldPanel("kind"), FieldPanel("report_year")]),
            TermPanel("series"),
            FieldRowPanel([FieldPanel("edition_number"), FieldPanel("number")]),
        ],
        prose=[FieldPanel("occasion")],
    )
    translatable_fields = [*Resource.translatable_fields, TranslatableField("occasion")]
    parent_page_types = ["resources.LibraryPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")

    def fact_problems(self, day: date) -> Iterator[Problem]:
        yield from super().fact_problems(day)
        yield from without_files(self)
        message = gettext("It reports on a year that has not begun: %(year)s.")
        yield from year_to_come(self, "report_year", day, message)
