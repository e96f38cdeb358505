from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail_localize.fields import TranslatableField

from .base import NamedPart, Resource


class Toolkit(Resource):
    """Step-by-step guidance with its components; its countries are those that piloted it."""

    translatable_fields = [*Resource.translatable_fields, TranslatableField("components")]
    parent_page_types = ["resources.LibraryPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("toolkit")
        verbose_name_plural = _("toolkits")


class ToolkitComponent(NamedPart):
    page = ParentalKey(Toolkit, on_delete=models.CASCADE, related_name="components")

    class Meta(NamedPart.Meta):
        verbose_name = _("component")
        verbose_name_plural = _("components")
