"""How a form chooses a term."""

from typing import Any
from urllib.parse import urlencode

from wagtail.admin.panels import FieldPanel
from wagtail.snippets.widgets import AdminSnippetChooser


class TermChooser(AdminSnippetChooser):
    """The chooser of terms, opened on one vocabulary only."""

    def __init__(self, *, model: Any, vocabulary: str = "") -> None:
        super().__init__(model)
        self.vocabulary = vocabulary

    def get_chooser_modal_url(self) -> str:
        url: str = super().get_chooser_modal_url()
        return f"{url}?{urlencode({'vocabulary': self.vocabulary})}" if self.vocabulary else url


class TermPanel(FieldPanel):
    """A field for a term; the field's `limit_choices_to` says of which vocabulary."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        limit = self.db_field.get_limit_choices_to()
        chooser = TermChooser(
            model=self.db_field.related_model, vocabulary=limit.get("vocabulary", "")
        )
        return options | {"widgets": {self.field_name: chooser}}
