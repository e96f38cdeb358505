from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import TranslatableField

from .base import Resource


class KnowledgePlatform(Resource):
    """A platform elsewhere where practitioners meet and share, such as M4D Net."""

    address = models.URLField(_("address"), blank=True)
    who_may_join = models.TextField(_("who may join"), blank=True)

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


class Offer(TranslatableMixin, Orderable):
    page = ParentalKey(KnowledgePlatform, on_delete=models.CASCADE, related_name="offers")
    text = models.CharField(_("what it offers"), max_length=255)

    translatable_fields = [TranslatableField("text")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("offer")
        verbose_name_plural = _("offers")

    def __str__(self) -> str:
        return self.text
