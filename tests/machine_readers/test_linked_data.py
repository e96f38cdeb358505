"""What single pages say of themselves to machines, to the letter."""

from datetime import UTC, datetime
from datetime import date as day

import pytest
from bs4 import BeautifulSoup
from django.test import RequestFactory

from courses.models import CourseEdition, CourseSession
from hub.media.models import PageFile
from hub.pages.models import Contribution, PageTerm
from resources.models import EventPage, IndexPage, UpdatePage
from tests.factories.hub import OrganisationFactory, TermFactory
from tests.site import add, add_report, library, translate

from .schema_org import problems

BASE = "http://127.0.0.1:8000"
REPORT = "/en/library/report/"
SITE = {"@type": "WebSite", "name": "Local Action Hub", "url": f"{BASE}/"}


@pytest.fixture
def report(home, committed):
    city = OrganisationFactory(
        name="Accra", acronym="AMA", kind="local_government", website="https://accra.example/"
    )
    fund = OrganisationFactory(name="A fund", acronym="", kind="fund", website="")
    with committed():
        return add_report(
            library(home),
            "Report",
            summary="What cities did.",
            official_title="The report, in full",
            number="R 7",
            issued_on=day(2023, 12, 13),
            licence="cc-by-4.0",
            hub_terms=[PageTerm(term=TermFactory(vocabulary="topics", labels={"en": "Health"}))],
            hub_contributions=[
                Contribution(organisation=city, role="publisher"),
                Contribution(organisation=fund, role="funder"),
                Contribution(organisation=city, role="lead"),
            ],
            hub_files=[
                PageFile(title="Elsewhere", languages=["en"], link_url="https://example.org/x")
            ],
        )


def test_a_report_says_what_it_is_who_made_it_and_where_it_stands(report, linked_data):
    thing, crumbs = linked_data(REPORT)

    accra = {
        "@type": "GovernmentOrganization",
        "name": "Accra",
        "alternateName": "AMA",
        "url": "https://accra.example/",
    }
    assert thing.pop("dateModified").startswith(report.last_published_at.date().isoformat())
    assert thing == {
        "@type": "Report",
        "@id": f"{BASE}{REPORT}",
        "url": f"{BASE}{REPORT}",
        "name": "Report",
        "alternateName": ["The report, in full"],
        "description": "What cities did.",
        "inLanguage": "en",
        "reportNumber": "R 7",
        "datePublished": "2023-12-13",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "keywords": ["Health"],
        "publisher": [accra],
        "contributor": [accra],
        "funder": [{"@type": "Organization", "name": "A fund"}],
        "isPartOf": SITE,
    }
    assert crumbs == {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": BASE + path}
            for place, name, path in (
                (1, "Home", "/en/"),
                (2, "Library", "/en/library/"),
                (3, "Report", REPORT),
            )
        ],
    }


def test_the_head_has_dublin_core_and_open_graph(report, read):
    page = read(REPORT)

    core = [
        (tag["name"], tag["content"])
        for tag in page.find_all("meta", attrs={"name": lambda name: name and "DC." in name})
    ]
    assert core == [
        ("DC.title", "Report"),
        ("DC.creator", "Accra"),
        ("DC.publisher", "Accra"),
        ("DC.date", "2023-12-13"),
        ("DC.identifier", f"{BASE}{REPORT}"),
        ("DC.type", "Report"),
        ("DC.description", "What cities did."),
        ("DC.subject", "Health"),
        ("DC.rights", "https://creativecommons.org/licenses/by/4.0/"),
        ("DC.language", "en"),
    ]
    graph = {tag["property"]: tag["content"] for tag in page.find_all("meta", property=True)}
    assert graph == {
        "og:title": "Report",
        "og:type": "article",
        "og:url": f"{BASE}{REPORT}",
        "og:description": "What cities did.",
        "og:image": f"{BASE}/en/feeds/{report.translation_key}.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Report",
        "og:locale": "en",
        "og:site_name": "Local Action Hub",
    }


def test_a_fallback_tells_machines_of_the_text_and_not_of_what_is_around_it(report, linked_data):
    (thing, _crumbs) = linked_data(f"{REPORT}?lang=ar")

    assert (thing["url"], thing["inLanguage"], thing["keywords"]) == (
        f"{BASE}{REPORT}",
        "en",
        ["Health"],
    )


def test_no_text_leaves_the_element_it_stands_in(home, committed, client, linked_data):
    title = "</script><script>alert(1)</script> & <!--"
    with committed():
        add_report(library(home), title, slug="report")

    html = client.get(REPORT).content.decode()

    assert "<script>" not in html
    assert html.count("</script>") == 1
    assert linked_data(REPORT)[0]["name"] == title


