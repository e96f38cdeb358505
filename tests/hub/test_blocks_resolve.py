from copy import deepcopy

from hub.blocks.resolve import finish_body, referenced_groups
from hub.pages.links import PageLink

SHOWN = "0d6b4f0e-1111-4222-8333-444455556666"
HIDDEN = "0d6b4f0e-9999-4222-8333-444455556666"


LINKS = {
    SHOWN: PageLink(
        key=SHOWN,
        title="Accra & <friends>",
        path='/fr/accra/"><script>',
        summary="What Accra <did>.",
    )
}
TEXT = (
    f'<p><a href="group:{SHOWN}">a <b>page</b></a>, <a href="group:{HIDDEN}">not <i>yet</i></a>, '
    '<a href="https://example.org">out</a></p>'
)
FINISHED_TEXT = (
    '<p><a href="/fr/accra/&quot;&gt;&lt;script&gt;">a <b>page</b></a>, not <i>yet</i>, '
    '<a href="https://example.org">out</a></p>'
)


def test_links_in_text_lead_to_visible_pages_and_others_become_text():
    body = [{"type": "RichTextBlock", "id": "1", "html": f"<div>{TEXT}</div>"}]

    assert finish_body(body, LINKS) == [
        {"type": "RichTextBlock", "id": "1", "html": f"<div>{FINISHED_TEXT}</div>"}
    ]


def test_the_fields_that_hold_html_are_finished_too():
    body = [
        {"type": "VideoBlock", "id": "1", "html": TEXT, "transcript": TEXT, "title": TEXT},
        {
            "type": "AccordionBlock",
            "id": "2",
            "html": TEXT,
            "items": [{"question": TEXT, "answer": TEXT}, {"question": "q", "answer": "plain"}],
        },
    ]

    assert finish_body(body, LINKS) == [
        {
            "type": "VideoBlock",
            "id": "1",
            "html": FINISHED_TEXT,
            "transcript": FINISHED_TEXT,
            "title": TEXT,
        },
        {
            "type": "AccordionBlock",
            "id": "2",
            "html": FINISHED_TEXT,
            "items": [
                {"question": TEXT, "answer": FINISHED_TEXT},
                {"question": "q", "answer": "plain"},
            ],
        },
    ]


def test_a_teaser_shows_the_title_that_is_right_for_this_reader():
    body = [
        {"type": "TeaserBlock", "id": "1", "html": "", "text": "", "group": SHOWN},
        {"type": "TeaserBlock", "id": "2", "html": "", "text": "My <words>", "group": SHOWN},
    ]

    found = [block["html"] for block in finish_body(body, LINKS)]

    title = '<h3><a href="/fr/accra/&quot;&gt;&lt;script&gt;">Accra &amp; &lt;friends&gt;</a></h3>'
    assert found == [
        f'<article class="hub-teaser">\n  {title}\n  <p>{text}</p>\n</article>'
        for text in ("What Accra &lt;did&gt;.", "My &lt;words&gt;")
    ]


def test_a_teaser_says_in_which_language_the_page_is_when_it_is_another_one():
    page = PageLink(
        key=SHOWN,
        title="2023 report",
        path="/fr/report/",
        summary="Its summary.",
        language="en",
        direction="ltr",
    )
    body = [
        {"type": "TeaserBlock", "id": "1", "html": "", "text": "", "group": SHOWN},
        {"type": "TeaserBlock", "id": "2", "html": "", "text": "كلامي", "group": SHOWN},
    ]

    found = [block["html"] for block in finish_body(body, {SHOWN: page})]

    link = '<a href="/fr/report/" lang="en" hreflang="en" dir="ltr">2023 report</a>'
    assert found == [
        f'<article class="hub-teaser">\n  <h3>{link}</h3>\n  {text}\n</article>'
        for text in ('<p lang="en" dir="ltr">Its summary.</p>', "<p>كلامي</p>")
    ]


def test_a_call_to_action_leads_to_the_page():
    block = {
        "type": "CallToActionBlock",
        "id": "1",
        "html": "",
        "text": None,
        "label": "Go <there>",
        "url": None,
        "group": SHOWN,
    }

    [finished] = finish_body([block], LINKS)

    assert '<a href="/fr/accra/&quot;&gt;&lt;script&gt;">Go &lt;there&gt;</a>' in finished["html"]


def test_blocks_that_lead_to_a_hidden_page_vanish():
    body = [
        {"type": "TeaserBlock", "id": "1", "html": "", "text": "secret", "group": HIDDEN},
        {"type": "CallToActionBlock", "id": "2", "html": "", "label": "go", "group": HIDDEN},
        {"type": "CallToActionBlock", "id": "3", "html": "<p>x</p>", "group": None},
    ]

    assert finish_body(body, LINKS) == [body[2]]


def test_a_body_is_not_changed_by_finishing_it():
    body = [
        {"type": "RichTextBlock", "id": "1", "html": TEXT},
        {"type": "TeaserBlock", "id": "2", "html": "", "text": "", "group": SHOWN},
        {"type": "AccordionBlock", "id": "3", "html": TEXT, "items": [{"answer": TEXT}]},
    ]
    before = deepcopy(body)

    finish_body(body, LINKS)

    assert body == before


def test_all_groups_that_a_body_leads_to_are_known():
    other = SHOWN.replace("0d6b", "ffff")
    body = [
        {"type": "RichTextBlock", "id": "1", "html": TEXT},
        {"type": "TeaserBlock", "id": "2", "html": "", "group": other},
        {"type": "CallToActionBlock", "id": "3", "html": "<p>x</p>", "group": None},
        {"type": "HeadingBlock", "id": "4", "html": "<h2>group:</h2>"},
    ]

    assert referenced_groups(body) == {SHOWN, HIDDEN, other}
