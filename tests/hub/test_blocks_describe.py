import pytest
from django.test.html import parse_html
from django.utils import translation
from wagtail import blocks
from wagtail.models import Page

from hub.blocks.describe import describe_body
from hub.catalogue.description import Description
from hub.organisations.models import Organisation, OrganisationLabel
from tests.factories.blocks import body, listed
from tests.factories.media import make_collection, make_document, make_image

pytestmark = pytest.mark.django_db


def describe(*described_blocks, description=None):
    """Describe a body and split each block into its HTML and the rest."""
    found = describe_body(body(*described_blocks), description or Description())
    return [(block.pop("html"), block) for block in found]


def describe_one(kind, value, *, description=None):
    [(html, block)] = describe((kind, value), description=description)
    return html, block


def same_html(found, expected):
    assert parse_html(found) == parse_html(expected)


@pytest.fixture
def page():
    return Page.get_first_root_node().add_child(title="Local action in Accra", slug="accra")


@pytest.fixture
def hidden():
    return make_collection("Hidden", is_private=True)


def test_rich_text_is_its_html():
    description = Description()

    html, block = describe_one(
        "rich_text", "<p>Cities <b>act</b>.</p><ul><li>first</li></ul>", description=description
    )

    assert html == (
        '<div class="hub-rich-text"><p>Cities <b>act</b>.</p><ul><li>first</li></ul></div>'
    )
    assert block == {"type": "RichTextBlock", "id": "block-1"}
    assert description.texts == [{"weight": "body", "anchor": "", "text": "Cities act. first"}]


def test_a_heading_has_an_anchor_and_its_text_is_found_under_it():
    description = Description()

    found = describe(
        ("rich_text", "<p>before</p>"),
        ("heading", {"text": "Who may <apply>?", "anchor": ""}),
        ("rich_text", "<p>after</p>"),
        description=description,
    )

    assert found[1] == (
        '<h2 class="hub-heading" id="who-may-apply">Who may &lt;apply&gt;?</h2>',
        {
            "type": "HeadingBlock",
            "id": "block-2",
            "text": "Who may <apply>?",
            "anchor": "who-may-apply",
        },
    )
    assert description.texts == [
        {"weight": "body", "anchor": "", "text": "before"},
        {"weight": "heading", "anchor": "who-may-apply", "text": "Who may <apply>?"},
        {"weight": "body", "anchor": "who-may-apply", "text": "after"},
    ]


def test_anchors_are_unique_and_a_given_one_is_never_taken_from_its_heading():
    headings = [
        ("Results", ""),
        ("Results", ""),
        ("2022", "results-2"),
        ("النتائج", ""),
        ("!?", ""),
        ("Again", "results-2"),
    ]

    found = describe(*(("heading", {"text": text, "anchor": name}) for text, name in headings))

    assert [block["anchor"] for _html, block in found] == [
        "results",
        "results-3",
        "results-2",
        "النتائج",
        "section",
        "results-2-2",
    ]


def test_a_quote():
    html, block = describe_one(
        "quote",
        {
            "text": "Cities were\nfirst & best.",
            "attribution": "A mayor",
            "role": "Mayor of <Accra>",
            "source_url": "https://example.org/speech?a=1&b=2",
        },
    )

    assert block == {
        "type": "QuoteBlock",
        "id": "block-1",
        "text": "Cities were\nfirst & best.",
        "attribution": "A mayor",
        "role": "Mayor of <Accra>",
        "source_url": "https://example.org/speech?a=1&b=2",
    }
    same_html(
        html,
        """<figure class="hub-quote">
        <blockquote cite="https://example.org/speech?a=1&amp;b=2">
          <p>Cities were<br>first &amp; best.</p>
        </blockquote>
        <figcaption><strong>A mayor</strong> <span>Mayor of &lt;Accra&gt;</span>
          <a href="https://example.org/speech?a=1&amp;b=2">Source</a></figcaption>
        </figure>""",
    )


def test_a_bare_quote_has_no_caption():
    html, block = describe_one("quote", {"text": "Act."})

    assert (block["attribution"], block["role"], block["source_url"]) == (None, None, None)
    same_html(html, '<figure class="hub-quote"><blockquote><p>Act.</p></blockquote></figure>')


