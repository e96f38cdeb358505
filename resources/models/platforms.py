from collections.abc import Iterator
from datetime import date

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import TranslatableField

from hub.pages.panels import PartsPanel
from hub.pages.publishing import Problem
from resources.panels import resource_tabs

from .base import Resource


class KnowledgePlatform(Resource):
    """A platform elsewhere where practitioners meet and share, such as M4D Net."""

    address = models.URLField(_("address"), blank=True)
    who_may_join = models.TextField(_("who may join"), blank=True)

    edit_handler = resource_tabs(
        identity=[FieldPanel("address")],
        prose=[FieldPanel("who_may_join")],
        parts=[PartsPanel("offers", heading=_("What it offers"), label=_("offer"))],
    )
    translatable_fields = [
        *Resource.translatable_fields,
        TranslatableField("who_may_join"),
        TranslatableField("offers"),
    ]
    parent_page_types = ["resources.LibraryPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("knowledge platform")
        verbose_name_plural = _("knowledge platforms")

    def fact_problems(self, day: date) -> Iterator[Problem]:
        yield from super().fact_problems(day)
        if not self.address:
            yield Problem("address", gettext("No address says where the platform is."), False)


class Offer(TranslatableMixin, Orderable):
    page = ParentalKey(KnowledgePlatform, on_delete=models.CASCADE, related_name="offers")
    text = models.CharField(_("what it offers"), max_length=255)

    translatable_fields = [TranslatableField("text")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("offer")
        verbose_name_plural = _("offers")

    def __str__(self) -> str:
        return self.text
