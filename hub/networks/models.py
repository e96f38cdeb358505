"""Networks: groups that curate content, each with an ordered, annotated list of pages."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable, Page

from hub.localization.languages import chain, language_choices


class Network(ClusterableModel):
    """A group that curates content, such as MC2CM, M4D Net or the Mayors Mechanism.

    Its own page is the page of the programme or platform that describes it.
    """

    slug = models.SlugField(
        _("short address"),
        max_length=100,
        unique=True,
        help_text=_("Partner sites name the network by it; better never change it."),
    )
    order = models.PositiveIntegerField(_("order"), default=0)
    page = models.OneToOneField(
        Page,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page that describes it"),
    )

    panels = [
        FieldPanel("slug"),
        FieldPanel("order"),
        PageChooserPanel("page"),
        InlinePanel("labels", heading=_("Name and description"), label=_("language"), min_num=1),
        InlinePanel(
            "items",
            heading=_("Curated list"),
            label=_("page"),
            help_text=_("What the network shows first, in this order. It makes no page public."),
        ),
    ]

    class Meta:
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        labels = {label.locale: label.name for label in self.labels.all()}
        locales = [*chain(get_language() or "en"), *labels]
        return next((labels[code] for code in locales if labels.get(code)), self.slug)


class NetworkLabel(models.Model):
    network = ParentalKey(Network, on_delete=models.CASCADE, related_name="labels")
    locale = models.CharField(_("language"), max_length=12, choices=language_choices)
    name = models.CharField(_("name"), max_length=255)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        verbose_name = _("network in one language")
        ordering = ["locale"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "locale"], name="hub_network_label_unique_locale"
            )
        ]

    def __str__(self) -> str:
        return self.name


class NetworkItem(Orderable):
    """A page that a network manager picked, with its place in the list and a word on why."""

    network = ParentalKey(Network, on_delete=models.CASCADE, related_name="items")
    page = models.ForeignKey(Page, models.CASCADE, related_name="+", verbose_name=_("page"))
    note = models.TextField(_("note"), blank=True)

    panels = [PageChooserPanel("page"), FieldPanel("note")]

    class Meta(Orderable.Meta):
        verbose_name = _("curated page")
        constraints = [
            models.UniqueConstraint(fields=["network", "page"], name="hub_network_item_unique_page")
        ]

    def __str__(self) -> str:
        return str(self.page)
