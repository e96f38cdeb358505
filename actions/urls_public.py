"""The addresses of the public lists of those who joined; include it in `i18n_patterns`."""

from django.urls import path

from .views.public import logos_page, signatories_page

urlpatterns = [
    path("", signatories_page, name="action_signatories"),
    path("logos/", logos_page, name="action_logos"),
]
