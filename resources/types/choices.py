"""The choices of the library, explained to API readers."""

from hub.types.choices import enum_of
from resources import enums

ReportKind = enum_of(
    enums.ReportKind,
    "What kind of report it is.",
    ANNUAL="A report on one year.",
    FORUM="A report to a forum or review.",
    STUDY="A study of one question.",
    OTHER="None of these.",
)
RelationKind = enum_of(
    enums.RelationKind,
    "How a resource relates to another.",
    BASED_ON="It is based on the other one.",
    SUCCEEDS="It follows the other one, which it replaces or continues.",
    LEARNING_MATERIAL_OF="It is learning material of the other one.",
    RELATED="The two belong together in another way.",
)
RoundStatus = enum_of(
    enums.RoundStatus,
    "Where a funding round stands.",
    ANNOUNCED="It is announced and does not take applications yet.",
    OPEN="It takes applications.",
    CLOSED="It takes no more applications.",
)
InformationKind = enum_of(
    enums.InformationKind,
    "What an information page is.",
    FAQ="Questions and answers.",
    DECLARATION="The text of the Declaration.",
    HELP="How to use the hub.",
    CONTACT="How to reach the people behind the hub.",
    ABOUT="What the hub is.",
    OTHER="None of these.",
)
IndexList = enum_of(
    enums.IndexList,
    "What an index page lists.",
    UPDATES="Updates.",
    EVENTS="Events.",
    PRIORITIES="The pages of the priority objectives.",
    INFORMATION="Information pages.",
    ASSESSMENTS="City assessments.",
)
EventKind = enum_of(
    enums.EventKind,
    "What kind of event it is.",
    PEER_LEARNING="Cities learn from each other.",
    WEBINAR="A talk that is followed online.",
    FORUM="A forum or review where governments meet.",
    OTHER="None of these.",
)
