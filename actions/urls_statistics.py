"""The addresses of the public numbers; include it in `i18n_patterns`."""

from django.urls import path

from .views import public

urlpatterns = [
    path("", public.statistics_page, name="action_statistics"),
    path("data.csv", public.as_csv, name="action_statistics_csv"),
    path("data.json", public.as_json, name="action_statistics_json"),
]
