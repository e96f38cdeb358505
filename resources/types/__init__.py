"""The page types of the library as partner sites meet them."""

from .choices import EventKind, IndexList, InformationKind, RelationKind, ReportKind, RoundStatus
from .kinds import (
    CityAssessment,
    FundingRound,
    Grant,
    IndicatorFramework,
    KnowledgePlatform,
    PartnerCity,
    Phase,
    Programme,
    Report,
    Toolkit,
)
from .pages import (
    Event,
    Home,
    IndexPage,
    InformationPage,
    Library,
    LibrarySection,
    PriorityObjectivePage,
    Update,
)
from .resource import DatedFigure, Licence, NamedPart, Relation, Resource

__all__ = [
    "CityAssessment",
    "DatedFigure",
    "Event",
    "EventKind",
    "FundingRound",
    "Grant",
    "Home",
    "IndexList",
    "IndexPage",
    "IndicatorFramework",
    "InformationKind",
    "InformationPage",
    "KnowledgePlatform",
    "Library",
    "LibrarySection",
    "Licence",
    "NamedPart",
    "PartnerCity",
    "Phase",
    "PriorityObjectivePage",
    "Programme",
    "Relation",
    "RelationKind",
    "Report",
    "ReportKind",
    "Resource",
    "RoundStatus",
    "Toolkit",
    "Update",
]
