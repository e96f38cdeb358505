from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable
from wagtail_localize.fields import TranslatableField

from hub.terms.enums import Confidence, Vocabulary
from resources.enums import RoundStatus

from .base import NamedPart, Resource

code_field_options = {
    "max_length": 40,
    "validators": [RegexValidator(r"^[a-z0-9-]+$", _("Use small letters, digits and hyphens."))],
}


class Programme(Resource):
    """A programme or fund: its phases with partner cities, its rounds with grants."""

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

    place = models.ForeignKey(
        "hub.Term",
        models.PROTECT,
        related_name="+",
        verbose_name=_("city"),
        limit_choices_to={"vocabulary": Vocabulary.PLACES},
    )
    confidence = models.CharField(
        _("confidence"), max_length=20, choices=Confidence.choices, default=Confidence.VERIFIED
    )

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.place)


class PartnerCity(CityRow):
    page = ParentalKey(Programme, on_delete=models.CASCADE, related_name="partner_cities")
    phase_code = models.CharField(_("code of the phase"), blank=True, **code_field_options)
    profile_url = models.URLField(_("city profile"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("place"), FieldPanel("phase_code")]),
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
        FieldRowPanel([FieldPanel("place"), FieldPanel("round_code")]),
        FieldRowPanel([FieldPanel("amount"), FieldPanel("currency"), FieldPanel("confidence")]),
    ]

    class Meta(CityRow.Meta):
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
