"""The list of courses in the admin."""

from django.utils.translation import gettext_lazy as _

from hub.pages.listing import FactColumn
from hub.pages.viewsets import PageListViewSet

from .enums import CourseKind
from .models import Course

COURSES = PageListViewSet(
    "courses",
    model=Course,
    menu_label=_("Courses"),
    menu_order=155,
    add_to_admin_menu=True,
    icon="desktop",
    fact_columns=(FactColumn("kind", label=_("Kind"), accessor="get_kind_display"),),
    kinds=CourseKind,
)
