"""Actions: their public pages, and the private tables in which they are written and reviewed."""

from .commitments import Commitment
from .drafts import Comment, Draft, DraftFile, Note, Submission, WordUpload
from .listings import Listing
from .pages import Action, ActionFigure, ActionListing, ActionRepository, ActionUpdate
from .people import AccessRequest, Invitation, Membership, Profile
from .records import Record, Subscription
from .reports import ActionReport

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
