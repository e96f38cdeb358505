"""What an editor is told above the form: languages, and what speaks against publishing."""

from typing import Any

from wagtail.models import Page

from .page_languages import languages_of
from .publishing import problems


def edit_state(page: Page, user: Any) -> dict[str, Any]:
    """Make the context of `hub/admin/edit_state.html` for this draft."""
    return {"page": page, "languages": languages_of(page, user), "problems": problems(page)}