def test_each_question_of_an_accordion_can_be_linked_to_and_found():
    description = Description()

    html, block = describe_one(
        "accordion",
        {
            "title": "Questions",
            "items": listed(
                {"question": "Who may join?", "answer": "<p>Every city.</p>"},
                {"question": "Who may join?", "answer": "<p>And <i>networks</i>.</p>"},
            ),
        },
        description=description,
    )

    assert block == {
        "type": "AccordionBlock",
        "id": "block-1",
        "title": "Questions",
        "items": [
            {
                "question": "Who may join?",
                "answer": "<p>Every city.</p>",
                "anchor": "who-may-join",
            },
            {
                "question": "Who may join?",
                "answer": "<p>And <i>networks</i>.</p>",
                "anchor": "who-may-join-2",
            },
        ],
    }
    same_html(
        html,
        """<div class="hub-accordion"><h3>Questions</h3>
        <details><summary>Who may join?</summary>
          <div id="who-may-join"><p>Every city.</p></div></details>
        <details><summary>Who may join?</summary>
          <div id="who-may-join-2"><p>And <i>networks</i>.</p></div></details></div>""",
    )
    assert description.texts == [
        {"weight": "body", "anchor": "", "text": "Questions"},
        {"weight": "heading", "anchor": "who-may-join", "text": "Who may join?"},
        {"weight": "body", "anchor": "who-may-join", "text": "Every city."},
        {"weight": "heading", "anchor": "who-may-join-2", "text": "Who may join?"},
        {"weight": "body", "anchor": "who-may-join-2", "text": "And networks."},
    ]


def test_a_figure():
    image = make_image()
    description = Description()

    html, block = describe_one(
        "figure",
        {
            "image": image.pk,
            "alt": 'A "teal" wall',
            "is_decorative": False,
            "caption": "A wall",
            "credit": "Ama",
        },
        description=description,
    )

    large = block["image"]["renditions"]["LARGE"]
    assert (block["type"], block["caption"]) == ("FigureBlock", "A wall")
    assert (block["image"]["alt"], block["image"]["credit"]) == ('A "teal" wall', "Ama")
    same_html(
        html,
        f"""<figure class="hub-figure">
        <img src="{large["url"]}" srcset="{large["srcset"]}" width="1200" height="675"
          alt="A &quot;teal&quot; wall" loading="lazy">
        <figcaption><span>A wall</span> <small>Image: Ama</small></figcaption></figure>""",
    )
    assert description.dependencies == {("image", str(image.pk))}
    assert description.texts == [{"weight": "body", "anchor": "", "text": 'A "teal" wall A wall'}]


def test_a_figure_of_a_private_collection_is_left_out_and_comes_back_with_it(hidden):
    image = make_image(collection=hidden)
    description = Description()

    found = describe(("figure", {"image": image.pk, "alt": "Secret"}), description=description)

    assert found == []
    assert description.dependencies == {("image", str(image.pk))}
    assert description.texts == []


def test_a_deleted_image_is_left_out():
    assert describe(("figure", {"image": 4_040_404, "alt": "Gone"})) == []


def test_a_linked_video_is_a_link_with_its_transcript():
    html, block = describe_one(
        "video",
        {
            "title": "The forum",
            "url": "https://www.youtube.com/watch?v=a&t=1",
            "document": None,
            "captions": None,
            "transcript": "<p>Welcome.</p>",
        },
    )

    assert block == {
        "type": "VideoBlock",
        "id": "block-1",
        "title": "The forum",
        "url": "https://www.youtube.com/watch?v=a&t=1",
        "file": None,
        "captions": None,
        "transcript": "<p>Welcome.</p>",
    }
    same_html(
        html,
        """<div class="hub-video"><h3>The forum</h3>
        <p><a href="https://www.youtube.com/watch?v=a&amp;t=1">Watch the video “The forum”</a></p>
        <details><summary>Transcript</summary><p>Welcome.</p></details></div>""",
    )


def test_an_uploaded_video_plays_with_captions_in_the_language_of_the_page():
    video = make_document(b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 40, name="forum.mp4")
    captions = make_document(b"WEBVTT\n\n00:01.000 --> 00:02.000\nBonjour\n", name="forum.vtt")
    description = Description()

    with translation.override("fr"):
        html, block = describe_one(
            "video",
            {
                "title": "Le forum",
                "document": video.pk,
                "captions": captions.pk,
                "transcript": "<p>Bonjour.</p>",
            },
            description=description,
        )

    assert (block["url"], block["file"]["url"]) == (None, video.url)
    assert block["file"] | block["captions"] == block["captions"] | {"title": "Le forum"}
    assert f'<video controls preload="none" src="{video.url}" title="Le forum">' in html
    assert f'<track kind="captions" src="{captions.url}" srclang="fr"' in html
    assert description.dependencies == {
        ("document", str(video.pk)),
        ("document", str(captions.pk)),
    }


