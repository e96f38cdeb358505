"""The lists of the library in the admin, one for each page type."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from hub.pages.listing import FactColumn, PageListFilterSet, kind_filter, year_filter
from hub.pages.viewsets import PageListViewSet

from . import models
from .enums import EventKind, InformationKind, ReportKind


class ReportFilterSet(PageListFilterSet):
    kind = kind_filter(ReportKind.choices)
    year = year_filter("report_year")


class ReportListViewSet(PageListViewSet):
    model = models.Report
    icon = "doc-full"
    name = "reports"
    menu_label = _("Reports")
    fact_columns = (
        FactColumn("kind", label=_("Kind"), accessor="get_kind_display"),
        FactColumn("report_year", label=_("Year")),
    )
    filterset_class = ReportFilterSet


class IssuedFilterSet(PageListFilterSet):
    year = year_filter("issued_on__year")


ISSUED = FactColumn("issued_on", label=_("Issued"))


class ToolkitListViewSet(PageListViewSet):
    model = models.Toolkit
    icon = "tasks"
    name = "toolkits"
    menu_label = _("Toolkits")
    fact_columns = (ISSUED,)
    filterset_class = IssuedFilterSet


class IndicatorFrameworkListViewSet(PageListViewSet):
    model = models.IndicatorFramework
    icon = "list-ol"
    name = "indicator-frameworks"
    menu_label = _("Indicator frameworks")
    fact_columns = (ISSUED,)
    filterset_class = IssuedFilterSet


class CityAssessmentFilterSet(PageListFilterSet):
    year = year_filter("assessment_year")


class CityAssessmentListViewSet(PageListViewSet):
    model = models.CityAssessment
    icon = "globe"
    name = "city-assessments"
    menu_label = _("City assessments")
    fact_columns = (
        FactColumn("place", label=_("City")),
        FactColumn("assessment_year", label=_("Year")),
    )
    fact_prefetch = ("place__labels",)
    filterset_class = CityAssessmentFilterSet


class ProgrammeListViewSet(PageListViewSet):
    model = models.Programme
    icon = "group"
    name = "programmes"
    menu_label = _("Programmes")


class KnowledgePlatformListViewSet(PageListViewSet):
    model = models.KnowledgePlatform
    icon = "link-external"
    name = "knowledge-platforms"
    menu_label = _("Knowledge platforms")


class UpdateFilterSet(PageListFilterSet):
    year = year_filter("date__year")


class UpdateListViewSet(PageListViewSet):
    model = models.UpdatePage
    icon = "info-circle"
    name = "updates"
    menu_label = _("Updates")
    fact_columns = (FactColumn("date", label=_("Date")),)
    filterset_class = UpdateFilterSet


class EventFilterSet(PageListFilterSet):
    kind = kind_filter(EventKind.choices)
    year = year_filter("starts_at__year")


class EventListViewSet(PageListViewSet):
    model = models.EventPage
    icon = "calendar-alt"
    name = "events"
    menu_label = _("Events")
    fact_columns = (
        FactColumn("kind", label=_("Kind"), accessor="get_kind_display"),
        FactColumn("starts_at", label=_("Start")),
    )
    filterset_class = EventFilterSet


class InformationFilterSet(PageListFilterSet):
    kind = kind_filter(InformationKind.choices)


class InformationListViewSet(PageListViewSet):
    model = models.InformationPage
    icon = "help"
    name = "information"
    menu_label = _("Information pages")
    fact_columns = (FactColumn("kind", label=_("Kind"), accessor="get_kind_display"),)
    filterset_class = InformationFilterSet


class PriorityObjectiveListViewSet(PageListViewSet):
    model = models.PriorityObjectivePage
    icon = "pick"
    name = "priority-objectives"
    menu_label = _("Priority objectives")
    fact_columns = (FactColumn("term", label=_("Priority objective")),)
    fact_prefetch = ("term__labels",)


class LibraryGroup(ViewSetGroup):
    """The library by page type, beside Wagtail's tree of pages."""

    menu_label = _("Library")
    menu_name = "library"
    menu_icon = "folder-open-inverse"
    menu_order = 150
    items = (
        ReportListViewSet,
        ToolkitListViewSet,
        IndicatorFrameworkListViewSet,
        CityAssessmentListViewSet,
        ProgrammeListViewSet,
        KnowledgePlatformListViewSet,
        UpdateListViewSet,
        EventListViewSet,
        InformationListViewSet,
        PriorityObjectiveListViewSet,
    )
