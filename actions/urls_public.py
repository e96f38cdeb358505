"""The address of the public list of those who joined; include it in `i18n_patterns`."""

from django.urls import path

from .views.signatories import signatories_page

urlpatterns = [path("", signatories_page, name="action_signatories")]
