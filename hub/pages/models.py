"""What every page of the hub has: facts that hang on any page, and fields of our own types.

The child rows point at `wagtailcore.Page`, so a page type of another site uses them too. They are
facts: they are edited and read on the group's source page only.
"""

from http import HTTPMethod
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page
from wagtail.search import index
from wagtail_localize.fields import TranslatableField

from hub.blocks.stream import BODY_BLOCKS
from hub.catalogue.models import Reach
from hub.fields import StreamField
from hub.organisations.enums import ContributionRole
from hub.partners.previews import PREFIX, preview_modes

from .layout import page_tabs
from .serving import serve_draft, serve_draft_elsewhere, serve_live


class PageTerm(models.Model):
    """A page has a term of any vocabulary."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="hub_terms")
    term = models.ForeignKey("hub.Term", models.PROTECT, related_name="page_terms")

    class Meta:
        verbose_name = _("term of a page")
        constraints = [
            models.UniqueConstraint(fields=["page", "term"], name="hub_page_term_unique")
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.term_id}"


class PageNetwork(models.Model):
    """A page belongs to a network by its editor's choice."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="hub_networks")
    network = models.ForeignKey("hub.Network", models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("network of a page")
        constraints = [
            models.UniqueConstraint(fields=["page", "network"], name="hub_page_network_unique")
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.network_id}"


class Contribution(Orderable):
    """What an organisation is to a page: its publisher, its funder, its lead."""

    page = ParentalKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="hub_contributions"
    )
    organisation = models.ForeignKey(
        "hub.Organisation", models.PROTECT, related_name="contributions"
    )
    role = models.CharField(_("role"), max_length=20, choices=ContributionRole.choices)

    panels = [FieldRowPanel([FieldPanel("organisation"), FieldPanel("role")])]

    class Meta(Orderable.Meta):
        verbose_name = _("organisation of a page")

    def __str__(self) -> str:
        return f"{self.organisation} ({self.get_role_display()})"


class ContentPage(Page):
    """The fields of every page type of the hub."""

    # Two apps of a site may each have a HomePage; without a name of its own, both would be
    # `Page.homepage`.
    page_ptr = models.OneToOneField(
        Page,
        models.CASCADE,
        parent_link=True,
        primary_key=True,
        related_name="%(app_label)s_%(class)s",
    )
    summary = models.TextField(
        _("summary"),
        max_length=600,
        blank=True,
        help_text=_(
            "Two or three plain sentences. They stand on cards, in search results and on partner"
            " sites."
        ),
    )
    cover = models.ForeignKey(
        get_image_model_string(),
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cover"),
    )
    cover_alt = models.CharField(
        _("text in place of the cover"),
        max_length=255,
        blank=True,
        help_text=_("What the picture shows, for people who do not see it."),
    )
    cover_is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("Tick when the picture adds nothing to the text."),
    )
    cover_credit = models.CharField(_("credit of the cover"), max_length=255, blank=True)
    body = StreamField(BODY_BLOCKS, blank=True, verbose_name=_("content"))
    reach = models.CharField(
        _("who may read it"), max_length=12, choices=Reach.choices, default=Reach.EVERYONE
    )
    translation_reviewed = models.BooleanField(
        _("reviewed by a speaker"),
        default=False,
        help_text=_("Tick when somebody who speaks the language well has read this translation."),
    )
    editor_note = models.TextField(
        _("note for editors"),
        blank=True,
        help_text=_("What is not verified or still missing. It is never published."),
    )

    edit_handler = page_tabs()
    translatable_fields = [
        TranslatableField("title"),
        TranslatableField("seo_title"),
        TranslatableField("search_description"),
        TranslatableField("summary"),
        TranslatableField("cover_alt"),
        TranslatableField("body"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary")]
    template = "hub/page.html"
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Keep the address: wagtail-localize empties one that is not in Latin letters."""
        if self.pk and not self.slug:
            stored: Any = Page.objects.filter(pk=self.pk).values_list("slug", flat=True)
            self.slug: str = stored.first() or ""
        super().full_clean(*args, **kwargs)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with what the catalogue holds, so that HTML and API never differ."""
        return serve_live(self, request)

    @cached_property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """Offer the hub itself, and each partner site that shows drafts."""
        return [*super().preview_modes, *preview_modes(self)]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        if (mode_name or "").startswith(PREFIX):
            return serve_draft_elsewhere(self, mode_name)
        return serve_draft(self, request)
