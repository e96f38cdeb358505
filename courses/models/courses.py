from collections.abc import Iterator
from datetime import date

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable
from wagtail_localize.fields import TranslatableField

from courses.enums import Certificate, Cost, CourseKind, Level, Pacing
from hub.localization.fields import LanguagesField
from hub.localization.languages import language_choices
from hub.pages.layout import question, shared
from hub.pages.models import ContentPage
from hub.pages.panels import PartsPanel
from hub.pages.publishing import Problem, out_of_order
from resources.models import Resource
from resources.models.base import NamedPart
from resources.models.programmes import code_field_options
from resources.panels import resource_tabs

from .addresses import CheckedAddress


class CourseIndex(ContentPage):
    """The page that lists all courses; they stand below it."""

    # No parent_page_types: a site puts it below pages of its own.
    subpage_types = ["courses.Course"]

    class Meta:
        verbose_name = _("list of courses")
        verbose_name_plural = _("lists of courses")


class Course(Resource):
    """An open online course, an e-course, a webinar series.

    Its publisher is its provider; its lessons are the pages below it.
    """

    kind = models.CharField(
        _("kind"), max_length=20, choices=CourseKind.choices, default=CourseKind.E_COURSE
    )
    level = models.CharField(_("level"), max_length=20, choices=Level.choices, blank=True)
    effort_minutes = models.PositiveIntegerField(
        _("effort in minutes"),
        null=True,
        blank=True,
        help_text=_("Leave it empty to have the minutes of the lessons added up."),
    )
    pacing = models.CharField(
        _("pace"), max_length=20, choices=Pacing.choices, default=Pacing.UNKNOWN
    )
    cost = models.CharField(_("cost"), max_length=20, choices=Cost.choices, default=Cost.UNKNOWN)
    certificate = models.CharField(
        _("certificate"),
        max_length=20,
        choices=Certificate.choices,
        default=Certificate.UNKNOWN,
    )
    objectives = models.TextField(
        _("objectives"), blank=True, help_text=_("What learners know or can do afterwards.")
    )
    prerequisites = models.TextField(_("prerequisites"), blank=True)
    cost_note = models.CharField(_("more on the cost"), max_length=255, blank=True)
    certificate_terms = models.TextField(_("what the certificate takes"), blank=True)

    edit_handler = resource_tabs(
        identity=[
            FieldRowPanel([FieldPanel("kind"), FieldPanel("level")]),
            FieldRowPanel([FieldPanel("effort_minutes"), FieldPanel("pacing")]),
            FieldRowPanel([FieldPanel("cost"), FieldPanel("certificate")]),
        ],
        prose=[
            FieldPanel("objectives"),
            FieldPanel("prerequisites"),
            FieldPanel("cost_note"),
            FieldPanel("certificate_terms"),
        ],
        parts=[
            PartsPanel(
                "modules",
                heading=_("Modules"),
                label=_("module"),
                help_text=_("Lessons name their module by its code."),
            )
        ],
        facts=[
            question(
                _("Where and when is it taken?"),
                shared(
                    [
                        InlinePanel("editions", heading=_("Languages"), label=_("edition")),
                        InlinePanel("sessions", heading=_("Sessions"), label=_("session")),
                    ]
                ),
            )
        ],
    )
    translatable_fields = [
        *Resource.translatable_fields,
        TranslatableField("objectives"),
        TranslatableField("prerequisites"),
        TranslatableField("cost_note"),
        TranslatableField("certificate_terms"),
        TranslatableField("modules"),
    ]
    parent_page_types = ["courses.CourseIndex"]
    subpage_types = ["courses.Lesson"]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def fact_problems(self, day: date) -> Iterator[Problem]:
        yield from super().fact_problems(day)
        if not self.editions.all():
            yield Problem("editions", gettext("Nothing says in which language it is taken."), False)
        urls = [row.url for row in self.editions.all() if row.url]
        for address in CheckedAddress.objects.silent().filter(url__in=urls):
            message = gettext("The address %(url)s did not answer on three days.")
            yield Problem("editions", message % {"url": address.url}, False)
        if self.pacing == Pacing.DATED and not self.sessions.all():
            yield Problem("sessions", gettext("It is on given dates, but has none."), False)
        for session in self.sessions.all():
            message = gettext("A session ends (%(last)s) before it starts (%(first)s).")
            yield from out_of_order("sessions", session.starts_on, session.ends_on, message)
        codes = [module.code for module in self.modules.all()]
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            message = gettext("Two modules have the same code: %(code)s.") % {"code": code}
            yield Problem("modules", message)


class Module(NamedPart):
    """A part of a course that everybody takes, or that learners choose."""

    page = ParentalKey(Course, on_delete=models.CASCADE, related_name="modules")
    code = models.CharField(_("code"), **code_field_options)
    is_compulsory = models.BooleanField(_("compulsory"), default=True)

    panels = [
        FieldRowPanel([FieldPanel("title"), FieldPanel("code")]),
        FieldPanel("description"),
        FieldPanel("is_compulsory"),
    ]

    class Meta(NamedPart.Meta):
        verbose_name = _("module")
        verbose_name_plural = _("modules")


class CourseEdition(Orderable):
    """A language in which a course is taken, here or elsewhere."""

    page = ParentalKey(Course, on_delete=models.CASCADE, related_name="editions")
    language = models.CharField(_("language"), max_length=12, choices=language_choices)
    subtitles = LanguagesField(_("subtitles"), blank=True)
    assessments = LanguagesField(
        _("assessments"), blank=True, help_text=_("The languages of questions and tests.")
    )
    url = models.URLField(
        _("address"), blank=True, help_text=_("Leave it empty when it is taken on this site.")
    )

    panels = [
        FieldRowPanel([FieldPanel("language"), FieldPanel("url")]),
        FieldRowPanel([FieldPanel("subtitles"), FieldPanel("assessments")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("edition")
        verbose_name_plural = _("editions")

    def __str__(self) -> str:
        return str(self.get_language_display())


class CourseSession(Orderable):
    """A time at which a course is held; the language is that of the session alone."""

    page = ParentalKey(Course, on_delete=models.CASCADE, related_name="sessions")
    starts_on = models.DateField(_("start"))
    ends_on = models.DateField(_("end"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=12, choices=language_choices, blank=True)
    sign_up_url = models.URLField(_("sign-up"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        FieldRowPanel([FieldPanel("language"), FieldPanel("sign_up_url")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self) -> str:
        return str(self.starts_on)
