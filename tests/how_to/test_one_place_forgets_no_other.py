"""Where a field is named in two places, forgetting one of them does not go unseen."""

from collections.abc import Iterator
from typing import Any

import pytest
from wagtail.admin.panels import FieldPanel

from hub.declarations import page_types
from hub.localization.translations import translated_names
from hub.pages.models import ContentPage
from hub.pages.panels import Facts, PartsPanel

#: What each language has for itself, and nobody translates.
OWN = {"slug", "go_live_at", "expire_at", "translation_reviewed", "editor_note"}
MODELS = [
    model
    for model in (kind.load_model() for kind in page_types().values())
    if issubclass(model, ContentPage)
]


def fields_of_each_language(panel: Any) -> Iterator[str]:
    """Name what a translator can fill in: all that is not among the facts."""
    if isinstance(panel, Facts):
        return
    if isinstance(panel, FieldPanel):
        yield panel.field_name
    elif isinstance(panel, PartsPanel):
        yield panel.relation_name
    for child in getattr(panel, "children", ()):
        yield from fields_of_each_language(child)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_what_is_edited_in_each_language_is_translated_and_the_reverse(model: Any) -> None:
    edited = set(fields_of_each_language(model.edit_handler))

    assert edited - OWN == translated_names(model)
