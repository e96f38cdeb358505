"""Pages of other sites: fields that are missing, or that mean something else by a name of ours."""

from typing import Any

import pytest
from wagtail.models import Page

from hub.catalogue.description import Description
from hub.pages.describe import bare_card, describe_page
from tests.factories.media import make_document, make_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> Page:
    """Return a page that has nothing but what Wagtail gives to every page."""
    return Page.objects.get(depth=2)


def describe(page: Page) -> Description:
    description = Description()
    describe_page(description, page, page)
    return description


def test_a_page_without_our_fields_has_a_whole_card(page: Page) -> None:
    page.search_description = "For search engines."

    assert describe(page).card == bare_card(page)
    assert describe(page).card["summary"] == "For search engines."
    assert describe(page).body == []


@pytest.mark.parametrize(
    ("name", "value"), [("summary", 3), ("summary", None), ("body", {"a": 1}), ("cover", "red")]
)
def test_a_field_that_means_something_else_is_left_alone(
    page: Page, name: str, value: object
) -> None:
    setattr(page, name, value)

    assert describe(page).card == bare_card(page)
    assert describe(page).body == []


def test_a_document_is_no_cover(page: Any) -> None:
    page.cover = make_document()

    assert describe(page).card["cover"] is None


def test_a_cover_needs_none_of_the_fields_beside_ours(page: Any) -> None:
    page.cover = make_image()

    cover = describe(page).card["cover"]

    assert (cover["alt"], cover["credit"], cover["is_decorative"]) == ("", "", False)


def test_rich_text_is_a_body_of_one_block(page: Any) -> None:
    page.body = '<p>One <b>street</b>.</p><script>alert("no")</script>'

    description = describe(page)

    html = '<div class="hub-rich-text"><p>One <b>street</b>.</p></div>'
    assert description.body == [{"type": "RichTextBlock", "id": "", "html": html}]
    assert {"weight": "body", "anchor": "", "text": "One street."} in description.texts


def test_empty_rich_text_is_no_body(page: Any) -> None:
    page.body = "<p></p>"

    assert describe(page).body == []
