"""The addresses of the pages of cities; include it in `i18n_patterns`."""

from django.urls import path

from .places import place_page

urlpatterns = [path("<str:code>/", place_page, name="hub_place")]
