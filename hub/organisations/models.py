"""Organisations: who publishes, funds, leads and manages what the hub holds."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.images import get_image_model_string
from wagtail.search import index

from hub.localization.languages import language_choices
from hub.terms.enums import Vocabulary
from hub.terms.fields import term_key
from hub.terms.panels import TermPanel

from .enums import OrganisationKind


class Organisation(index.Indexed, ClusterableModel):
    """A government, network, agency or fund that pages name; its name is the one it uses itself."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(
        _("short address"),
        max_length=100,
        unique=True,
        help_text=_("Filters and imports name the organisation by it; better never change it."),
    )
    name = models.CharField(_("name"), max_length=255, help_text=_("As it writes itself."))
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    kind = models.CharField(
        _("kind"), max_length=40, choices=OrganisationKind.choices, default=OrganisationKind.OTHER
    )
    country = term_key(Vocabulary.COUNTRIES, _("country"), blank=True)
    website = models.URLField(_("website"), blank=True)
    logo = models.ForeignKey(
        get_image_model_string(),
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
    )
    logo_card = models.JSONField(null=True, editable=False, help_text=_("The logo in its presets."))
    is_public = models.BooleanField(
        _("public"),
        default=True,
        help_text=_(
            "Whether lists name it. One that joined by itself becomes public when the secretariat "
            "accepts its signature or endorsement."
        ),
    )
    is_retired = models.BooleanField(
        _("retired"),
        default=False,
        db_default=False,
        help_text=_("It stays on pages that name it and is no longer offered."),
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_organisations",
        verbose_name=_("merged into"),
    )
    editor_note = models.TextField(
        _("note for editors"),
        blank=True,
        help_text=_("What is not verified or still missing. It is never published."),
    )

    def name_in(self, locale: str) -> str:
        """Its name in a language, or else the one it uses itself."""
        names = {label.locale: label.name for label in self.labels.all()}
        return str(names.get(locale) or self.name)

    @property
    def current(self) -> "Organisation":
        """The one that it was merged into, or itself: an old version of a page may name it."""
        return self.merged_into or self

    @property
    def logo_rendition(self) -> dict[str, Any] | None:
        """The logo as lists show it, where everyone may see it."""
        return ((self.logo_card or {}).get("renditions") or {}).get("LOGO")

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("acronym")]),
        FieldPanel("slug"),
        FieldPanel("kind"),
        TermPanel("country"),
        FieldPanel("website"),
        FieldPanel("logo"),
        InlinePanel("labels", heading=_("In other languages"), label=_("language")),
        FieldRowPanel([FieldPanel("is_public"), FieldPanel("is_retired")]),
        FieldPanel("editor_note"),
    ]
    search_fields = [
        index.SearchField("name"),
        index.SearchField("acronym"),
        index.AutocompleteField("name"),
        index.AutocompleteField("acronym"),
    ]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    def clean(self) -> None:
        super().clean()
        if self.merged_into_id and not self.is_retired:
            message = _("This organisation was merged into another one and stays retired.")
            raise ValidationError({"is_retired": message})


class OrganisationLabel(models.Model):
    """The name, acronym and short text of an organisation in one language."""

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="labels")
    locale = models.CharField(_("language"), max_length=12, choices=language_choices)
    name = models.CharField(_("name"), max_length=255, blank=True)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    description = models.TextField(_("short text"), blank=True)

    panels = [
        FieldPanel("locale"),
        FieldRowPanel([FieldPanel("name"), FieldPanel("acronym")]),
        FieldPanel("description"),
    ]

    class Meta:
        verbose_name = _("organisation in one language")
        ordering = ["locale"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "locale"], name="hub_organisation_label_unique_locale"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.locale
