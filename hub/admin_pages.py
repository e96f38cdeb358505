"""Pages that an app adds to the admin beside Wagtail's own: one view each, for who has a right."""

from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.views.generic import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet


class AdminPageMixin(WagtailAdminTemplateMixin, PermissionRequiredMixin):
    """The frame of such a page, which names its permission, title and icon as Wagtail does."""

    raise_exception = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class PermittedMenuItem(MenuItem):
    """A menu entry for those who have a right, such as `app.change_model`."""

    permission = ""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(self.permission))


class AdminPageViewSet(ViewSet):
    """The address of such a page and its menu entry, made with a name and the view."""

    view_class: type[View]

    @cached_property
    def icon(self) -> str:
        return self.view_class.header_icon  # type: ignore[attr-defined,no-any-return]

    @cached_property
    def menu_label(self) -> Any:
        return self.view_class.page_title  # type: ignore[attr-defined]

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        permission = self.view_class.permission_required  # type: ignore[attr-defined]
        return type("PageMenuItem", (PermittedMenuItem,), {"permission": permission})

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", self.view_class.as_view(), name="index")]
