"""The addresses of the public pages of organisations; include it in `i18n_patterns`."""

from django.urls import path

from .views.public import organisation_page

urlpatterns = [path("<slug:slug>/", organisation_page, name="action_organisation")]
