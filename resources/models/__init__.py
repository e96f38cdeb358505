"""The page types of the library."""

from .base import Figure, Relation, Resource
from .indicators import CityAssessment, Dimension, IndicatorFramework
from .information import EventPage, IndexPage, InformationPage, PriorityObjectivePage, UpdatePage
from .library import HomePage, LibraryPage, LibrarySection
from .platforms import KnowledgePlatform, Offer
from .programmes import Grant, PartnerCity, Phase, Programme, Round
from .reports import Report
from .toolkits import Toolkit, ToolkitComponent

__all__ = [
    "CityAssessment",
    "Dimension",
    "EventPage",
    "Figure",
    "Grant",
    "HomePage",
    "IndexPage",
    "IndicatorFramework",
    "InformationPage",
    "KnowledgePlatform",
    "LibraryPage",
    "LibrarySection",
    "Offer",
    "PartnerCity",
    "Phase",
    "PriorityObjectivePage",
    "Programme",
    "Relation",
    "Report",
    "Resource",
    "Round",
    "Toolkit",
    "ToolkitComponent",
    "UpdatePage",
]
