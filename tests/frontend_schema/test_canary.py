"""Nothing that is hidden leaves by any field: canaries are planted, every field is asked.

The queries are made from the schema, so a new field or type is covered the day it is added.
"""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone
from graphql import execute_sync
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from frontend_schema.schema import schema
from hub.media.models import PageFile
from hub.networks.models import Network, NetworkItem
from hub.pages.models import PageNetwork
from hub.types.context import build_context
from resources import models
from resources.models import Relation
from search.delivery import deliver
from tests.frontend_schema.walking import root_queries
from tests.site import add, library, translate

pytestmark = pytest.mark.django_db

LATER = timedelta(hours=2)
LANGUAGES = ["en", "fr", "es", "ar"]


def canary(name: str) -> str:
    return f"canary{name}".replace("-", "").lower()


def report(name: str, **fields: object) -> models.Report:
    """Make a report all of whose words carry its name, so that any of them gives it away."""
    word = canary(name)
    return models.Report(
        title=f"{word} title",
        slug=f"{word}-slug",
        summary=f"{word} summary",
        official_title=f"{word} official",
        occasion=f"{word} occasion",
        report_year=2022,
        body=[
            ("rich_text", f"<p>{word} body</p>"),
            ("heading", {"text": f"{word} heading", "anchor": ""}),
        ],
        hub_files=[
            PageFile(title=f"{word} file", languages=["en"], link_url=f"https://example.org/{word}")
        ],
        show_in_menus=True,
        **fields,
    )


