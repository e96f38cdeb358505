from collections.abc import Iterator
from datetime import date

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from courses.blocks import LESSON_BLOCKS
from hub.fields import StreamField
from hub.pages.layout import page_tabs
from hub.pages.models import ContentPage
from hub.pages.publishing import Problem
from resources.models.programmes import code_field_options

from .courses import Module


class Lesson(ContentPage):
    """One sitting of the course that is its parent page."""

    module_code = models.CharField(_("code of the module"), blank=True, **code_field_options)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    body = StreamField(LESSON_BLOCKS, blank=True, verbose_name=_("content"))

    edit_handler = page_tabs(
        identity=[FieldRowPanel([FieldPanel("module_code"), FieldPanel("minutes")])]
    )
    translatable_fields = ContentPage.translatable_fields
    parent_page_types = ["courses.Course"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def fact_problems(self, day: date) -> Iterator[Problem]:
        modules = Module.objects.filter(page=self.get_parent())
        if self.module_code and not modules.filter(code=self.module_code).exists():
            message = gettext("The course has no module with the code “%(code)s”.")
            yield Problem("module_code", message % {"code": self.module_code}, False)
