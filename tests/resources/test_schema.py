"""The library over GraphQL: exact answers, budgets with their arithmetic, pages that stay right."""

import pytest
from wagtail.models import Site

from benchmarks.hub_site.growth import fill
from hub.catalogue.models import Entry, Group
from hub.catalogue.querysets import Asker
from hub.networks.models import Network, NetworkItem, NetworkLabel
from hub.organisations.models import Organisation
from hub.pages.models import Contribution, PageNetwork, PageTerm
from hub.terms.models import Term, TermLabel
from hub.terms.services import seed_terms
from resources.models import (
    CityAssessment,
    IndicatorFramework,
    KnowledgePlatform,
    Programme,
    Report,
    Toolkit,
)
from tests.factories.hub import TermFactory
from tests.frontend_schema.ask import ask, ask_result
from tests.site import add, add_report, library, translate

REPORTS = """
query Q1($first: Int!, $after: String, $locale: String) {
  reports(first: $first, after: $after, locale: $locale) {
    edges { cursor node {
      title summary issuedOn year
      cover { alt rendition(preset: CARD) { url width height } }
      publishers { role organisation { name } }
    } }
    pageInfo { hasNextPage endCursor }
  }
}
"""


@pytest.fixture
def publisher(db):
    return Organisation.objects.create(slug="uclg", name="United Cities and Local Governments")


def make_term(vocabulary, code, **labels):
    term = Term.objects.create(vocabulary=vocabulary, code=code)
    for locale, label in labels.items():
        TermLabel.objects.create(term=term, locale=locale, label=label)
    return term


def published_by(organisation):
    return [Contribution(organisation=organisation, role="publisher")]


def test_a_report_reads_in_the_language_asked_for(home, committed, publisher):
    topic = make_term("topics", "climate", en="Climate", fr="Climat")
    with committed():
        report = add_report(
            library(home),
            "Annual report",
            summary="What cities did.",
            issued_on="2022-05-17",
            hub_contributions=published_by(publisher),
            hub_terms=[PageTerm(term=topic)],
        )
        translate(report, "fr", title="Rapport annuel", summary="Ce qu’ont fait les villes.")

    query = """
      query($locale: String) { reports(locale: $locale) { totalCount edges { node {
        title summary path isFallback locale { code direction } issuedOn topics { code label }
        publishers { organisation { slug } } translations { locale { code } title isOutdated }
      } } } }
    """
    expected = {
        "title": "Rapport annuel",
        "summary": "Ce qu’ont fait les villes.",
        "path": "/fr/library/annual-report/",
        "isFallback": False,
        "locale": {"code": "fr", "direction": "LTR"},
        "issuedOn": "2022-05-17",
        "topics": [{"code": "climate", "label": "Climat"}],
        "publishers": [{"organisation": {"slug": "uclg"}}],
        "translations": [
            {"locale": {"code": "en"}, "title": "Annual report", "isOutdated": False},
            {"locale": {"code": "fr"}, "title": "Rapport annuel", "isOutdated": False},
        ],
    }
    assert ask(query, locale="fr")["reports"] == {"totalCount": 1, "edges": [{"node": expected}]}
    spanish = ask(query, locale="es")["reports"]["edges"][0]["node"]
    assert (spanish["title"], spanish["isFallback"], spanish["locale"]["code"]) == (
        "Annual report",
        True,
        "en",
    )


@pytest.fixture(params=[102, 1_000])  # the home page and the library are two of them
def crowd(request):
    """Return what fills the catalogue up with copies of what it has of these types."""

    def grow(*types):
        fill(request.param, *types)
        assert Group.objects.count() == request.param

    return grow


def test_q1_twenty_reports_in_three_queries(
    home, committed, publisher, django_assert_num_queries, crowd
):
    with committed():
        add_report(library(home), "Report", hub_contributions=published_by(publisher))
    crowd("report")

    # the schedule 1, entries 1, organisations with their names 1
    with django_assert_num_queries(3):
        edges = ask(REPORTS, first=20)["reports"]["edges"]
    assert [edge["node"]["publishers"] for edge in edges] == [
        [{"role": "PUBLISHER", "organisation": {"name": publisher.name}}]
    ] * 20


