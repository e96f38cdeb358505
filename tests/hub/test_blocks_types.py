import uuid

import pytest
import strawberry
from django.utils import timezone
from strawberry.schema.config import StrawberryConfig

from hub.blocks.describe import describe_body
from hub.catalogue.description import Description
from hub.declarations import page_types
from hub.organisations.models import Organisation, OrganisationLabel
from hub.types.blocks import BLOCK_TYPES, Block, announce_bodies, blocks_of
from hub.types.context import Context, Info
from hub.types.scalars import SCALARS
from tests.factories.blocks import body, listed
from tests.factories.media import make_document, make_image
from tests.site import add_report, library, translate

pytestmark = pytest.mark.django_db


@strawberry.type
class Query:
    @strawberry.field
    def body(self, info: Info) -> list[Block]:
        return blocks_of(info.context.answers["body"], info.context, "fr")


@pytest.fixture(scope="module")
def schema():
    pages = [kind.load_graphql_type() for kind in page_types().values()]
    config = StrawberryConfig(scalar_map=SCALARS)
    return strawberry.Schema(query=Query, types=[*BLOCK_TYPES, *pages], config=config)


@pytest.fixture
def ask(schema):
    """Describe a body and read it back as a partner site does."""

    def send(fields, *blocks, card=None):
        described = describe_body(body(*blocks), Description(card=card or {}))
        context = Context(now=timezone.now(), answers={"body": described})
        result = schema.execute_sync(f"{{ body {{ {fields} }} }}", context_value=context)
        assert result.errors is None
        return result.data["body"]

    return send


@pytest.fixture
def report(home, committed):
    """Publish a report that readers of French know by another title."""
    with committed():
        report = add_report(library(home), "Annual report", summary="What cities did.")
        translate(report, "fr", title="Rapport annuel", summary="Ce qu’ont fait les villes.")
    return report


def test_every_block_has_its_type_its_id_and_its_html(ask):
    found = ask(
        "__typename id html",
        ("rich_text", "<p>Act</p>"),
        ("heading", {"text": "Why"}),
    )

    assert found == [
        {
            "__typename": "RichTextBlock",
            "id": "block-1",
            "html": '<div class="hub-rich-text"><p>Act</p></div>',
        },
        {
            "__typename": "HeadingBlock",
            "id": "block-2",
            "html": '<h2 class="hub-heading" id="why">Why</h2>',
        },
    ]


@pytest.mark.parametrize(
    ("kind", "value", "fields", "expected"),
    [
        (
            "heading",
            {"text": "How to apply"},
            "... on HeadingBlock { text anchor }",
            {"text": "How to apply", "anchor": "how-to-apply"},
        ),
        (
            "quote",
            {"text": "Act", "attribution": "Ama", "source_url": "https://example.org"},
            "... on QuoteBlock { text attribution role sourceUrl }",
            {
                "text": "Act",
                "attribution": "Ama",
                "role": None,
                "sourceUrl": "https://example.org",
            },
        ),
        (
            "accordion",
            {"title": "Help", "items": listed({"question": "Who?", "answer": "<p>All</p>"})},
            "... on AccordionBlock { title items { question answer anchor } }",
            {
                "title": "Help",
                "items": [{"question": "Who?", "answer": "<p>All</p>", "anchor": "who"}],
            },
        ),
        (
            "video",
            {"title": "Talk", "url": "https://youtu.be/1", "transcript": "<p>Hi</p>"},
            "... on VideoBlock { title url transcript file { url } captions { url } }",
            {
                "title": "Talk",
                "url": "https://youtu.be/1",
                "transcript": "<p>Hi</p>",
                "file": None,
                "captions": None,
            },
        ),
        (
            "statistics",
            {"items": listed({"value": "50+", "label": "cities", "as_of": "2023-07-01"})},
            "... on StatisticsBlock { title items { value label source asOf isUnverified } }",
            {
                "title": None,
                "items": [
                    {
                        "value": "50+",
                        "label": "cities",
                        "source": None,
                        "asOf": "2023-07-01",
                        "isUnverified": False,
                    }
                ],
            },
        ),
        (
            "table",
            {"caption": "Cities", "rows": listed(listed("Year"), listed("2022"))},
            "... on TableBlock { caption hasHeaderRow hasHeaderColumn rows }",
            {
                "caption": "Cities",
                "hasHeaderRow": True,
                "hasHeaderColumn": False,
                "rows": [["Year"], ["2022"]],
            },
        ),
        (
            "call_to_action",
            {"text": "", "label": "Apply", "url": "https://example.org"},
            "... on CallToActionBlock { text label url page { title } }",
            {"text": "", "label": "Apply", "url": "https://example.org", "page": None},
        ),
    ],
)
def test_the_fields_of_a_block(ask, kind, value, fields, expected):
    assert ask(fields, (kind, value)) == [expected]


