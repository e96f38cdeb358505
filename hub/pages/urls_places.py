"""The addresses of the pages of cities; include it in `i18n_patterns`."""

from django.urls import re_path

from .places import place_page

# Only what can be a code of a term: no database is asked for anything else.
urlpatterns = [re_path(r"^(?P<code>[A-Za-z0-9][A-Za-z0-9._-]*)/$", place_page, name="hub_place")]
