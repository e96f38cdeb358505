"""The lists of the library in the admin, one for each page type."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from hub.pages.listing import FactColumn
from hub.pages.viewsets import PageListViewSet

from . import models
from .enums import EventKind, InformationKind, ReportKind

KIND = FactColumn("kind", label=_("Kind"), accessor="get_kind_display")
ISSUED = FactColumn("issued_on", label=_("Issued"))


class LibraryGroup(ViewSetGroup):
    """The library by page type, beside Wagtail's tree of pages."""

    menu_label = _("Library")
    menu_name = "library"
    menu_icon = "folder-open-inverse"
    menu_order = 150
    items = (
        PageListViewSet(
            "reports",
            model=models.Report,
            icon="doc-full",
            fact_columns=(KIND, FactColumn("report_year", label=_("Year"))),
            kinds=ReportKind,
            year="report_year",
        ),
        PageListViewSet(
            "toolkits",
            model=models.Toolkit,
            icon="tasks",
            fact_columns=(ISSUED,),
            year="issued_on__year",
        ),
        PageListViewSet(
            "indicator-frameworks",
            model=models.IndicatorFramework,
            icon="list-ol",
            fact_columns=(ISSUED,),
            year="issued_on__year",
        ),
        PageListViewSet(
            "city-assessments",
            model=models.CityAssessment,
            icon="globe",
            fact_columns=(
                FactColumn("place", label=_("City")),
                FactColumn("assessment_year", label=_("Year")),
            ),
            fact_prefetch=("place__labels",),
            year="assessment_year",
        ),
        PageListViewSet("programmes", model=models.Programme, icon="group"),
        PageListViewSet(
            "knowledge-platforms",
            model=models.KnowledgePlatform,
            icon="link-external",
        ),
        PageListViewSet(
            "updates",
            model=models.UpdatePage,
            icon="info-circle",
            fact_columns=(FactColumn("date", label=_("Date")),),
            year="date__year",
        ),
        PageListViewSet(
            "events",
            model=models.EventPage,
            icon="calendar-alt",
            fact_columns=(KIND, FactColumn("starts_at", label=_("Start"))),
            kinds=EventKind,
            year="starts_at__year",
        ),
        PageListViewSet(
            "information",
            model=models.InformationPage,
            icon="help",
            fact_columns=(KIND,),
            kinds=InformationKind,
        ),
        PageListViewSet(
            "priority-objectives",
            model=models.PriorityObjectivePage,
            menu_label=_("Priority objectives"),
            icon="pick",
            fact_columns=(FactColumn("term", label=_("Priority objective")),),
            fact_prefetch=("term__labels",),
        ),
    )