def test_q2_a_hundred_resources_of_all_types_in_four_queries(
    home, committed, django_assert_num_queries, crowd
):
    terms = [make_term("topics", f"topic-{number}", en=f"Topic {number}") for number in range(3)]
    with committed():
        for kind in (Toolkit, Programme, KnowledgePlatform, Report):
            page = kind(title=kind.__name__, hub_terms=[PageTerm(term=term) for term in terms])
            if kind is Report:
                page.report_year = 2022
            page.hub_files = [file_link(1), file_link(2)]
            add(library(home), page)
    crowd("toolkit", "programme", "knowledge_platform", "report")
    query = """{ resources(first: 100) { edges { node { __typename title summary
        topics { code label } files { url title languages { code } } publishers { role }
        ... on Report { year reportKind } ... on Programme { phases { title } } } } } }"""

    # the schedule 1, entries 1, terms with their labels 1
    with django_assert_num_queries(3):
        nodes = [edge["node"] for edge in ask(query)["resources"]["edges"]]
    assert len(nodes) == 100
    assert {node["__typename"] for node in nodes} == {
        "Toolkit",
        "Programme",
        "KnowledgePlatform",
        "Report",
    }
    assert all(len(node["topics"]) == 3 and len(node["files"]) == 2 for node in nodes)


def file_link(number):
    from hub.media.models import PageFile

    return PageFile(
        title=f"File {number}", languages=["en"], link_url=f"https://example.org/{number}.pdf"
    )


def test_pages_stay_right_while_the_list_changes_between_two_requests(home, committed):
    with committed():
        made = [
            add_report(library(home), f"Report {number}", report_year=2000 + number)
            for number in range(6)
        ]
    first = ask(REPORTS, first=3)["reports"]
    assert [edge["node"]["title"] for edge in first["edges"]] == [
        "Report 5",
        "Report 4",
        "Report 3",
    ]
    with committed():
        add_report(library(home), "Newest", report_year=2030)
        made[4].delete()
        made[2].unpublish()
    second = ask(REPORTS, first=3, after=first["pageInfo"]["endCursor"])["reports"]
    assert [edge["node"]["title"] for edge in second["edges"]] == ["Report 1", "Report 0"]
    assert second["pageInfo"]["hasNextPage"] is False


