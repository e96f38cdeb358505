"""The choices of actions, explained to API readers."""

from actions import enums
from hub.types.choices import enum_of

Timeline = enum_of(
    enums.Timeline,
    "Where an action stands on the day of asking.",
    PLANNED="Its first day is yet to come.",
    ONGOING="It has begun, and its last day is not over.",
    CONCLUDED="Its last day is over.",
)
Freshness = enum_of(
    enums.Freshness,
    "How long ago something was last told of an action.",
    RECENT="Within 183 days.",
    AGEING="Within 455 days: a year, and the 90 days in which its city is asked again.",
    OLD="Longer ago.",
)
ListingKind = enum_of(
    enums.ListingKind,
    "As what an action appears on a showcase.",
    PLEDGE="A commitment; it leaves the list when the action concludes.",
    PRACTICE="A good practice, with what was learnt.",
    LISTING="An entry of a list that makes no difference between the two.",
    MATERIAL="Material of the Call to Local Action.",
)
