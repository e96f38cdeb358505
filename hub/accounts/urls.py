"""The addresses of accounts: of all that allauth could do, only what the hub offers."""

from allauth.account import views
from django.urls import include, path, re_path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView
from wagtail.utils.urlpatterns import decorate_urlpatterns

from . import menu  # noqa: F401 - where these addresses exist, the admin may lead to them
from .confirming import ConfirmEmailView
from .doors import page_door
from .languages import in_language_asked

urlpatterns = decorate_urlpatterns(
    [
        path("", RedirectView.as_view(pattern_name="mfa_index")),
        path("door/", page_door, name="hub_door"),
        path("login/", views.login, name="account_login"),
        path("login/code/", views.request_login_code, name="account_request_login_code"),
        path("login/code/confirm/", views.confirm_login_code, name="account_confirm_login_code"),
        path("logout/", views.logout, name="account_logout"),
        path("inactive/", views.account_inactive, name="account_inactive"),
        path("signup/", views.signup, name="account_signup"),
        path("confirm/", views.email_verification_sent, name="account_email_verification_sent"),
        path("confirm/<key>/", ConfirmEmailView.as_view(), name="account_confirm_email"),
        path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
        path("password/change/", views.password_change, name="account_change_password"),
        path("password/set/", views.password_set, name="account_set_password"),
        path("password/reset/", views.password_reset, name="account_reset_password"),
        path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
        re_path(
            r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
            views.password_reset_from_key,
            name="account_reset_password_from_key",
        ),
        path(
            "password/reset/key/done/",
            views.password_reset_from_key_done,
            name="account_reset_password_from_key_done",
        ),
        path("2fa/", include("allauth.mfa.urls")),
    ],
    lambda view: never_cache(in_language_asked(view)),
)
