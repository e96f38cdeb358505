"""The addresses of the public numbers; include it in `i18n_patterns`."""

from django.urls import path

from .views import statistics

urlpatterns = [
    path("", statistics.statistics_page, name="action_statistics"),
    path("data.csv", statistics.as_csv, name="action_statistics_csv"),
    path("data.json", statistics.as_json, name="action_statistics_json"),
]
