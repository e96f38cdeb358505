from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class FinishedLesson(models.Model):
    """A lesson that somebody with an account has done.

    `lesson` is its translation key, so that it is done in every language.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    lesson = models.UUIDField(_("lesson"))
    finished_at = models.DateTimeField(_("done on"), default=timezone.now)

    class Meta:
        verbose_name = _("finished lesson")
        verbose_name_plural = _("finished lessons")
        constraints = [
            models.UniqueConstraint(fields=["user", "lesson"], name="courses_finished_once")
        ]

    def __str__(self) -> str:
        return str(self.lesson)
