"""Pages beside the library: information, updates, events, priorities, and their indexes."""

import datetime
from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail_localize.fields import TranslatableField

from hub.localization.fields import LanguagesField
from hub.pages.choices import Checklist
from hub.pages.layout import page_tabs
from hub.pages.models import ContentPage
from hub.pages.publishing import Problem, in_future
from hub.terms.enums import Vocabulary
from hub.terms.fields import term_key
from hub.terms.panels import TermPanel
from resources.enums import EventKind, IndexList, InformationKind


class IndexPage(ContentPage):
    """A page that lists what stands below it."""

    lists = models.CharField(_("what it lists"), max_length=20, choices=IndexList.choices)

    edit_handler = page_tabs(identity=[FieldPanel("lists")])
    # No parent_page_types: a site that takes the library puts its indexes below pages of its own.
    subpage_types = [
        "resources.UpdatePage",
        "resources.EventPage",
        "resources.PriorityObjectivePage",
        "resources.InformationPage",
    ]

    class Meta:
        verbose_name = _("index page")
        verbose_name_plural = _("index pages")


class InformationPage(ContentPage):
    """Questions and answers, the Declaration's text, help, contact."""

    kind = models.CharField(
        _("kind"), max_length=20, choices=InformationKind.choices, default=InformationKind.OTHER
    )

    edit_handler = page_tabs(identity=[FieldPanel("kind")])
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")


class UpdatePage(ContentPage):
    """Dated news; the feed of updates tells it to readers and to the tool that sends mailings."""

    date = models.DateField(_("date"))

    edit_handler = page_tabs(dates=[FieldPanel("date")])
    parent_page_types = ["resources.IndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("update")
        verbose_name_plural = _("updates")

    def fact_problems(self, day: datetime.date) -> Iterator[Problem]:
        """Find what speaks against publishing this news on this day."""
        yield from in_future(self, "date", day)


class EventPage(ContentPage):
    """Peer learning, a webinar, a forum: when, in which languages, where, how to sign up."""

    kind = models.CharField(
        _("kind"), max_length=20, choices=EventKind.choices, default=EventKind.PEER_LEARNING
    )
    starts_at = models.DateTimeField(_("start"), null=True, blank=True)
    ends_at = models.DateTimeField(_("end"), null=True, blank=True)
    is_online = models.BooleanField(_("online"), default=False)
    venue = models.CharField(_("venue"), max_length=255, blank=True)
    event_languages = LanguagesField(_("languages of the event"), blank=True)
    sign_up_url = models.URLField(_("where to sign up"), blank=True)

    edit_handler = page_tabs(
        identity=[
            FieldPanel("kind"),
            FieldPanel("event_languages", widget=Checklist),
            FieldPanel("is_online"),
        ],
        dates=[
            FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
            FieldPanel("sign_up_url"),
        ],
        prose=[FieldPanel("venue")],
    )
    translatable_fields = [*ContentPage.translatable_fields, TranslatableField("venue")]
    parent_page_types = ["resources.IndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def fact_problems(self, day: datetime.date) -> Iterator[Problem]:
        """Find what speaks against announcing this event."""
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            yield Problem("ends_at", gettext("The event ends before it starts."))
        if self.starts_at is None:
            yield Problem("starts_at", gettext("Nothing says when the event is."), False)
        if not self.is_online and not self.venue:
            message = gettext("Say where the event is, or that it is online.")
            yield Problem("venue", message, False)


class PriorityObjectivePage(ContentPage):
    """The public page of one priority objective: guidance, mapping to the compacts, an example."""

    term = term_key(Vocabulary.PRIORITY_OBJECTIVES, _("priority objective"))
    example = models.TextField(_("example"), blank=True)

    edit_handler = page_tabs(identity=[TermPanel("term")], prose=[FieldPanel("example")])
    translatable_fields = [*ContentPage.translatable_fields, TranslatableField("example")]
    parent_page_types = ["resources.IndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("page of a priority objective")
        verbose_name_plural = _("pages of the priority objectives")
