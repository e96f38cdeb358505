from .commitments import Commitment
from .drafts import Draft, DraftFile, Note, Submission
from .people import AccessRequest, Invitation, Membership, Profile
from .records import Record, Subscription
from .uploads import WordUpload

__all__ = [
    "AccessRequest",
    "Commitment",
    "Draft",
    "DraftFile",
    "Invitation",
    "Membership",
    "Note",
    "Profile",
    "Record",
    "Submission",
    "Subscription",
    "WordUpload",
]
