"""Every address of the site; what has a language in its address comes last."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from hub.accounts.doors import admin_door, page_door
from hub.pages import views

urlpatterns = [
    # Wagtail's own forms know no rate limit and no second factor.
    path("admin/login/", admin_door, name="wagtailadmin_login"),
    re_path(r"^admin/password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("admin/", include(wagtailadmin_urls)),
    path("accounts/", include("hub.accounts.urls")),
    path("documents/", include(wagtaildocs_urls)),
    path("graphql/", include("frontend_schema.urls")),
    path("", include("hub.machine_readers.urls_site")),
    # Only pictures: a document is reached through the view that asks who may read it.
    *static(f"{settings.MEDIA_URL}images/", document_root=settings.MEDIA_ROOT / "images"),
    *i18n_patterns(
        path("_util/login/", page_door, name="wagtailcore_login"),
        path("search/", include("search.urls")),
        path("my/", include("actions.urls")),
        path("organisations/", include("actions.urls_organisations")),
        path("signatories/", include("actions.urls_public")),
        path("learning/", include("courses.urls")),
        path("places/", include("hub.pages.urls_places")),
        path("feeds/", include("hub.machine_readers.urls")),
        path("partners/", include("hub.partners.urls")),
        path("statistics/", include("actions.urls_statistics")),
        path("", include("hub.pages.urls")),
    ),
]

handler400 = views.bad_request
handler403 = views.permission_denied
handler404 = views.page_not_found
handler429 = "hub.accounts.doors.too_many_requests"
handler500 = "hub.outages.server_error"
