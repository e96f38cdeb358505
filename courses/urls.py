"""The addresses beside the pages of courses; include it in `i18n_patterns`."""

from django.urls import path

from . import views

urlpatterns = [
    path("<uuid:key>/answers/", views.answers, name="course_answers"),
    path("<uuid:key>/print/", views.printable, name="course_print"),
]
