"""Actions: their public pages, and the private tables in which they are written and reviewed."""

from .drafts import ActionReport, Comment, Draft, DraftFile, Note, Submission, WordUpload
from .listings import Listing
from .pages import Action, ActionFigure, ActionListing, ActionRepository, ActionUpdate
from .people import AccessRequest, Commitment, Invitation, Membership, Profile
from .records import Record, Subscription

__all__ = [
    "AccessRequest",
    "Action",
    "ActionFigure",
    "ActionListing",
    "ActionReport",
    "ActionRepository",
    "ActionUpdate",
    "Comment",
    "Commitment",
    "Draft",
    "DraftFile",
    "Invitation",
    "Listing",
    "Membership",
    "Note",
    "Profile",
    "Record",
    "Submission",
    "Subscription",
    "WordUpload",
]