def test_a_recording():
    sound = make_document(b"ID3" + b"\x00" * 40, name="talk.mp3")

    html, block = describe_one(
        "audio", {"title": "A talk", "document": sound.pk, "transcript": "<p>Hello.</p>"}
    )

    assert (block["type"], block["url"]) == ("AudioBlock", None)
    assert {name: block["file"][name] for name in ("title", "url", "media_type", "is_link")} == {
        "title": "A talk",
        "url": sound.url,
        "media_type": "audio/mpeg",
        "is_link": False,
    }
    same_html(
        html,
        f"""<div class="hub-audio"><h3>A talk</h3>
        <audio controls preload="none" src="{sound.url}" title="A talk"></audio>
        <details><summary>Transcript</summary><p>Hello.</p></details></div>""",
    )


@pytest.mark.parametrize("kind", ["video", "audio"])
def test_a_private_or_unsafe_recording_is_left_out_with_its_words(kind, hidden):
    description = Description()
    private = make_document(collection=hidden)

    found = describe(
        (kind, {"title": "Secret", "document": private.pk, "transcript": "<p>Secret</p>"}),
        (kind, {"title": "Bad", "url": "javascript:alert(1)", "transcript": "<p>Secret</p>"}),
        (kind, {"title": "Bad", "url": "https://[", "transcript": "<p>Secret</p>"}),
        description=description,
    )

    assert found == []
    assert description.texts == []


def test_downloads_list_chosen_files_and_leave_private_ones_out(hidden):
    report = make_document()
    secret = make_document(title="Secret", collection=hidden)
    description = Description(card={"files": [{"title": "Not asked for"}]})

    html, block = describe_one(
        "downloads",
        {
            "title": "Files",
            "items": listed(
                {"document": report.pk, "title": "Rapport annuel", "language": "fr"},
                {"document": secret.pk, "title": "Secret", "language": "en"},
                {"document": 4_040_404, "title": "Gone", "language": "en"},
            ),
        },
        description=description,
    )

    size = block["files"][0]["bytes"]
    assert block == {
        "type": "DownloadsBlock",
        "id": "block-1",
        "title": "Files",
        "files": [
            {
                "url": report.url,
                "title": "Rapport annuel",
                "languages": ["fr"],
                "is_link": False,
                "label": "",
                "media_type": "application/pdf",
                "bytes": size,
                "pages": 1,
                "checksum": block["files"][0]["checksum"],
                "updated_at": block["files"][0]["updated_at"],
                "note": f"French, PDF, {size}\xa0bytes, 1 page",
            }
        ],
    }
    same_html(
        html,
        f"""<div class="hub-downloads"><h3>Files</h3><ul><li>
        <a href="{report.url}" lang="fr" hreflang="fr" dir="auto">Rapport annuel</a>
        <small>French, PDF, {size}\xa0bytes, 1 page</small></li></ul></div>""",
    )
    assert description.texts == [
        {"weight": "file", "anchor": "", "text": "Rapport annuel"},
        {"weight": "body", "anchor": "", "text": "Files"},
    ]
    assert ("document", str(secret.pk)) in description.dependencies


def test_downloads_without_items_list_the_files_of_the_page():
    own = {
        "title": "The report",
        "languages": ["en", "fr"],
        "is_link": True,
        "label": "UN website",
        "url": "https://example.org/report",
    }

    html, block = describe_one(
        "downloads", {"title": "", "items": []}, description=Description(card={"files": [own]})
    )

    assert block["files"] == [own | {"note": "English, French, UN website"}]
    same_html(
        html,
        """<div class="hub-downloads"><ul><li>
        <a href="https://example.org/report" dir="auto">The report</a>
        <small>English, French, UN website</small></li></ul></div>""",
    )


def test_downloads_whose_files_are_all_private_do_not_fall_back_to_the_page(hidden):
    secret = make_document(collection=hidden)
    items = listed({"document": secret.pk, "title": "Secret", "language": "en"})
    description = Description(card={"files": [{"title": "Not asked for"}]})

    assert describe(("downloads", {"items": items}), description=description) == []