def test_equal_dates_neither_skip_nor_repeat(home, committed):
    with committed():
        for number in range(7):
            add_report(library(home), f"Report {number}")
    seen, after = [], None
    while True:
        page = ask(REPORTS, first=2, after=after)["reports"]
        seen += [edge["node"]["title"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert sorted(seen) == [f"Report {number}" for number in range(7)]


@pytest.mark.parametrize("order", ["NEWEST", "OLDEST", "TITLE", "UPDATED"])
def test_every_order_pages_through_everything_once(home, committed, order):
    with committed():
        for title in ("Zürich", "abc", "Éclair", "Apple", "zoo", "éa"):
            add_report(library(home), title)
    query = """query($order: ResourceOrder, $after: String) {
      resources(order: $order, first: 4, after: $after) {
        edges { node { title } } pageInfo { endCursor hasNextPage } } }"""
    first = ask(query, order=order)["resources"]
    second = ask(query, order=order, after=first["pageInfo"]["endCursor"])["resources"]
    titles = [edge["node"]["title"] for edge in [*first["edges"], *second["edges"]]]
    assert sorted(titles) == sorted(["Zürich", "abc", "Éclair", "Apple", "zoo", "éa"])
    if order == "TITLE":
        assert titles == ["abc", "Apple", "éa", "Éclair", "zoo", "Zürich"]


@pytest.mark.parametrize(
    "cursor",
    [
        "nonsense",
        "WyJ0aXRsZSJd",
        "W10",
        "eyJhIjoxfQ",
        "WyJuZXdlc3QiLCAiMjAyMi0wMS0wMSIsIC0xXQ",
        "%00",
    ],
)
def test_a_forged_cursor_is_refused_in_words(home, cursor):
    result = ask_result(REPORTS, first=1, after=cursor)
    assert result.data is None
    assert "This is not a cursor of this list." in str(result.errors[0].original_error)


def test_a_cursor_of_another_order_is_stale(home, committed):
    with committed():
        add_report(library(home), "Report")
    query = """query($after: String, $order: ResourceOrder) {
      resources(first: 1, after: $after, order: $order) { edges { cursor } } }"""
    cursor = ask(query, order="TITLE")["resources"]["edges"][0]["cursor"]
    result = ask_result(query, order="NEWEST", after=cursor)
    assert type(result.errors[0].original_error).__name__ == "CursorExpired"


def test_filter_trees(home, committed, publisher):
    climate = make_term("topics", "climate", en="Climate")
    health = make_term("topics", "health", en="Health")
    africa = make_term("regions", "002", en="Africa")
    ghana = Term.objects.create(vocabulary="countries", code="GH", parent=africa)
    gcm = make_term("gcm_objectives", "gcm-23", en="Cooperation")
    with committed():
        shelf = library(home)
        add_report(shelf, "A", report_year=2022, hub_terms=[PageTerm(term=climate)])
        add_report(
            shelf, "B", report_year=2023, hub_terms=[PageTerm(term=health), PageTerm(term=gcm)]
        )
        add_report(shelf, "C", report_year=2024, hub_terms=[PageTerm(term=ghana)])
        add(shelf, Toolkit(title="D", hub_contributions=published_by(publisher)))

    def titles(tree):
        query = """query($filter: ResourceFilter) {
          resources(filter: $filter, order: TITLE) { edges { node { title } } } }"""
        return "".join(
            edge["node"]["title"] for edge in ask(query, filter=tree)["resources"]["edges"]
        )

    assert titles({"topic": {"in": ["climate"]}}) == "A"
    assert titles({"topic": {"in": ["climate", "health"]}}) == "AB"
    assert titles({"not": {"topic": {"in": ["climate"]}}}) == "BCD"
    assert titles({"or": [{"topic": {"in": ["climate"]}}, {"kind": ["TOOLKIT"]}]}) == "AD"
    assert titles({"region": {"in": ["002"]}}) == "C"
    assert titles({"gcmObjective": {"in": [23]}}) == "B"
    assert titles({"publisher": {"in": ["uclg"]}}) == "D"
    assert titles({"year": {"from": 2023}}) == "BC"
    assert titles({"year": {"from": 2023, "to": 2023}, "topic": {"in": ["health"]}}) == "B"
    assert titles({"topic": {"in": []}}) == ""


def test_a_reference_of_an_objective_is_told_once_however_many_sections_it_may_mean(db):
    seed_terms()
    query = """{ priorityObjectives { code gcrReferences {
      printed normalized sections { code } } } }"""
    answer = ask(query)["priorityObjectives"]
    told = {item["code"]: item["gcrReferences"] for item in answer if item["gcrReferences"]}

    def reference(printed, normalized, *sections):
        codes = [{"code": code} for code in sections]
        return {"printed": printed, "normalized": normalized, "sections": codes}

    assert told == {
        "po-1": [
            reference("17-19", "17-19", "gcr-3a1"),
            reference("33-34", "33-34", "gcr-3a3-2"),
        ],
        "po-5": [reference("99-199", "99-100", "gcr-3b3-4", "gcr-3b3-5")],
        "po-7": [reference("37", "37", "gcr-3a3-2")],
        "po-8": [reference("38", "38", "gcr-3a3-2")],
    }


def test_a_filter_that_is_too_deep_or_too_large_is_refused(home):
    deep = {"topic": {"in": ["a"]}}
    for _level in range(6):
        deep = {"not": deep}
    query = "query($filter: ResourceFilter) { resources(filter: $filter) { totalCount } }"
    assert "nested too deeply" in str(ask_result(query, filter=deep).errors[0])
    large = {"topic": {"in": [str(number) for number in range(101)]}}
    assert "at most 100" in str(ask_result(query, filter=large).errors[0])
    many = {"or": [{"topic": {"in": ["a"]}}] * 51}
    assert "too many conditions" in str(ask_result(query, filter=many).errors[0])


def test_a_network_has_its_own_order_notes_and_pages(home, committed):
    network = Network.objects.create(slug="mc2cm")
    NetworkLabel.objects.create(network=network, locale="en", name="MC2CM")
    with committed():
        shelf = library(home)
        first = add_report(shelf, "Picked first")
        second = add_report(shelf, "Picked second")
        add_report(shelf, "Its own", hub_networks=[PageNetwork(network=network)])
        add_report(shelf, "Stranger")
        NetworkItem.objects.create(network=network, page=second, sort_order=1)
        NetworkItem.objects.create(network=network, page=first, sort_order=0, note="Start here.")

    query = """{ network(slug: "mc2cm") { name
      resources { totalCount edges { note node { title } } } } }"""
    assert ask(query)["network"] == {
        "name": "MC2CM",
        "resources": {
            "totalCount": 3,
            "edges": [
                {"note": "Start here.", "node": {"title": "Picked first"}},
                {"note": None, "node": {"title": "Picked second"}},
                {"note": None, "node": {"title": "Its own"}},
            ],
        },
    }


def titles_below(connection):
    return [edge["node"]["title"] for edge in connection["edges"]]


def test_the_lists_of_many_networks_are_two_queries(home, committed, django_assert_num_queries):
    with committed():
        shelf = library(home)
        reports = [add_report(shelf, f"Report {number}") for number in range(2)]
        toolkit = add(shelf, Toolkit(title="Toolkit"))
        for slug, picked in (
            ("m4d-net", [*reports]),
            ("mc2cm", [reports[1], toolkit, reports[0]]),
        ):
            network = Network.objects.create(slug=slug)
            for place, page in enumerate(picked):
                note = f"{place} in {slug}"
                NetworkItem.objects.create(network=network, page=page, sort_order=place, note=note)
    query = """query($first: Int!, $after: String) { networks { slug
        resources(filter: { kind: [REPORT] }, first: $first, after: $after) {
          totalCount edges { note node { title } } pageInfo { hasNextPage endCursor } } } }"""

    # the schedule 1, networks 1, their names 1; their reports 1, how many these are 1
    with django_assert_num_queries(5):
        found = ask(query, first=1)["networks"]
    lists = {network["slug"]: network["resources"] for network in found}
    assert {slug: (one["edges"], one["totalCount"]) for slug, one in lists.items()} == {
        "m4d-net": ([{"note": "0 in m4d-net", "node": {"title": "Report 0"}}], 2),
        "mc2cm": ([{"note": "0 in mc2cm", "node": {"title": "Report 1"}}], 2),
    }
    cursor = lists["mc2cm"]["pageInfo"]["endCursor"]
    found = ask(query, first=1, after=cursor)["networks"]
    lists = {network["slug"]: network["resources"] for network in found}
    assert {slug: titles_below(one) for slug, one in lists.items()} == {
        "m4d-net": ["Report 1"],
        "mc2cm": ["Report 0"],
    }
    assert [one["pageInfo"]["hasNextPage"] for one in lists.values()] == [False, False]


def test_lists_of_a_network_that_ask_for_something_else_are_read_apart(home, committed):
    network = Network.objects.create(slug="mc2cm")
    with committed():
        shelf = library(home)
        pages = [add(shelf, Toolkit(title="Toolkit")), add_report(shelf, "Report")]
        for place, page in enumerate(pages):
            NetworkItem.objects.create(network=network, page=page, sort_order=place)

    query = """{ networks {
      all: resources { edges { node { title } } }
      newest: resources(order: NEWEST) { edges { node { title } } }
      toolkits: resources(filter: { kind: [TOOLKIT] }) { edges { node { title } } }
      reports: resources(filter: { kind: [REPORT] }) { edges { node { title } } } } }"""

    (found,) = ask(query)["networks"]

    assert {name: titles_below(one) for name, one in found.items()} == {
        "all": ["Toolkit", "Report"],
        "newest": ["Report", "Toolkit"],
        "toolkits": ["Toolkit"],
        "reports": ["Report"],
    }


def test_the_assessments_of_many_frameworks_are_two_queries(
    home, committed, django_assert_num_queries
):
    city = TermFactory(place=True, labels={"en": "Accra"})
    with committed():
        for name in ("Local", "National"):
            framework = add(library(home), IndicatorFramework(title=name))
            for year in (2022, 2024):
                title, own = f"{name} {year}", {"place": city, "assessment_year": year}
                add(framework, CityAssessment(title=title, **own))
    query = """{ indicatorFrameworks(order: TITLE) { edges { node { title
        assessments(first: 1) { totalCount edges { node { title } } } } } } }"""

    # the schedule 1, frameworks 1; their assessments 1, how many these are 1
    with django_assert_num_queries(4):
        found = ask(query)["indicatorFrameworks"]["edges"]
    lists = [edge["node"]["assessments"] for edge in found]
    assert [(titles_below(one), one["totalCount"]) for one in lists] == [
        (["Local 2024"], 2),
        (["National 2024"], 2),
    ]


def test_a_page_of_a_network_alone_is_seen_by_its_partner_sites_only(home, committed):
    own, other = Network.objects.create(slug="own"), Network.objects.create(slug="other")
    with committed():
        add_report(library(home), "Ours", reach="networks", hub_networks=[PageNetwork(network=own)])
    query = "{ reports { totalCount edges { node { title } } } }"
    assert ask(query)["reports"] == {"totalCount": 0, "edges": []}
    assert ask(query, asker=Asker(frozenset([other.pk])))["reports"]["totalCount"] == 0
    assert ask(query, asker=Asker(frozenset([own.pk])))["reports"]["totalCount"] == 1


def test_a_page_is_found_by_its_address_in_any_language(home, committed):
    with committed():
        report = add_report(library(home), "Report")
        translate(report, "fr", title="Rapport", slug="rapport")
    query = """query($path: String!, $locale: String) {
      page(path: $path, locale: $locale) { title path } }"""
    french = {"title": "Rapport", "path": "/fr/library/rapport/"}
    english = {"title": "Report", "path": "/en/library/report/"}
    assert ask(query, path="/fr/library/rapport")["page"] == french
    assert ask(query, path="/en/library/report/?x=1")["page"] == english
    assert ask(query, path="/en/library/report/", locale="fr")["page"] == french
    assert ask(query, path="/en/library/nothing/")["page"] is None


def test_an_old_address_is_followed_and_says_so(home, committed):
    from wagtail.contrib.redirects.models import Redirect

    with committed():
        report = add_report(library(home), "Report")
    Redirect.add_redirect("/en/old/", report)
    query = """{ page(path: "/en/old/") { title }
      pageAt(path: "/en/old/") { redirectedFrom isPermanent redirectUrl page { path } } }"""
    assert ask(query) == {
        "page": {"title": "Report"},
        "pageAt": {
            "redirectedFrom": "/en/old/",
            "isPermanent": True,
            "redirectUrl": None,
            "page": {"path": "/en/library/report/"},
        },
    }


def test_old_addresses_of_other_sites_in_the_database_are_theirs(home, committed):
    from wagtail.contrib.redirects.models import Redirect

    other = Site.objects.create(hostname="other.example", root_page=home)
    own = Site.objects.get(is_default_site=True)
    Redirect.add_redirect("/en/theirs/", "https://other.example/there/", site=other)
    Redirect.add_redirect("/en/both/", "/en/for-all/")
    Redirect.add_redirect("/en/both/", "https://hub.example/for-us/", site=own)

    query = "query($path: String!) { pageAt(path: $path) { redirectedFrom redirectUrl } }"

    theirs, both = (ask(query, path=f"/en/{name}/")["pageAt"] for name in ("theirs", "both"))
    assert theirs == {"redirectedFrom": None, "redirectUrl": None}
    assert both == {"redirectedFrom": "/en/both/", "redirectUrl": "https://hub.example/for-us/"}


def test_a_short_title_that_is_not_there_is_null(home, committed):
    with committed():
        add_report(library(home), "Report")
        add_report(library(home), "Annual report", short_title="AR22")

    edges = ask("{ reports(order: TITLE) { edges { node { shortTitle } } } }")["reports"]["edges"]

    assert [edge["node"]["shortTitle"] for edge in edges] == ["AR22", None]


def test_a_node_is_found_by_the_id_it_was_given(home, committed, publisher):
    topic = make_term("topics", "climate", en="Climate")
    with committed():
        add_report(
            library(home),
            "Report",
            hub_terms=[PageTerm(term=topic)],
            hub_contributions=published_by(publisher),
        )
    given = ask(
        "{ reports { edges { node { id topics { id } publishers { organisation { id } } } } } }"
    )
    node = given["reports"]["edges"][0]["node"]
    ids = [node["id"], node["topics"][0]["id"], node["publishers"][0]["organisation"]["id"]]
    query = "query($id: ID!) { node(id: $id) { __typename id } }"
    assert [ask(query, id=each)["node"]["__typename"] for each in ids] == [
        "Report",
        "Topic",
        "Organisation",
    ]
    for forged in ("", "page:1:en", "page:x:xx", "term:topics:en", "network::en", "page", "x:y:en"):
        assert ask(query, id=forged)["node"] is None


def test_totals_are_counted_only_when_asked_for(home, committed, django_assert_num_queries):
    with committed():
        add_report(library(home), "Report")
    # the schedule 1, entries 1
    with django_assert_num_queries(2):
        ask("{ reports { edges { node { title } } } }")
    with django_assert_num_queries(3):
        assert (
            ask("{ reports { totalCount edges { node { title } } } }")["reports"]["totalCount"] == 1
        )


def test_the_english_entry_of_every_language_is_one_row_a_language(home, committed):
    with committed():
        add_report(library(home), "Report")
    assert Entry.objects.filter(type="report").count() == 4


def body_of_twelve_blocks(image, pages, organisation):
    """Twelve blocks: four images, four teasers, text with links, a quote and organisations."""
    figures = [
        ("figure", {"image": image, "alt": f"Picture {number}", "caption": "", "credit": "Us"})
        for number in range(4)
    ]
    teasers = [("teaser", {"page": page, "text": ""}) for page in pages[:4]]
    link = f'<p>See <a linktype="page" id="{pages[4].pk}">this</a>.</p>'
    return [
        *figures,
        *teasers,
        ("rich_text", link),
        ("heading", {"text": "A heading", "anchor": ""}),
        ("quote", {"text": "Words", "attribution": "A mayor", "role": "", "source_url": ""}),
        ("organisations", {"title": "Partners", "organisations": [organisation]}),
    ]


def test_q3_one_page_with_twelve_blocks_in_six_queries(
    home, committed, publisher, django_assert_num_queries, crowd
):
    from wagtail.images import get_image_model
    from wagtail.images.tests.utils import get_test_image_file

    image = get_image_model().objects.create(title="Picture", file=get_test_image_file())
    with committed():
        shelf = library(home)
        pages = [add_report(shelf, f"Linked {number}") for number in range(5)]
        report = Report(title="Long", report_year=2022)
        report.body = list(body_of_twelve_blocks(image, pages, publisher))
        add(shelf, report)
    crowd("report")
    query = """{ page(path: "/en/library/long/") { title body { __typename html
      ... on FigureBlock { image { alt rendition(preset: LARGE) { url srcset } } }
      ... on TeaserBlock { page { title summary path } }
      ... on OrganisationsBlock { organisations { name } } } } }"""

    # the schedule 1, entry by path 1, its content 1, the pages it leads to 1, organisations 1
    with django_assert_num_queries(5):
        blocks = ask(query)["page"]["body"]
    assert len(blocks) == 12
    teasers = [block for block in blocks if block["__typename"] == "TeaserBlock"]
    assert [block["page"]["title"] for block in teasers] == [
        f"Linked {number}" for number in range(4)
    ]
    assert 'href="/en/library/linked-4/"' in blocks[8]["html"]

    with committed():
        pages[0].unpublish()
        pages[4].unpublish()
    blocks = ask(query)["page"]["body"]
    assert [block["page"]["title"] for block in blocks if block["__typename"] == "TeaserBlock"] == [
        "Linked 1",
        "Linked 2",
        "Linked 3",
    ]
    assert "<p>See this.</p>" in "".join(block["html"] for block in blocks)
