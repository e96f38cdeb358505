"""The public side of actions: the page of one, and the repository that lists them."""

import datetime
from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import TranslatableField

from actions.enums import ListingKind
from actions.showcases import showcase_names
from actions.timeline import FIRST_DAY
from hub.localization.languages import language_choices
from hub.organisations.enums import ContributionRole
from hub.pages.layout import page_tabs, question, shared
from hub.pages.models import ContentPage
from hub.pages.panels import PartsPanel
from hub.pages.publishing import Problem, in_future, out_of_order
from hub.terms.enums import Vocabulary
from hub.terms.models import Term
from resources.models.base import DatedFigure


class ActionRepository(ContentPage):
    """The page that lists all actions; they stand below it."""

    # No parent_page_types: a site puts it below pages of its own.
    subpage_types = ["actions.Action"]

    class Meta:
        verbose_name = _("action repository")
        verbose_name_plural = _("action repositories")


class Action(ContentPage):
    """What a local government or its partner does for people on the move.

    Leads, partners, terms and places are the rows that every page has.
    """

    starts_on = models.DateField(
        _("start"),
        null=True,
        blank=True,
        help_text=_("A start that is known by its year alone is the first of January."),
    )
    ends_on = models.DateField(
        _("last day"),
        null=True,
        blank=True,
        help_text=_("An end that is known by its year alone is the last of December."),
    )
    original_language = models.CharField(
        _("original language"),
        max_length=12,
        blank=True,
        choices=language_choices,
        help_text=_("In which it was submitted, when that is not the source language."),
    )
    results = models.TextField(_("results"), blank=True)
    lessons = models.TextField(_("lessons learnt"), blank=True)
    recommendations = models.TextField(_("recommendations"), blank=True)

    edit_handler = page_tabs(
        identity=[FieldPanel("original_language")],
        prose=[FieldPanel("results"), FieldPanel("lessons"), FieldPanel("recommendations")],
        parts=[
            PartsPanel("figures", heading=_("Figures"), label=_("figure")),
            PartsPanel(
                "updates",
                heading=_("Updates"),
                label=_("update"),
                help_text=_("What has come of it since, with the day it was reported."),
            ),
        ],
        dates=[FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")])],
        facts=[
            question(
                _("Where is it showcased?"),
                shared(
                    [
                        InlinePanel(
                            "listings",
                            heading=_("Listings"),
                            label=_("listing"),
                            help_text=_("Only what the public can see there."),
                        )
                    ]
                ),
            )
        ],
    )
    translatable_fields = [
        *ContentPage.translatable_fields,
        TranslatableField("results"),
        TranslatableField("lessons"),
        TranslatableField("recommendations"),
        TranslatableField("figures"),
        TranslatableField("updates"),
    ]
    parent_page_types = ["actions.ActionRepository"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")

    def fact_problems(self, day: datetime.date) -> Iterator[Problem]:
        """Find what speaks against publishing these facts; an imported action may lack some."""
        message = gettext("It ends (%(last)s) before it starts (%(first)s).")
        yield from out_of_order("ends_on", self.starts_on, self.ends_on, message)
        if self.starts_on is None:
            message = gettext("Nothing says when it starts, so it is in no timeline.")
            yield Problem("starts_on", message, False)
        elif self.starts_on < FIRST_DAY:
            message = gettext("It started before 2019; the Call takes actions from 2019 on.")
            yield Problem("starts_on", message, False)
        if ContributionRole.LEAD not in {row.role for row in self.hub_contributions.all()}:
            yield Problem("hub_contributions", gettext("No organisation leads it."), False)
        chosen = Term.objects.filter(pk__in=[row.term_id for row in self.hub_terms.all()])
        present = set(chosen.values_list("vocabulary", flat=True))
        if Vocabulary.TARGET_GROUPS not in present:
            yield Problem("hub_terms", gettext("It has no target group."), False)
        if Vocabulary.PRIORITY_OBJECTIVES not in present:
            yield Problem("hub_terms", gettext("It has no priority objective."), False)
        for relation, column in (("updates", "date"), ("listings", "published_on")):
            for row in getattr(self, relation).all():
                for problem in in_future(row, column, day):
                    yield Problem(relation, problem.message)


class ActionFigure(DatedFigure):
    """A number among the results of an action."""

    page = ParentalKey(Action, on_delete=models.CASCADE, related_name="figures")


class ActionUpdate(TranslatableMixin, Orderable):
    """What was reported of an action on a day; only what a reviewer accepted stands here."""

    page = ParentalKey(Action, on_delete=models.CASCADE, related_name="updates")
    date = models.DateField(_("date"))
    text = models.TextField(_("text"))

    panels = [FieldPanel("date"), FieldPanel("text")]
    translatable_fields = [TranslatableField("text")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("update")
        verbose_name_plural = _("updates")

    def __str__(self) -> str:
        return str(self.date)


class ActionListing(Orderable):
    """Where the public sees the action beside this page: one showcase, from a day on."""

    page = ParentalKey(Action, on_delete=models.CASCADE, related_name="listings")
    showcase = models.CharField(_("showcase"), max_length=40, choices=showcase_names)
    kind = models.CharField(_("kind"), max_length=12, choices=ListingKind.choices)
    published_on = models.DateField(_("published on"))
    url = models.URLField(_("address"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("showcase"), FieldPanel("kind")]),
        FieldRowPanel([FieldPanel("published_on"), FieldPanel("url")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("listing")
        verbose_name_plural = _("listings")

    def __str__(self) -> str:
        return f"{self.get_showcase_display()} ({self.get_kind_display()})"