def test_statistics():
    description = Description()

    html, block = describe_one(
        "statistics",
        {
            "title": "In short",
            "items": listed(
                {
                    "value": "50+",
                    "label": "cities",
                    "source": "Annual report",
                    "as_of": "2023-07-01",
                    "is_unverified": False,
                },
                {"value": "3", "label": "rounds", "is_unverified": True},
            ),
        },
        description=description,
    )

    assert block == {
        "type": "StatisticsBlock",
        "id": "block-1",
        "title": "In short",
        "items": [
            {
                "value": "50+",
                "label": "cities",
                "source": "Annual report",
                "as_of": "2023-07-01",
                "as_of_text": "July 1, 2023",
                "is_unverified": False,
            },
            {
                "value": "3",
                "label": "rounds",
                "source": None,
                "as_of": None,
                "as_of_text": "",
                "is_unverified": True,
            },
        ],
    }
    same_html(
        html,
        """<div class="hub-statistics"><h3>In short</h3><dl>
        <div><dt>cities</dt><dd><strong>50+</strong></dd>
          <dd><small>Source: Annual report,
            <time datetime="2023-07-01">July 1, 2023</time></small></dd></div>
        <div><dt>rounds</dt><dd><strong>3</strong> <em>not verified</em></dd></div>
        </dl></div>""",
    )
    assert [text["text"] for text in description.texts] == [
        "In short",
        "50+ cities Annual report",
        "3 rounds",
    ]


def test_a_table_names_its_columns_and_rows_and_has_no_holes():
    html, block = describe_one(
        "table",
        {
            "caption": "Cities by year",
            "has_header_row": True,
            "has_header_column": True,
            "rows": listed(listed("", "2022"), listed("Accra", "<b>1</b>", "2")),
        },
    )

    assert block == {
        "type": "TableBlock",
        "id": "block-1",
        "caption": "Cities by year",
        "has_header_row": True,
        "has_header_column": True,
        "draws_bars": False,
        "rows": [["", "2022", ""], ["Accra", "<b>1</b>", "2"]],
    }
    same_html(
        html,
        """<div class="hub-table" role="region" tabindex="0" aria-label="Cities by year"><table>
        <caption>Cities by year</caption>
        <thead><tr><td></td><th scope="col">2022</th><td></td></tr></thead>
        <tbody><tr><th scope="row">Accra</th><td>&lt;b&gt;1&lt;/b&gt;</td><td>2</td></tr></tbody>
        </table></div>""",
    )


def test_a_table_without_headers_is_all_cells():
    html, _block = describe_one("table", {"has_header_row": False, "rows": listed(listed("a"))})

    same_html(
        html,
        """<div class="hub-table" role="region" tabindex="0"><table>
        <tbody><tr><td>a</td></tr></tbody></table></div>""",
    )


def test_a_call_to_action_to_another_site():
    html, block = describe_one(
        "call_to_action",
        {"text": "Join us.", "label": "Apply now", "page": None, "url": "https://example.org/?a&b"},
    )

    assert block == {
        "type": "CallToActionBlock",
        "id": "block-1",
        "text": "Join us.",
        "label": "Apply now",
        "url": "https://example.org/?a&b",
        "group": None,
    }
    same_html(
        html,
        """<div class="hub-call-to-action"><p>Join us.</p>
        <p><a href="https://example.org/?a&amp;b">Apply now</a></p></div>""",
    )


def test_blocks_that_lead_to_a_page_hold_its_group_and_never_its_title(page):
    description = Description()

    found = describe(
        ("call_to_action", {"label": "Read on", "page": page.pk, "url": ""}),
        ("teaser", {"page": page.pk, "text": "Worth reading"}),
        description=description,
    )

    group = str(page.translation_key)
    assert found == [
        (
            "",
            {
                "type": "CallToActionBlock",
                "id": "block-1",
                "text": "",
                "label": "Read on",
                "url": None,
                "group": group,
            },
        ),
        ("", {"type": "TeaserBlock", "id": "block-2", "text": "Worth reading", "group": group}),
    ]
    assert description.dependencies == {("page", group)}


def test_blocks_that_lead_to_a_deleted_page_or_a_bad_address_are_left_out():
    found = describe(
        ("call_to_action", {"label": "Gone", "page": 4_040_404}),
        ("call_to_action", {"label": "Bad", "url": "javascript:alert(1)"}),
        ("teaser", {"page": 4_040_404}),
    )

    assert found == []