def restrict(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def private_collections() -> tuple[Collection, Collection]:
    private = Collection.get_first_root_node().add_child(name="Private")
    child = private.add_child(name="Child of private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    return private, child


def make_image(name: str, collection: Collection) -> object:
    file = get_test_image_file(filename=f"{canary(name)}.png")
    return get_image_model().objects.create(title=canary(name), file=file, collection=collection)


def make_document(name: str, collection: Collection) -> object:
    file = ContentFile(b"%PDF-1.4 canary", name=f"{canary(name)}.pdf")
    return get_document_model().objects.create(title=canary(name), file=file, collection=collection)


@pytest.fixture
def planted(home, committed):
    """Make a site in which everything hidden says so in its name; return the hidden pages."""
    shelf = library(home)
    network = Network.objects.create(slug="network")
    hidden: dict[str, Page] = {}
    with committed():
        hidden["draft"] = add(shelf, report("draft"), publish=False)
        edited = add(shelf, report("control-edited"))
        edited.title = edited.summary = canary("unpublished-edit")
        edited.save_revision()
        hidden["scheduled"] = add(
            shelf, report("scheduled", go_live_at=timezone.now() + timedelta(days=1))
        )
        hidden["expired"] = add(shelf, report("expired", expire_at=timezone.now() + LATER / 2))
        hidden["private"] = add(shelf, report("private"))
        section = add(home, models.LibraryPage(title=canary("section"), slug=canary("section")))
        hidden["section"] = section
        hidden["below"] = add(section, report("below"))
        hidden["network-only"] = add(
            shelf,
            report("network-only", reach="networks", hub_networks=[PageNetwork(network=network)]),
        )
        hidden["undeclared"] = add(shelf, Page(title=canary("undeclared"), show_in_menus=True))
        hidden["deleted-later"] = add(shelf, report("deleted-later"))
        translated = add(shelf, report("became-private"))
        hidden["became-private"] = translated
        for code in ("fr", "es"):
            translate(translated, code, title=canary("became-private") + code)
        hidden["unpublished"] = add(shelf, report("unpublished"))
        visible = plant_control(shelf, hidden, network)
    deliver_all()  # an index that has everything which is hidden from here on
    with committed():
        restrict(hidden["private"])
        restrict(section)
        restrict(translated)
        hidden["unpublished"].unpublish()
        hidden["deleted-later"].delete()
    return hidden, visible


def plant_control(shelf, hidden, network):
    """Plant a page for everybody that leads to everything hidden, in every way there is."""
    private, child = private_collections()
    control = report("control")
    control.cover = make_image("private-image", private)
    control.cover_alt = canary("private-image")
    targets = [page for name, page in hidden.items() if name not in ("undeclared", "section")]
    links = "".join(
        f'<p><a linktype="page" id="{page.pk}">link</a></p>' for page in hidden.values()
    )
    control.body = [
        ("rich_text", f"<p>{canary('control')} body</p>{links}"),
        *[("teaser", {"page": page, "text": ""}) for page in hidden.values()],
        (
            "figure",
            {
                "image": make_image("child-image", child),
                "alt": canary("child-image"),
                "caption": "",
                "credit": "",
            },
        ),
    ]
    control.relations = [Relation(target=page, kind="related") for page in targets]
    for name, collection in (("private-file", private), ("child-file", child)):
        document = make_document(name, collection)
        control.hub_files.add(PageFile(title=canary(name), languages=["en"], document=document))
    add(shelf, control)
    network.page = hidden["private"]
    network.save()
    for order, page in enumerate(targets):
        NetworkItem.objects.create(
            network=network, page=page, sort_order=order, note=f"note on {order}"
        )
    shelf.pinned = hidden["private"]
    shelf.save_revision().publish()
    return control


def deliver_all() -> None:
    while deliver():
        continue


def every_answer(hidden: dict[str, Page]):
    """Ask every root field, in every language, by every id, address and word that is hidden."""
    graphql_schema = schema._schema
    ids = [f"page:{page.translation_key}:{code}" for page in hidden.values() for code in LANGUAGES]
    values = {
        "locale": LANGUAGES,
        "id": ids,
        "slug": ["network", *(page.slug for page in hidden.values())],
        "path": [f"/en/library/{page.slug}/" for page in hidden.values()]
        + [f"/en/{canary('section')}/", f"/en/{canary('section')}/{hidden['below'].slug}/"],
        "first": [100],
        "input": [{}],
        # As it stands, and misspelt so that a correction would give it away.
        "query": [*map(canary, (*hidden, "control")), *(f"{canary(name)}q" for name in hidden), ""],
        "token": ["none"],
        "prefix": [canary(name)[:-1] for name in (*hidden, "control")],
        "facets": [list(graphql_schema.type_map["FacetName"].values)],
    }
    for name, document, variables in root_queries(graphql_schema, values, depth=5):
        result = execute_sync(
            graphql_schema, document, context_value=build_context(None), variable_values=variables
        )
        assert not result.errors, (name, variables, result.errors)
        yield name, variables, json.dumps(result.data, default=str)


#: What public answers are read from. Each moves the content generation when it is written: marks
#: and rebuilds do so for the catalogue, signals for the rest. Or no such answer is kept.
READ_BY_ANSWERS = {
    "hub_generation",
    *("hub_group", "hub_entry", "hub_entrycontent", "hub_facet", "hub_membership"),
    *("hub_term", "hub_termlabel", "hub_network", "hub_networklabel", "hub_organisation"),
    *("wagtailcore_page", "wagtailcore_site"),
    *("actions_commitment", "search_synonym"),  # declared as `public_models`
    # Kept only while every engine has all that is public.
    *("search_document", "search_word", "search_enginestate"),
    "wagtailredirects_redirect",  # an answer that looked here is not kept
}


class TablesRead:
    """Notes which tables are read while it wraps what is executed."""

    def __init__(self):
        self.names = set()

    def __call__(self, execute, sql, *arguments):
        self.names.update(re.findall(r'(?:FROM|JOIN) "(\w+)"', sql))
        return execute(sql, *arguments)


@pytest.mark.parametrize("is_delivered", [False, True])
def test_no_field_of_the_schema_gives_anything_hidden_away(planted, is_delivered):
    hidden, _control = planted
    if is_delivered:
        deliver_all()
    words = [canary(name) for name in hidden] + [
        canary(name)
        for name in (
            "unpublished-edit",
            "private-image",
            "child-image",
            "private-file",
            "child-file",
        )
    ]
    seen_control = set()
    tables = TablesRead()
    with (
        time_machine.travel(timezone.now() + LATER, tick=False),
        connection.execute_wrapper(tables),
    ):
        for name, variables, answer in every_answer(hidden):
            found = [word for word in words if word in answer.lower()]
            assert not found, f"{name}({variables}) gives away {found}"
            if canary("control") in answer:
                seen_control.add(name)
    # The check can fail: what is public does come out of these fields.
    assert {"reports", "resources", "menu", "search", "suggest"} <= seen_control
    # What is kept of answers ends when one of these is written (`hub.response_cache`).
    assert "hub_entry" in tables.names
    assert tables.names <= READ_BY_ANSWERS


def test_the_network_sees_its_own_page(planted):
    from hub.catalogue.querysets import Asker

    network = Network.objects.get(slug="network")
    context = build_context(None, asker=Asker(frozenset([network.pk])))
    query = "{ reports(first: 100) { edges { node { title } } } }"
    result = schema.execute_sync(query, context_value=context)
    assert canary("network-only") in json.dumps(result.data)