def test_an_event_says_when_where_and_who(home, committed, linked_data):
    with committed():
        index = add(home, IndexPage(title="Events", lists="events"))
        add(
            index,
            EventPage(
                title="Meeting",
                starts_at=datetime(2027, 3, 4, 9, tzinfo=UTC),
                ends_at=datetime(2027, 3, 4, 17, tzinfo=UTC),
                venue="Accra",
                is_online=True,
                sign_up_url="https://example.org/sign-up",
                event_languages=["en", "fr"],
            ),
        )
        add(index, EventPage(title="Some day"))

    meeting = linked_data("/en/events/meeting/")[0]

    assert meeting == {
        "@type": "Event",
        "@id": f"{BASE}/en/events/meeting/",
        "url": f"{BASE}/en/events/meeting/",
        "name": "Meeting",
        "inLanguage": ["en", "fr"],
        "startDate": "2027-03-04T09:00:00+00:00",
        "endDate": "2027-03-04T17:00:00+00:00",
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "location": [
            {"@type": "Place", "name": "Accra", "address": "Accra"},
            {"@type": "VirtualLocation", "url": "https://example.org/sign-up"},
        ],
        "organizer": [{"@type": "Organization", "name": "Local Action Hub", "url": f"{BASE}/"}],
    }
    assert linked_data("/en/events/some-day/")[0]["@type"] == "WebPage"  # of which nobody says when


def test_an_update_is_an_article_of_its_day(home, committed, linked_data):
    with committed():
        index = add(home, IndexPage(title="Updates", lists="updates"))
        add(index, UpdatePage(title="News", date=day(2024, 5, 6)))

    thing = linked_data("/en/updates/news/")[0]
    assert (thing["@type"], thing["headline"], thing["datePublished"]) == (
        "Article",
        "News",
        "2024-05-06",
    )
    assert linked_data("/en/updates/")[0]["@type"] == "CollectionPage"


def test_a_course_has_an_instance_for_each_session_or_else_each_language(
    course, committed, linked_data
):
    path = "/en/courses/the-mooc/"
    with committed():
        course.editions = [CourseEdition(language="fr", url="https://example.org/cours")]
        course.cost, course.certificate = "free", "awarded"
        course.save_revision().publish()
    taken_any_time = linked_data(path)[0]
    with committed():
        course.sessions = [CourseSession(starts_on=day(2027, 1, 5), language="es")]
        course.save_revision().publish()
    dated = linked_data(path)[0]

    assert problems(dated) == []
    assert (dated["isAccessibleForFree"], dated["timeRequired"]) == (True, "PT2H15M")
    assert taken_any_time["hasCourseInstance"] == [
        {
            "@type": "CourseInstance",
            "courseMode": "online",
            "courseWorkload": "PT2H15M",
            "inLanguage": "fr",
            "url": "https://example.org/cours",
        }
    ]
    assert dated["hasCourseInstance"] == [
        {
            "@type": "CourseInstance",
            "courseMode": "online",
            "courseWorkload": "PT2H15M",
            "startDate": "2027-01-05",
            "inLanguage": "es",
            "url": BASE + path,
        }
    ]


def test_a_draft_is_for_people_alone(report, admin_user):
    request = RequestFactory().get("/")
    request.user = admin_user
    page = BeautifulSoup(report.make_preview_request(request).content, "html.parser")

    assert page.find("script", type="application/ld+json") is None
    assert page.find("meta", property="og:title") is None


def test_hidden_pages_are_in_no_trail_and_no_cluster(report, committed, linked_data, read):
    with committed():
        french = translate(report, "fr", title="Canari")
    with committed():
        french.unpublish()
    with committed():
        report.get_parent().unpublish()

    assert [step["name"] for step in linked_data(REPORT)[1]["itemListElement"]] == [
        "Home",
        "Report",
    ]
    assert read(REPORT).find("link", hreflang=True) is None
    assert "Canari" not in str(read(REPORT))


def test_the_rules_find_what_is_wrong():
    wrong = {
        "@type": "Course",
        "name": "",
        "url": "/course/",
        "description": "x",
        "inLanguage": "en",
        "startDate": "2027-01-01",
        "provider": [{"@type": "Place", "name": "Accra"}],
        "hasCourseInstance": {
            "@type": "CourseInstance",
            "courseMode": "online",
            "courseWorkload": "P",
        },
    }

    assert problems(wrong) == [
        "Course.name: ''",
        "Course.url: '/course/'",
        "Course: has no startDate",
        "Course.provider: is a Place",
        "Course.hasCourseInstance.CourseInstance: without inLanguage",
        "Course.hasCourseInstance.CourseInstance.courseWorkload: 'P'",
    ]
    assert problems({"@type": "Cource"}) == ["Cource: no such type"]
