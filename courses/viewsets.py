"""Courses in the admin: their list, and the addresses elsewhere that need a look."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.models import Page

from hub.admin_pages import AdminPageMixin, AdminPageViewSet
from hub.localization.languages import default_locale
from hub.pages.listing import FactColumn
from hub.pages.viewsets import PageListViewSet

from .checking import courses_by_address
from .enums import CourseKind
from .models import CheckedAddress, Course

COURSES = PageListViewSet(
    "courses",
    model=Course,
    menu_order=155,
    add_to_admin_menu=True,
    icon="desktop",
    fact_columns=(FactColumn("kind", label=_("Kind"), accessor="get_kind_display"),),
    kinds=CourseKind,
)


class AddressesView(AdminPageMixin, TemplateView):
    """List the addresses that did not answer or have moved, with the courses that lead there."""

    permission_required = "wagtailadmin.access_admin"
    page_title = _("Addresses of courses")
    header_icon = "link-external"
    template_name = "courses/admin/addresses.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = CheckedAddress.objects.filter(Q(failures__gt=0) | ~Q(moved_to=""))
        rows = list(found.order_by("-failures", "url"))
        courses = courses_by_address() if rows else {}
        keys = {key for row in rows for key in courses.get(row.url, ())}
        pages = Page.objects.filter(translation_key__in=keys).select_related("locale")
        by_key: dict[Any, Page] = {}
        for page in pages.order_by("pk"):
            if page.locale.language_code == default_locale() or page.translation_key not in by_key:
                by_key[page.translation_key] = page
        named = [
            (row, [by_key[key] for key in courses.get(row.url, ()) if key in by_key])
            for row in rows
        ]
        return super().get_context_data(**kwargs) | {"rows": named}


ADDRESSES = AdminPageViewSet(
    "course_addresses",
    view_class=AddressesView,
    url_prefix="course-addresses",
    menu_name="course-addresses",
    add_to_admin_menu=True,
    menu_order=156,
)
