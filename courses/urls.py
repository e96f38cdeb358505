"""The addresses beside the pages of courses; include it in `i18n_patterns`."""

from django.urls import path

from .views import finding, lessons, progress, statements

urlpatterns = [
    path("<uuid:key>/answers/", lessons.answers, name="course_answers"),
    path("<uuid:key>/print/", lessons.printable, name="course_print"),
    path("<uuid:key>/done/", progress.done, name="learning_done"),
    path("<uuid:key>/statement.pdf", statements.statement, name="course_statement"),
    path("find/", finding.find, name="learning_find"),
    path("progress/", progress.progress, name="learning_progress"),
    path("mine/", progress.mine, name="learning_mine"),
    path("mine/forget/", progress.forget, name="learning_forget"),
    path("mine/name/", statements.name, name="learning_name"),
]
