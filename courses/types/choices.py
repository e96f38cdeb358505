"""The choices of courses, explained to API readers."""

from courses import enums
from hub.types.choices import enum_of

CourseKind = enum_of(
    enums.CourseKind,
    "What kind of course it is.",
    MOOC="An open online course for many.",
    E_COURSE="A course that is taken online.",
    WEBINAR_SERIES="A series of talks that are followed online.",
)
Level = enum_of(
    enums.Level,
    "How much a course takes for granted.",
    INTRODUCTORY="Nothing.",
    INTERMEDIATE="Some knowledge or practice.",
    ADVANCED="Much knowledge or practice.",
)
Pacing = enum_of(
    enums.Pacing,
    "When a course can be taken.",
    SELF_PACED="At any time.",
    DATED="On given dates.",
    UNKNOWN="Nothing is known of it.",
)
Cost = enum_of(
    enums.Cost,
    "What a course costs.",
    FREE="Nothing.",
    PAID="A fee.",
    UNKNOWN="Nothing is known of it.",
)
Certificate = enum_of(
    enums.Certificate,
    "Whether a course ends with a certificate.",
    AWARDED="It does.",
    NONE="It does not.",
    UNKNOWN="Nothing is known of it.",
)
AnswerKind = enum_of(
    enums.AnswerKind,
    "How a question is answered.",
    ONE="By choosing one option.",
    SEVERAL="By choosing any number of options.",
    MATCHING="By naming for each option what it belongs to.",
    ORDERING="By giving each option its place.",
    TEXT="In words of one's own, which nobody marks.",
)
