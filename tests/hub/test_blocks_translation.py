import pytest
from wagtail.blocks import ListBlock
from wagtail.models import Page
from wagtail_localize.segments import (
    OverridableSegmentValue,
    StringSegmentValue,
    TemplateSegmentValue,
)
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor
from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter

from hub.organisations.models import Organisation
from tests.factories.blocks import STREAM, body, listed
from tests.factories.media import make_document, make_image

pytestmark = pytest.mark.django_db


def extract(value):
    segments = StreamFieldSegmentExtractor(None).handle_stream_block(value)
    return [segment for segment in segments if not segment.is_empty()]


def told(segment):
    """Show what a translator gets: the place, and the words or the value that may be replaced."""
    if isinstance(segment, TemplateSegmentValue):
        return segment.path, "template"
    if isinstance(segment, OverridableSegmentValue):
        return segment.path, {"override": segment.data}
    return segment.path, segment.render_text()


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (
            "rich_text",
            '<p>Cities <a href="https://example.org">act</a></p>',
            [
                ("block-1", "template"),
                ("block-1", "Cities act"),
                ("block-1.'https://example.org'", {"override": "https://example.org"}),
            ],
        ),
        (
            "heading",
            {"text": "How to apply", "anchor": "how-to-apply"},
            [("block-1.text", "How to apply")],
        ),
        (
            "quote",
            {
                "text": "Act",
                "attribution": "Ama",
                "role": "Mayor",
                "source_url": "https://example.org",
            },
            [
                ("block-1.text", "Act"),
                ("block-1.attribution", "Ama"),
                ("block-1.role", "Mayor"),
                ("block-1.source_url", {"override": "https://example.org"}),
            ],
        ),
        (
            "accordion",
            {"title": "Help", "items": listed({"question": "Who?", "answer": "<p>All</p>"})},
            [
                ("block-1.title", "Help"),
                ("block-1.items.item-1.question", "Who?"),
                ("block-1.items.item-1.answer", "template"),
                ("block-1.items.item-1.answer", "All"),
            ],
        ),
        (
            "statistics",
            {
                "title": "In short",
                "items": listed(
                    {
                        "value": "50+",
                        "label": "cities",
                        "source": "Report",
                        "as_of": "2023-07-01",
                        "is_unverified": True,
                    }
                ),
            },
            [
                ("block-1.title", "In short"),
                ("block-1.items.item-1.value", "50+"),
                ("block-1.items.item-1.label", "cities"),
                ("block-1.items.item-1.source", "Report"),
            ],
        ),
        (
            "table",
            {
                "caption": "Cities",
                "has_header_row": True,
                "has_header_column": False,
                "rows": listed(listed("Year", "Cities"), listed("", "50")),
            },
            [
                ("block-1.caption", "Cities"),
                ("block-1.rows.item-1.item-1", "Year"),
                ("block-1.rows.item-1.item-2", "Cities"),
                ("block-1.rows.item-2.item-2", "50"),
            ],
        ),
        (
            "call_to_action",
            {"text": "Join", "label": "Apply", "page": None, "url": "https://example.org"},
            [
                ("block-1.text", "Join"),
                ("block-1.label", "Apply"),
                ("block-1.url", {"override": "https://example.org"}),
            ],
        ),
    ],
)
def test_what_a_translator_gets(kind, value, expected):
    assert [told(segment) for segment in extract(body((kind, value)))] == expected


def test_what_a_translator_gets_of_blocks_that_choose_things():
    page = Page.get_first_root_node()
    image, document = make_image(), make_document()
    organisation = Organisation.objects.create(name="UCLG", slug="uclg")
    file = {"document": document.pk, "title": "Rapport", "language": "fr"}
    value = body(
        ("figure", {"image": image.pk, "alt": "A wall", "caption": "Wall", "credit": "Ama"}),
        (
            "video",
            {
                "title": "Forum",
                "url": "https://youtu.be/a",
                "captions": document.pk,
                "transcript": "<p>Hi</p>",
            },
        ),
        ("audio", {"title": "Talk", "document": document.pk, "transcript": "<p>Ho</p>"}),
        ("downloads", {"title": "Files", "items": listed(file)}),
        ("teaser", {"page": page.pk, "text": "Read"}),
        ("organisations", {"title": "Who", "organisations": listed(organisation.pk)}),
    )

    assert [told(segment) for segment in extract(value)] == [
        ("block-1.image", {"override": image.pk}),
        ("block-1.alt", "A wall"),
        ("block-1.caption", "Wall"),
        ("block-2.title", "Forum"),
        ("block-2.url", {"override": "https://youtu.be/a"}),
        ("block-2.captions", {"override": document.pk}),
        ("block-2.transcript", "template"),
        ("block-2.transcript", "Hi"),
        ("block-3.title", "Talk"),
        ("block-3.document", {"override": document.pk}),
        ("block-3.transcript", "template"),
        ("block-3.transcript", "Ho"),
        ("block-4.title", "Files"),
        ("block-5.page", {"override": page.pk}),
        ("block-5.text", "Read"),
        ("block-6.title", "Who"),
    ]


@pytest.mark.parametrize("kind", sorted(STREAM.child_blocks))
def test_a_block_whose_fields_were_never_filled_in_can_be_sent_to_translation(kind):
    fields = getattr(STREAM.child_blocks[kind], "child_blocks", {})
    lists = {name for name, block in fields.items() if isinstance(block, ListBlock)}
    nothing = {name: [] if name in lists else None for name in fields}

    for empty in ["", None] if kind == "rich_text" else [{}, nothing]:
        segments = extract(body((kind, empty)))
        assert [s for s in segments if isinstance(s, StringSegmentValue)] == []


def test_a_translation_changes_words_and_addresses_and_no_facts():
    value = body(
        ("heading", {"text": "Apply", "anchor": "apply"}),
        ("table", {"caption": "Cities", "rows": listed(listed("Year"))}),
        ("call_to_action", {"label": "Apply", "url": "https://example.org/en"}),
        ("statistics", {"items": listed({"value": "50+", "label": "cities"})}),
    )
    words = {"Apply": "Postuler", "Cities": "Villes", "Year": "Année", "cities": "villes"}
    segments = []
    for segment in extract(value):
        if isinstance(segment, OverridableSegmentValue):
            segments.append(OverridableSegmentValue(segment.path, "https://example.org/fr"))
        else:
            text = segment.render_text()
            segments.append(StringSegmentValue(segment.path, words.get(text, text)))

    StreamFieldSegmentsWriter(None, None, None).handle_stream_block(value, segments)

    prepared = [block["value"] for block in value.get_prep_value()]
    assert prepared[0] == {"text": "Postuler", "anchor": "apply"}
    assert prepared[1]["caption"] == "Villes"
    assert prepared[1]["rows"][0]["value"][0]["value"] == "Année"
    assert (prepared[2]["label"], prepared[2]["url"]) == ("Postuler", "https://example.org/fr")
    assert prepared[3]["items"][0]["value"]["value"] == "50+"
    assert prepared[3]["items"][0]["value"]["label"] == "villes"
