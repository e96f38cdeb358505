from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable
from wagtail_localize.fields import TranslatableField

from hub.pages.layout import question, shared
from hub.pages.panels import PartsPanel
from hub.pages.publishing import Problem, out_of_order
from hub.terms.enums import Vocabulary
from hub.terms.fields import confidence_field, term_key
from hub.terms.panels import TermPanel
from resources.enums import RoundStatus
from resources.panels import resource_tabs

from .base import NamedPart, Resource

code_field_options: dict[str, Any] = {
    "max_length": 40,
    "validators": [RegexValidator(r"^[a-z0-9-]+$", _("Use small letters, digits and hyphens."))],
}


class Programme(Resource):
    """A programme or fund: its phases with partner cities, its rounds with grants."""

    edit_handler = resource_tabs(
        parts=[
            PartsPanel("phases", heading=_("Phases"), label=_("phase")),
            PartsPanel(
                "rounds",
                heading=_("Rounds"),
                label=_("round"),
                help_text=_("Calls for applications, with what was or is to be given."),
            ),
        ],
        facts=[
            question(
                _("Which cities take part?"),
                shared(
                    [
                        InlinePanel(
                            "partner_cities",
                            heading=_("Partner cities"),
                            label=_("partner city"),
                            help_text=_("The phase is named by its code."),
                        ),
                        InlinePanel(
                            "grants",
                            heading=_("Grants"),
                            label=_("grant"),
                            help_text=_("The round is named by its code."),
                        ),
                    ]
                ),
            )
        ],
    )
    translatable_fields = [
        *Resource.translatable_fields,
        TranslatableField("phases"),
        TranslatableField("rounds"),
    ]
    parent_page_types = ["resources.LibraryPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    def fact_problems(self, day: date) -> Iterator[Problem]:
        yield from super().fact_problems(day)
        for phase in self.phases.all():
            message = gettext("“%(title)s” ends (%(last)s) before it starts (%(first)s).")
            dates = (phase.starts_on, phase.ends_on)
            yield from out_of_order("phases", *dates, message, title=phase.title)
        for call in self.rounds.all():
            message = gettext(
                "The deadline of “%(title)s” (%(last)s) is before it was announced (%(first)s)."
            )
            dates = (call.announced_on, call.deadline)
            yield from out_of_order("rounds", *dates, message, title=call.title)
        yield from unknown_codes("partner_cities", self.partner_cities, "phase_code", self.phases)
        yield from unknown_codes("grants", self.grants, "round_code", self.rounds)


def unknown_codes(field: str, cities: Any, column: str, parts: Any) -> Iterator[Problem]:
    """Cities that name a phase or round by a code that none of them has."""
    known = {part.code for part in parts.all()}
    for row in cities.all():
        code = getattr(row, column)
        if code and code not in known:
            message = gettext("%(city)s names the code “%(code)s”, which is not on this page.")
            yield Problem(field, message % {"city": row.place, "code": code})


class Phase(NamedPart):
    page = ParentalKey(Programme, on_delete=models.CASCADE, related_name="phases")
    code = models.CharField(_("code"), **code_field_options)
    starts_on = models.DateField(_("start"), null=True, blank=True)
    ends_on = models.DateField(_("end"), null=True, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("title"), FieldPanel("code")]),
        FieldPanel("description"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
    ]

    class Meta(NamedPart.Meta):
        verbose_name = _("phase")
        verbose_name_plural = _("phases")


class Round(NamedPart):
    """A call for applications; who may apply stands in the description."""

    page = ParentalKey(Programme, on_delete=models.CASCADE, related_name="rounds")
    code = models.CharField(_("code"), **code_field_options)
    announced_on = models.DateField(_("announced on"), null=True, blank=True)
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    amount = models.DecimalField(
        _("amount"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    status = models.CharField(
        _("status"), max_length=12, choices=RoundStatus.choices, default=RoundStatus.CLOSED
    )

    panels = [
        FieldRowPanel([FieldPanel("title"), FieldPanel("code")]),
        FieldPanel("description", heading=_("Who may apply")),
        FieldRowPanel([FieldPanel("announced_on"), FieldPanel("deadline")]),
        FieldRowPanel([FieldPanel("amount"), FieldPanel("currency"), FieldPanel("status")]),
    ]

    class Meta(NamedPart.Meta):
        verbose_name = _("round")
        verbose_name_plural = _("rounds")


class CityRow(Orderable):
    """A city in a programme, and how sure we are of it."""

    place = term_key(Vocabulary.PLACES, _("city"))
    confidence = confidence_field()

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.place)


class PartnerCity(CityRow):
    page = ParentalKey(Programme, on_delete=models.CASCADE, related_name="partner_cities")
    phase_code = models.CharField(_("code of the phase"), blank=True, **code_field_options)
    profile_url = models.URLField(_("city profile"), blank=True)

    panels = [
        FieldRowPanel([TermPanel("place"), FieldPanel("phase_code")]),
        FieldRowPanel([FieldPanel("profile_url"), FieldPanel("confidence")]),
    ]

    class Meta(CityRow.Meta):
        verbose_name = _("partner city")
        verbose_name_plural = _("partner cities")


class Grant(CityRow):
    page = ParentalKey(Programme, on_delete=models.CASCADE, related_name="grants")
    round_code = models.CharField(_("code of the round"), blank=True, **code_field_options)
    amount = models.DecimalField(
        _("amount"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, default="USD")

    panels = [
        FieldRowPanel([TermPanel("place"), FieldPanel("round_code")]),
        FieldRowPanel([FieldPanel("amount"), FieldPanel("currency"), FieldPanel("confidence")]),
    ]

    class Meta(CityRow.Meta):
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
