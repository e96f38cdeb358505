import pytest
from wagtail.models import Page

from hub.blocks.problems import body_problems
from hub.organisations.models import Organisation
from tests.factories.blocks import body, listed
from tests.factories.media import make_collection, make_document, make_image

pytestmark = pytest.mark.django_db

GONE = 4_040_404


@pytest.fixture
def page():
    return Page.get_first_root_node().add_child(title="Accra", slug="accra")


def test_a_good_body_has_no_problems(page):
    uclg = Organisation.objects.create(name="UCLG", slug="uclg")
    image, document = make_image(), make_document()
    link = f'<a linktype="page" id="{page.pk}">Accra</a>'
    value = body(
        ("rich_text", f'<p>{link} <a linktype="document" id="{document.pk}">file</a></p>'),
        ("heading", {"text": "Why", "anchor": "why"}),
        ("figure", {"image": image.pk, "alt": "A wall"}),
        ("figure", {"image": image.pk, "is_decorative": True}),
        ("video", {"title": "Talk", "document": document.pk, "transcript": "<p>Hi</p>"}),
        ("downloads", {"items": listed({"document": document.pk, "title": "R", "language": "fr"})}),
        ("statistics", {"items": listed({"value": "3", "label": "x", "source": "y"})}),
        ("statistics", {"items": listed({"value": "3", "label": "x", "is_unverified": True})}),
        ("teaser", {"page": page.pk}),
        ("organisations", {"organisations": listed(uclg.pk)}),
    )

    assert body_problems(value) == []


def test_editors_are_told_what_was_deleted_and_where():
    links = f'<a linktype="page" id="{GONE}">a</a> <a linktype="document" id="{GONE}">b</a>'
    value = body(
        ("heading", {"text": "Fine"}),
        ("figure", {"image": GONE, "alt": "A wall"}),
        ("video", {"title": "Talk", "captions": GONE, "transcript": f"<p>{links}</p>"}),
        ("downloads", {"items": listed({"document": GONE, "title": "R", "language": "fr"})}),
        ("accordion", {"items": listed({"question": "Who?", "answer": f"<p>{links}</p>"})}),
        ("teaser", {"page": GONE}),
        ("organisations", {"organisations": listed(GONE)}),
    )

    assert body_problems(value) == [
        "Block 2 (Image): What was chosen as “image” was deleted.",
        "Block 3 (Video): What was chosen as “captions” was deleted.",
        "Block 3 (Video): A link in the text leads to a page that was deleted.",
        "Block 3 (Video): A link in the text leads to a document that was deleted.",
        "Block 4 (Files to download): What was chosen as “document” was deleted.",
        "Block 5 (Questions and answers): A link in the text leads to a page that was deleted.",
        "Block 5 (Questions and answers): A link in the text leads to a document that was deleted.",
        "Block 6 (Teaser of a page): What was chosen as “page” was deleted.",
        "Block 7 (Organisations): What was chosen as “organisation” was deleted.",
    ]


def test_editors_are_told_what_the_public_does_not_see(page):
    private = make_collection("Hidden", is_private=True)
    image = make_image(title="Wall", collection=private)
    document = make_document(title="Plan", collection=make_collection("Below", parent=private))
    page.live = False
    page.save()
    value = body(
        ("figure", {"image": image.pk, "alt": "A wall"}),
        ("rich_text", f'<p><a linktype="document" id="{document.pk}">a</a></p>'),
        ("rich_text", f'<p><a linktype="page" id="{page.pk}">a</a></p>'),
        ("call_to_action", {"label": "Go", "page": page.pk}),
    )

    private_words = "is in a private collection, so the public does not see it."
    draft = "The page “Accra” is not published, so the public does not see it."
    assert body_problems(value) == [
        f"Block 1 (Image): “Wall” {private_words}",
        f"Block 2 (Text): “Plan” {private_words}",
        f"Block 3 (Text): {draft}",
        f"Block 4 (Call to action): {draft}",
    ]


def test_editors_are_told_what_an_import_left_out():
    image = make_image()
    value = body(
        ("figure", {"image": image.pk}),
        ("statistics", {"items": listed({"value": "50+", "label": "cities"})}),
        ("heading", {"text": "Why", "anchor": "why"}),
        ("heading", {"text": "Why else", "anchor": "why"}),
    )

    assert body_problems(value) == [
        "Block 1 (Image): Nothing says what the image shows to people who do not see it.",
        "Block 2 (Statistics): The figure “50+” has no source.",
        "Block 4 (Heading): Another heading has the same name for links: why.",
    ]
