"""The addresses of the Word form, below `/<language>/my/`."""

from django.urls import path

from .views import word

urlpatterns = [
    path("word/<str:language>/", word.blank_form, name="action_word_blank"),
    path("actions/<uuid:key>/word/", word.upload_page, name="action_word"),
    path("actions/<uuid:key>/word/form/", word.form_of_draft, name="action_word_form"),
    path("actions/<uuid:key>/word/<uuid:upload>/", word.compare_page, name="action_word_compare"),
]
