from django.db import models
from django.utils.translation import gettext_lazy as _


class CourseKind(models.TextChoices):
    MOOC = "mooc", _("Open online course (MOOC)")
    E_COURSE = "e_course", _("E-course")
    WEBINAR_SERIES = "webinar_series", _("Webinar series")


class Level(models.TextChoices):
    INTRODUCTORY = "introductory", _("Introductory")
    INTERMEDIATE = "intermediate", _("Intermediate")
    ADVANCED = "advanced", _("Advanced")


class Pacing(models.TextChoices):
    SELF_PACED = "self_paced", _("At your own pace")
    DATED = "dated", _("On given dates")
    UNKNOWN = "unknown", _("Not known")


class Cost(models.TextChoices):
    FREE = "free", _("Free of charge")
    PAID = "paid", _("With a fee")
    UNKNOWN = "unknown", _("Not known")


class Certificate(models.TextChoices):
    AWARDED = "awarded", _("With a certificate")
    NONE = "none", _("Without a certificate")
    UNKNOWN = "unknown", _("Not known")


class AnswerKind(models.TextChoices):
    """How a question is answered; the order of its options is that of the editor."""

    ONE = "one", _("One answer is right")
    SEVERAL = "several", _("Several answers are right")
    MATCHING = "matching", _("Match two lists")
    ORDERING = "ordering", _("Put into order")
    TEXT = "text", _("Free text, not marked")
