from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportKind(models.TextChoices):
    ANNUAL = "annual", _("Annual report")
    FORUM = "forum", _("Report to a forum")
    STUDY = "study", _("Study")
    OTHER = "other", _("Other report")


class RelationKind(models.TextChoices):
    """How one resource relates to another, read from the page that has the relation."""

    BASED_ON = "based_on", _("is based on")
    SUCCEEDS = "succeeds", _("succeeds")
    LEARNING_MATERIAL_OF = "learning_material_of", _("is learning material of")
    RELATED = "related", _("is related to")


class RoundStatus(models.TextChoices):
    ANNOUNCED = "announced", _("Announced")
    OPEN = "open", _("Open for applications")
    CLOSED = "closed", _("Closed")


class InformationKind(models.TextChoices):
    FAQ = "faq", _("Questions and answers")
    DECLARATION = "declaration", _("Declaration")
    HELP = "help", _("Help")
    CONTACT = "contact", _("Contact")
    ABOUT = "about", _("About")
    OTHER = "other", _("Other")


class EventKind(models.TextChoices):
    PEER_LEARNING = "peer_learning", _("Peer learning")
    WEBINAR = "webinar", _("Webinar")
    FORUM = "forum", _("Forum")
    OTHER = "other", _("Other event")


class IndexList(models.TextChoices):
    """What an index page lists."""

    UPDATES = "updates", _("Updates")
    EVENTS = "events", _("Events")
    PRIORITIES = "priorities", _("Priority objectives")
    INFORMATION = "information", _("Information pages")
    ASSESSMENTS = "assessments", _("City assessments")
