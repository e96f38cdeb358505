"""The address of the search page; include it in `i18n_patterns`, before those of the pages."""

from django.urls import path

from . import views

urlpatterns = [path("", views.search_page, name="hub_search")]
