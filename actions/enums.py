from django.db import models
from django.utils.translation import gettext_lazy as _


class MemberRole(models.TextChoices):
    """What a person may do for an organisation; each role may what the next one may."""

    OWNER = "owner", _("Owner")
    CONTRIBUTOR = "contributor", _("Contributor")
    VIEWER = "viewer", _("Viewer")


class CommitmentKind(models.TextChoices):
    """How an organisation joins the Call: governments sign, their partners endorse."""

    DECLARATION = "declaration", _("Signature of the Marrakech Mayors Declaration")
    ENDORSEMENT = "endorsement", _("Endorsement of the Call to Local Action")


class Decision(models.TextChoices):
    """What became of something that somebody asked for."""

    PENDING = "pending", _("waiting for an answer")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")


class ActionReportKind(models.TextChoices):
    """What an organisation tells of its published action."""

    CONCLUSION = "conclusion", _("It has ended")
    EXTENSION = "extension", _("It goes on for longer")
    WITHDRAWAL = "withdrawal", _("It is to be withdrawn")
    UPDATE = "update", _("Update")


class ReviewState(models.TextChoices):
    """Where an action is in our review; `actions.states` holds the ways between them."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    IN_REVIEW = "in_review", _("in review")
    CHANGES_REQUESTED = "changes_requested", _("changes requested")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")
    DECLINED = "declined", _("declined")


class ReviewStep(models.TextChoices):
    """What the secretariat does with an action that was sent."""

    TAKE_UP = "take_up", _("Take it up")
    REQUEST_CHANGES = "request_changes", _("Ask for changes")
    APPROVE = "approve", _("Approve, and make its page")
    DECLINE = "decline", _("Decline")
    PUBLISH = "publish", _("Publish its page")


class Timeline(models.TextChoices):
    """Where an action is in its own life, on the day of asking; never stored."""

    PLANNED = "planned", _("Planned")
    ONGOING = "ongoing", _("Ongoing")
    CONCLUDED = "concluded", _("Concluded")


class Freshness(models.TextChoices):
    """How long ago something was last told of an action; `actions.timeline` has the days."""

    RECENT = "recent", _("recently")
    AGEING = "ageing", _("a while ago")
    OLD = "old", _("long ago")


class Scope(models.TextChoices):
    LOCAL = "local", _("One city or municipality")
    REGIONAL = "regional", _("A region or province")
    NATIONAL = "national", _("A whole country")
    INTERNATIONAL = "international", _("Several countries")


class Interest(models.TextChoices):
    """What a person can choose to hear of or take part in; each is asked for by itself."""

    UPDATES = "updates", _("Updates of the Call to Local Action")
    GLOBAL_CITIES_FUND = "global_cities_fund", _("News of the Global Cities Fund")
    PEER_LEARNING = "peer_learning", _("Invitations to peer learning")
    LOCAL_MGI = "local_mgi", _("The Local Migration Governance Indicators process")


class Outcome(models.TextChoices):
    """Whether an action goes to a showcase."""

    ELIGIBLE = "eligible", _("yes")
    TO_CONFIRM = "to_confirm", _("to be confirmed")
    NOT_ELIGIBLE = "not_eligible", _("no")
    UNDECIDED = "undecided", _("cannot be said yet")


class ListingKind(models.TextChoices):
    """As what an action stands on a showcase."""

    PLEDGE = "pledge", _("Pledge")
    PRACTICE = "practice", _("Good practice")
    LISTING = "listing", _("Listing")
    MATERIAL = "material", _("Material of the Call")


class ListingState(models.TextChoices):
    """Where an action is on its way to a showcase; `actions.routing` holds the ways between."""

    TO_PREPARE = "to_prepare", _("to prepare")
    PREPARED = "prepared", _("prepared")
    SENT = "sent", _("sent")
    RECEIVED = "received", _("received")
    PUBLISHED = "published", _("published")
    TO_TAKE_DOWN = "to_take_down", _("to take down")
    TAKEN_DOWN = "taken_down", _("taken down")
    REFUSED = "refused", _("refused")


class ListingStep(models.TextChoices):
    """What the secretariat does with a listing, or records of it."""

    PREPARE = "prepare", _("It is prepared")
    SEND = "send", _("It was sent")
    RECEIVE = "receive", _("They have received it")
    PUBLISH = "publish", _("It is published there")
    REFUSE = "refuse", _("They refuse it, or it does not belong there")
    TAKE_DOWN = "take_down", _("It was taken down")
    REOPEN = "reopen", _("Begin again")


class Light(models.TextChoices):
    """How urgent something is; the words say it without the colour."""

    RED = "red", _("late")
    YELLOW = "yellow", _("due soon")
    GREEN = "green", _("in time")


class Licence(models.TextChoices):
    """The licences under which an action can be handed to the public."""

    CC_BY = "cc-by-4.0", _("Creative Commons Attribution 4.0")
    CC_BY_SA = "cc-by-sa-4.0", _("Creative Commons Attribution-ShareAlike 4.0")


class Confidence(models.TextChoices):
    """How sure we are that a showcase asks for something in this way."""

    VERIFIED = "verified", _("verified")
    RECALLED = "recalled", _("recalled, without a source")
    INFERRED = "inferred", _("inferred from what the showcase says")
    UNVERIFIED = "unverified", _("unverified: no source names this field")
    OWN = "own", _("our own")
