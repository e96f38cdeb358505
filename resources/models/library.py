from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail_localize.fields import TranslatableField

from hub.pages.layout import page_tabs
from hub.pages.models import ContentPage
from hub.pages.panels import PartsPanel
from resources.panels import ResourceTypesChecklist

from .base import NamedPart


class HomePage(ContentPage):
    """The first page of the hub in one language."""

    # No subpage_types: an app above the library puts its own indexes here.
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class LibraryPage(ContentPage):
    """The library's entrance: its sections, and the newest report pinned on top."""

    pinned = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("pinned resource"),
        help_text=_("Usually the newest annual report."),
    )

    edit_handler = page_tabs(
        identity=[PageChooserPanel("pinned")],
        parts=[PartsPanel("sections", heading=_("Sections"), label=_("section"))],
    )
    translatable_fields = [*ContentPage.translatable_fields, TranslatableField("sections")]
    # No parent_page_types: a site that takes the library puts it below pages of its own.
    subpage_types = [
        "resources.Report",
        "resources.Toolkit",
        "resources.IndicatorFramework",
        "resources.Programme",
        "resources.KnowledgePlatform",
    ]

    class Meta:
        verbose_name = _("library")
        verbose_name_plural = _("libraries")


class LibrarySection(NamedPart):
    """A section of the library that lists resources of some types."""

    page = ParentalKey(LibraryPage, on_delete=models.CASCADE, related_name="sections")
    types = models.JSONField(_("types of resources"), default=list)

    panels = [*NamedPart.panels, FieldPanel("types", widget=ResourceTypesChecklist)]

    class Meta(NamedPart.Meta):
        verbose_name = _("section")
        verbose_name_plural = _("sections")