def test_organisations_are_named_in_the_language_of_the_page():
    uclg = Organisation.objects.create(
        name="United Cities", slug="uclg", website="https://uclg.example/?a&b"
    )
    OrganisationLabel.objects.create(organisation=uclg, locale="fr", name="Cités unies")
    plain = Organisation.objects.create(name="<Plain>", slug="plain")
    description = Description()

    with translation.override("fr"):
        html, block = describe_one(
            "organisations",
            {"title": "Qui", "organisations": listed(uclg.pk, plain.pk, 4_040_404)},
            description=description,
        )

    assert block == {
        "type": "OrganisationsBlock",
        "id": "block-1",
        "title": "Qui",
        "organisations": [
            {
                "id": uclg.pk,
                "name": "Cités unies",
                "website": "https://uclg.example/?a&b",
                "logo": None,
            },
            {"id": plain.pk, "name": "<Plain>", "website": None, "logo": None},
        ],
    }
    same_html(
        html,
        """<div class="hub-organisations"><h3>Qui</h3><ul>
        <li><a href="https://uclg.example/?a&amp;b">Cités unies</a></li>
        <li>&lt;Plain&gt;</li></ul></div>""",
    )
    assert description.dependencies == {
        ("organisation", str(uclg.pk)),
        ("organisation", str(plain.pk)),
    }


def test_links_in_text_name_groups_and_public_documents_only(page, hidden):
    public, private = make_document(), make_document(collection=hidden)
    nested = make_document(collection=make_collection("Below", parent=hidden))
    description = Description()

    html, _block = describe_one(
        "rich_text",
        f'<p><a linktype="page" id="{page.pk}">a <b>page</b></a>, '
        '<a linktype="page" id="4040404">gone</a>, '
        f'<a linktype="document" id="{public.pk}">file</a>, '
        f'<a linktype="document" id="{private.pk}">private</a>, '
        f'<a linktype="document" id="{nested.pk}">below</a>, '
        '<a linktype="document" id="4040404">lost</a>, '
        '<a linktype="secret" id="1">odd</a>, '
        '<a linktype="page" id="1 or 1=1">forged</a>, '
        '<a href="https://example.org/?a=1&amp;b=2">out</a></p>',
        description=description,
    )

    assert html == (
        '<div class="hub-rich-text"><p>'
        f'<a href="group:{page.translation_key}">a <b>page</b></a>, gone, '
        f'<a href="{public.url}">file</a>, private, below, lost, odd, forged, '
        '<a href="https://example.org/?a=1&amp;b=2">out</a></p></div>'
    )
    assert description.dependencies == {
        ("page", str(page.translation_key)),
        ("document", str(public.pk)),
        ("document", str(private.pk)),
        ("document", str(nested.pk)),
    }


@pytest.mark.parametrize(
    "empty",
    [
        ("rich_text", "<p></p>"),
        ("rich_text", "<p><script>alert(1)</script></p>"),
        ("heading", {"text": "  "}),
        ("quote", {"text": ""}),
        ("accordion", {"title": "Nothing", "items": []}),
        ("downloads", {"title": "Nothing", "items": []}),
        ("statistics", {"title": "Nothing", "items": []}),
        ("table", {"caption": "Nothing", "rows": []}),
        ("organisations", {"title": "Nobody", "organisations": []}),
        ("rich_text", None),
        ("heading", {"text": None, "anchor": None}),
        ("quote", {"text": None, "attribution": None, "source_url": None}),
        ("figure", {"image": None, "alt": None, "is_decorative": None}),
        ("video", {"title": None, "url": None, "document": None, "transcript": None}),
        ("audio", {}),
        ("call_to_action", {"label": None, "page": None, "url": None}),
        ("teaser", {"page": None, "text": None}),
    ],
)
def test_an_empty_block_is_left_out(empty):
    assert describe(empty) == []


def test_blocks_of_another_site_are_left_out_unless_they_are_built_on_known_ones():
    class TheirText(blocks.RichTextBlock):
        pass

    stream = blocks.StreamBlock([("heading", blocks.CharBlock()), ("text", TheirText())])
    value = stream.to_python(
        [{"type": "heading", "value": "x", "id": "1"}, {"type": "text", "value": "y", "id": "2"}]
    )

    assert describe_body(value, Description()) == [
        {"type": "RichTextBlock", "id": "2", "html": '<div class="hub-rich-text">y</div>'}
    ]