def test_a_figure_brings_its_image(ask):
    image = make_image()

    found = ask(
        "... on FigureBlock { caption image { alt width rendition(preset: LARGE) { width } } }",
        ("figure", {"image": image.pk, "alt": "A wall", "caption": "Wall"}),
    )

    assert found == [
        {"caption": "Wall", "image": {"alt": "A wall", "width": 1600, "rendition": {"width": 1200}}}
    ]


def test_recordings_and_downloads_bring_their_files(ask):
    document = make_document()
    file = "url title isLink mediaType pages languages { code }"
    expected = {
        "url": document.url,
        "title": "Talk",
        "isLink": False,
        "mediaType": "application/pdf",
        "pages": 1,
        "languages": [],
    }

    found = ask(
        f"... on AudioBlock {{ file {{ {file} }} }} ... on DownloadsBlock {{ files {{ {file} }} }}",
        ("audio", {"title": "Talk", "document": document.pk, "transcript": "<p>Hi</p>"}),
        ("downloads", {"items": listed({"document": document.pk, "title": "R", "language": "fr"})}),
    )

    assert found == [
        {"file": expected},
        {"files": [expected | {"title": "R", "languages": [{"code": "fr"}]}]},
    ]


def test_a_page_is_named_as_the_reader_of_this_language_knows_it(ask, report):
    link = f'<a linktype="page" id="{report.pk}">see</a>'

    found = ask(
        "html ... on TeaserBlock { page { title path } } "
        "... on CallToActionBlock { page { title path } }",
        ("teaser", {"page": report.pk}),
        ("call_to_action", {"label": "Read", "page": report.pk}),
        ("rich_text", f"<p>{link}</p>"),
    )

    path = "/fr/library/annual-report/"
    page = {"title": "Rapport annuel", "path": path}
    assert [block.get("page") for block in found] == [page, page, None]
    assert "Ce qu’ont fait les villes." in found[0]["html"]
    assert [f'<a href="{path}">' in block["html"] for block in found] == [True, True, True]


def test_a_page_that_nobody_may_see_is_nowhere_in_the_answer(ask, report, committed):
    with committed():
        report.unpublish()

    found = ask(
        "__typename html",
        ("teaser", {"page": report.pk}),
        ("call_to_action", {"label": "Read", "page": report.pk}),
        ("rich_text", f'<p><a linktype="page" id="{report.pk}">see</a></p>'),
    )

    assert found == [
        {
            "__typename": "RichTextBlock",
            "html": '<div class="hub-rich-text"><p>see</p></div>',
        }
    ]


def test_organisations_keep_their_order_and_their_names_in_this_language(ask):
    second = Organisation.objects.create(name="Cities Alliance", slug="cities-alliance")
    first = Organisation.objects.create(name="United Cities", slug="uclg")
    OrganisationLabel.objects.create(organisation=first, locale="fr", name="Cités unies")

    found = ask(
        "... on OrganisationsBlock { title organisations { slug name } }",
        ("organisations", {"organisations": listed(first.pk, second.pk)}),
    )

    assert found == [
        {
            "title": None,
            "organisations": [
                {"slug": "uclg", "name": "Cités unies"},
                {"slug": "cities-alliance", "name": "Cities Alliance"},
            ],
        }
    ]


def test_many_bodies_cost_one_query(report, django_assert_num_queries):
    key = str(report.translation_key)
    teaser = {"type": "TeaserBlock", "id": "1", "html": "", "text": ""}
    bodies = [[teaser | {"group": group}] for group in (key, str(uuid.uuid4()), key)]
    context = Context(now=timezone.now())

    with django_assert_num_queries(1):  # the entries of all groups that the bodies name
        announce_bodies(context, bodies, "fr")
        shown = [len(blocks_of(found, context, "fr")) for found in bodies]

    assert shown == [1, 0, 1]


def test_blocks_that_this_version_does_not_know_are_left_out():
    stored = [{"type": "MapBlock", "id": "1", "html": "<p>map</p>"}]

    assert blocks_of(stored, Context(), "fr") == []


def test_one_query_may_ask_for_every_field_of_every_block(schema, ask):
    """GraphQL compares fields of one name in different fragments; they must not differ in null."""
    fragments = []
    for kind in BLOCK_TYPES:
        fields = schema.get_type_by_name(kind.__name__).fields
        names = [
            schema.config.name_converter.get_graphql_name(field)
            + (" { __typename }" if field.name in {"image", "file", "files", "captions"} else "")
            + (" { __typename }" if field.name in {"items", "page", "organisations"} else "")
            for field in fields
        ]
        fragments.append(f"... on {kind.__name__} {{ {' '.join(names)} }}")

    assert ask(" ".join(fragments), ("heading", {"text": "Why"})) == [
        {
            "id": "block-1",
            "html": '<h2 class="hub-heading" id="why">Why</h2>',
            "text": "Why",
            "anchor": "why",
        }
    ]


def test_every_type_and_field_is_described():
    types = [*BLOCK_TYPES, Block]
    for kind in types:
        definition = kind.__strawberry_definition__
        assert definition.description, kind.__name__
        assert [field.name for field in definition.fields if not field.description] == []
