"""Pages beside the library: information, updates, events, priority objectives, and their indexes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail_localize.fields import TranslatableField

from hub.localization.fields import LanguagesField
from hub.pages.models import ContentPage
from hub.terms.enums import Vocabulary
from resources.enums import EventKind, IndexList, InformationKind


class IndexPage(ContentPage):
    """A page that lists what stands below it."""

    lists = models.CharField(_("what it lists"), max_length=20, choices=IndexList.choices)

    parent_page_types = ["resources.HomePage"]
    subpage_types = [
        "resources.UpdatePage",
        "resources.EventPage",
        "resources.PriorityObjectivePage",
        "resources.InformationPage",
    ]

    class Meta:
        verbose_name = _("index page")


class InformationPage(ContentPage):
    """Questions and answers, the Declaration's text, help, contact."""

    kind = models.CharField(
        _("kind"), max_length=20, choices=InformationKind.choices, default=InformationKind.OTHER
    )

    parent_page_types = ["resources.HomePage", "resources.IndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")


class UpdatePage(ContentPage):
    """Dated news, which also feeds the mailing list."""

    date = models.DateField(_("date"))

    parent_page_types = ["resources.IndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("update")
        verbose_name_plural = _("updates")


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

    translatable_fields = [*ContentPage.translatable_fields, TranslatableField("venue")]
    parent_page_types = ["resources.IndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")


class PriorityObjectivePage(ContentPage):
    """The public page of one priority objective: guidance, mapping to the compacts, an example."""

    term = models.ForeignKey(
        "hub.Term",
        models.PROTECT,
        related_name="+",
        verbose_name=_("priority objective"),
        limit_choices_to={"vocabulary": Vocabulary.PRIORITY_OBJECTIVES},
    )
    example = models.TextField(_("example"), blank=True)

    translatable_fields = [*ContentPage.translatable_fields, TranslatableField("example")]
    parent_page_types = ["resources.IndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("page of a priority objective")
        verbose_name_plural = _("pages of the priority objectives")
