from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail_localize.fields import TranslatableField

from hub.terms.enums import Vocabulary
from resources.enums import ReportKind

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
    series = models.ForeignKey(
        "hub.Term",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("series"),
        limit_choices_to={"vocabulary": Vocabulary.SERIES},
    )
    edition_number = models.PositiveSmallIntegerField(_("edition"), null=True, blank=True)
    occasion = models.CharField(
        _("made for"),
        max_length=255,
        blank=True,
        help_text=_("The forum or review it was made for."),
    )

    translatable_fields = [*Resource.translatable_fields, TranslatableField("occasion")]
    parent_page_types = ["resources.LibraryPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
