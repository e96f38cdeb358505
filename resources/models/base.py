"""What every resource of the library has: names, dates, licence, dated figures and relations."""

import datetime
from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import TranslatableField

from hub.pages.enums import Licence
from hub.pages.models import ContentPage
from hub.pages.publishing import Problem, in_future, out_of_order
from hub.terms.fields import confidence_field
from resources.enums import RelationKind
from resources.panels import resource_tabs


class Resource(ContentPage):
    """Anything the library holds. Reports, toolkits, programmes and courses are kinds of it."""

    official_title = models.CharField(
        _("official title"),
        max_length=500,
        blank=True,
        help_text=_("As it is printed on the publication, when it differs from the title above."),
    )
    short_title = models.CharField(
        _("short title or acronym"), max_length=80, blank=True, help_text=_("For example MC2CM.")
    )
    issued_on = models.DateField(
        _("issued on"), null=True, blank=True, help_text=_("The date printed on it.")
    )
    launched_on = models.DateField(
        _("launched on"), null=True, blank=True, help_text=_("The day it was presented in public.")
    )
    licence = models.CharField(
        _("licence"), max_length=30, choices=Licence.choices, default=Licence.UNKNOWN
    )

    is_creatable = False
    edit_handler = resource_tabs()
    translatable_fields = [
        *ContentPage.translatable_fields,
        TranslatableField("official_title"),
        TranslatableField("short_title"),
        TranslatableField("figures"),
    ]

    class Meta:
        verbose_name = _("resource")

    def fact_problems(self, day: datetime.date) -> Iterator[Problem]:
        """Find what speaks against publishing these facts on this day."""
        yield from in_future(self, "issued_on", day)
        yield from in_future(self, "launched_on", day, is_error=False)
        yield from out_of_order(
            "launched_on",
            self.issued_on,
            self.launched_on,
            gettext("It was launched (%(last)s) before it was issued (%(first)s)."),
        )


class DatedFigure(TranslatableMixin, Orderable):
    """A number that a source gives, with its date; never a count of rows.

    The label is prose and is translated; value, date, source and confidence are read from the
    source page.
    """

    value = models.CharField(_("figure"), max_length=40, help_text=_("For example 50+."))
    label = models.CharField(_("what it counts"), max_length=255)
    as_of = models.DateField(_("as of"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500)
    confidence = confidence_field()

    panels = [
        FieldRowPanel([FieldPanel("value"), FieldPanel("label")]),
        FieldRowPanel([FieldPanel("as_of"), FieldPanel("confidence")]),
        FieldPanel("source"),
    ]
    translatable_fields = [TranslatableField("label")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        abstract = True
        verbose_name = _("figure")
        verbose_name_plural = _("figures")

    def __str__(self) -> str:
        return f"{self.value} {self.label}"


class Figure(DatedFigure):
    page = ParentalKey(Resource, on_delete=models.CASCADE, related_name="figures")


class Relation(Orderable):
    """A link from one resource to another, with its kind."""

    page = ParentalKey(Resource, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(
        _("relation"), max_length=30, choices=RelationKind.choices, default=RelationKind.RELATED
    )
    target = models.ForeignKey(
        Resource, models.CASCADE, related_name="reverse_relations", verbose_name=_("resource")
    )

    panels = [FieldPanel("kind"), PageChooserPanel("target")]

    class Meta(Orderable.Meta):
        verbose_name = _("relation")
        verbose_name_plural = _("relations")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} “{self.target}”"


class NamedPart(TranslatableMixin, Orderable):
    """A named, described part of a resource (a component, a dimension, a phase)."""

    title = models.CharField(_("title"), max_length=255)
    description = models.TextField(_("description"), blank=True)

    panels = [FieldPanel("title"), FieldPanel("description")]
    translatable_fields = [TranslatableField("title"), TranslatableField("description")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.title
