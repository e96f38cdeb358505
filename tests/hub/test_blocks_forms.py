import json

import pytest
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.test import override_settings
from wagtail.admin.telepath import JSContext

from tests.factories.blocks import STREAM, body, choices, listed, posted_body, samples, stored

pytestmark = pytest.mark.django_db

ADDRESS = "https://example.org/speech"


@pytest.fixture
def chosen():
    return choices()


def submit(*items):
    """Send a body through the form of the editor, as far as the database."""
    value = STREAM.value_from_datadict(posted_body(items), {}, "body")
    return json.loads(json.dumps(STREAM.clean(value).get_prep_value(), cls=DjangoJSONEncoder))


def messages(errors):
    """Flatten an error as the editor receives it: what is said, by the place where it stands."""
    found = {"": errors["messages"]} if errors.get("messages") else {}
    for place, nested in (errors.get("blockErrors") or {}).items():
        for path, words in messages(nested).items():
            found[f"{place}.{path}".strip(".")] = words
    return found


def refusals(kind, value):
    with pytest.raises(ValidationError) as refused:
        STREAM.clean(body((kind, value)))
    return messages(refused.value.as_json_data()["blockErrors"][0])


@pytest.mark.parametrize("kind", sorted(STREAM.child_blocks))
def test_what_an_editor_sends_is_what_is_stored(kind, chosen):
    item = stored(kind, samples(chosen)[kind])

    assert submit(item) == [item]


def test_the_editor_can_be_shown_every_block(chosen):
    value = body(*samples(chosen).items())

    packed = JSContext().pack(STREAM)
    state = STREAM.get_form_state(value)

    assert packed["_type"] == "wagtail.blocks.StreamBlock"
    assert [item["type"] for item in state] == list(samples(chosen))


def test_every_block_explains_itself():
    for block in STREAM.child_blocks.values():
        explained = [block.label, block.meta.icon, block.meta.group, block.meta.help_text]
        assert all(explained), block.name


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (
            "heading",
            {"text": "Why", "anchor": "How to"},
            {"anchor": "Use small letters, digits and single hyphens only, such as how-to-apply."},
        ),
        (
            "quote",
            {"text": "Act", "source_url": "ftp://example.org/speech"},
            {"source_url": "Give an address that starts with https:// or http://."},
        ),
        (
            "quote",
            {"text": "Act", "source_url": "javascript:alert(1)"},
            {"source_url": "Give an address that starts with https:// or http://."},
        ),
        (
            "accordion",
            {"title": "Help", "items": []},
            {"items": "The minimum number of items is 1"},
        ),
        (
            "video",
            {"title": "Talk", "transcript": "<p>Hi</p>"},
            {
                "url": "Give either an address or a document.",
                "document": "Give either an address or a document.",
            },
        ),
        (
            "video",
            {"title": "Talk", "url": "https://video.evil.example/1", "transcript": "<p>Hi</p>"},
            {
                "url": "Videos may be on youtube.com, youtu.be, youtube-nocookie.com, vimeo.com, "
                "webtv.un.org. Upload a video from elsewhere as a document."
            },
        ),
        (
            "audio",
            {"title": "Talk", "url": ADDRESS, "transcript": ""},
            {"transcript": "This field is required."},
        ),
        (
            "table",
            {"caption": "Cities", "rows": listed(listed("a", "b"), listed("c"))},
            {"rows": "Give every row the same number of cells; a cell may be left empty."},
        ),
        (
            "call_to_action",
            {"label": "Apply"},
            {
                "page": "Choose either a page or give an address.",
                "url": "Choose either a page or give an address.",
            },
        ),
        ("teaser", {"text": "Read"}, {"page": "This field is required."}),
    ],
)
def test_what_cannot_be_published_is_said_plainly(kind, value, expected):
    found = refusals(kind, value)

    assert {place: words[0] for place, words in found.items()} == expected


def test_an_image_needs_words_in_its_place_unless_it_is_decorative(chosen):
    figure = {"image": chosen["image"], "alt": "", "is_decorative": False}

    found = refusals("figure", figure)

    assert found == {"alt": ["Say what the image shows, or tick that it is decorative."]}
    STREAM.clean(body(("figure", figure | {"is_decorative": True})))


def test_a_call_to_action_leads_to_one_place_only(chosen):
    both = {"label": "Apply", "page": chosen["page"], "url": ADDRESS}

    assert list(refusals("call_to_action", both)) == ["page", "url"]


def test_a_draft_may_be_unfinished():
    unfinished = body(
        ("figure", {"alt": ""}),
        ("video", {"title": ""}),
        ("call_to_action", {"label": ""}),
        ("table", {"rows": listed(listed("a"), listed("b", "c"))}),
        ("accordion", {"items": []}),
    )

    assert len(STREAM.clean_deferred(unfinished)) == 5


@pytest.mark.parametrize(
    ("address", "is_allowed"),
    [
        ("https://www.youtube.com/watch?v=1", True),
        ("https://YOUTU.BE/1", True),
        ("https://notyoutube.com/1", False),
        ("https://youtube.com.evil.example/1", False),
        ("https://evil.example/youtube.com", False),
        ("https://youtube.com@evil.example/1", False),
    ],
)
def test_only_known_hosts_of_videos_are_taken(address, is_allowed):
    value = body(("video", {"title": "Talk", "url": address, "transcript": "<p>Hi</p>"}))

    if is_allowed:
        STREAM.clean(value)
    else:
        with pytest.raises(ValidationError):
            STREAM.clean(value)


@override_settings(HUB_VIDEO_HOSTS=["media.example"])
def test_a_site_chooses_its_hosts_of_videos():
    video = {"title": "Talk", "url": "https://www.media.example/1", "transcript": "<p>Hi</p>"}

    STREAM.clean(body(("video", video)))
    assert refusals("video", video | {"url": "https://youtu.be/1"}) == {
        "url": ["Videos may be on media.example. Upload a video from elsewhere as a document."]
    }
