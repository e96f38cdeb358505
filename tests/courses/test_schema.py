"""Courses in the API: everything the contract promises, in a fixed number of queries."""

import pytest

from courses.models import CourseSession, Lesson
from frontend_schema.schema import schema
from hub.catalogue.models import Entry
from hub.types.context import build_context
from resources.models import LibraryPage, Relation
from tests.courses.making import make_course, make_index, make_lesson
from tests.site import add_report, translate

pytestmark = pytest.mark.django_db

COURSE = """query ($slug: String!, $locale: String) { course(slug: $slug, locale: $locale) {
  title courseKind level effort { minutes iso } pacing cost certificate objectives isFallback
  provider { slug } courseEditions {
    language { code } subtitles { code } assessments { code } url }
  modules { code title isCompulsory lessons { title effort { iso } } }
  runs { startsOn language { code } }
  learningMaterials { title }
} }"""
LIST = "query ($filter: CourseFilter) { courses(filter: $filter) { edges { node { title } } } }"


def ask(query, **variables):
    result = schema.execute_sync(
        query, variable_values=variables, context_value=build_context(None)
    )
    assert not result.errors, result.errors
    return result.data


def test_a_course_tells_everything_the_contract_names(course, committed):
    with committed():
        report = add_report(LibraryPage.objects.get(), "The report")
        report.relations = [Relation(kind="learning_material_of", target=course)]
        report.save_revision().publish()

    found = ask(COURSE, slug="the-mooc")["course"]

    assert found == {
        "title": "The MOOC",
        "courseKind": "MOOC",
        "level": None,
        "effort": {"minutes": 135, "iso": "PT2H15M"},
        "pacing": "UNKNOWN",
        "cost": "UNKNOWN",
        "certificate": "UNKNOWN",
        "objectives": "Know them.",
        "isFallback": False,
        "provider": {"slug": "uclg"},
        "courseEditions": [
            {
                "language": {"code": "en"},
                "subtitles": [{"code": "fr"}],
                "assessments": [{"code": "en"}, {"code": "es"}],
                "url": None,
            }
        ],
        "modules": [
            {
                "code": "core",
                "title": "Core",
                "isCompulsory": True,
                "lessons": [
                    {"title": "First", "effort": {"iso": "PT1H"}},
                    {"title": "Second", "effort": {"iso": "PT30M"}},
                ],
            },
            {
                "code": "more",
                "title": "More",
                "isCompulsory": False,
                "lessons": [{"title": "Third", "effort": {"iso": "PT45M"}}],
            },
        ],
        "runs": [],
        "learningMaterials": [{"title": "The report"}],
    }


def test_a_translated_course_has_the_facts_of_its_source_and_its_own_words(course, committed):
    with committed():
        french = translate(course, "fr", title="Le MOOC", objectives="Les connaître.")
        french.effort_minutes = 5
        french.save_revision().publish()

    found = ask(COURSE, slug=french.slug, locale="fr")["course"]

    assert (found["title"], found["objectives"]) == ("Le MOOC", "Les connaître.")
    assert found["effort"]["minutes"] == 135
    assert found["modules"][0]["title"] == "Core"
    assert ask(COURSE, slug="the-mooc", locale="es")["course"]["isFallback"] is True


FILTERED = [
    ({"courseLanguage": {"in": ["en"]}}, {"The MOOC"}),
    ({"subtitleLanguage": {"in": ["en"]}}, set()),
    ({"subtitleLanguage": {"in": ["fr"]}}, {"The MOOC"}),
    ({"assessmentLanguage": {"in": ["es"]}}, {"The MOOC"}),
    ({"effortUpTo": 134}, {"Short"}),
    ({"effortUpTo": 135}, {"The MOOC", "Short"}),
    ({"kind": ["WEBINAR_SERIES"]}, {"Short"}),
    ({"level": ["ADVANCED"]}, {"Short"}),
    ({"pacing": ["DATED"]}, {"Short"}),
    ({"certificate": ["AWARDED"]}, {"Short"}),
    ({"cost": ["FREE"]}, {"Short"}),
    ({"provider": {"in": ["uclg"]}}, {"The MOOC"}),
    ({"not": {"provider": {"in": ["uclg"]}}}, {"Short", "Unknown"}),
]


def test_courses_are_filtered(course, committed):
    with committed():
        index = course.get_parent().specific
        own = {"kind": "webinar_series", "level": "advanced", "pacing": "dated", "cost": "free"}
        own |= {"effort_minutes": 40, "certificate": "awarded", "editions": []}
        make_course(index, "Short", sessions=[CourseSession(starts_on="2026-12-01")], **own)
        make_course(index, "Unknown", kind="e_course", editions=[])

    for filter, titles in FILTERED:
        edges = ask(LIST, filter=filter)["courses"]["edges"]
        assert {edge["node"]["title"] for edge in edges} == titles, filter


def test_an_effort_below_zero_is_refused_in_words(course):
    result = schema.execute_sync(
        LIST, variable_values={"filter": {"effortUpTo": -1}}, context_value=build_context(None)
    )

    assert "not below zero" in str(result.errors[0])


def minutes():
    return Entry.objects.get(type="course", locale="en").card["minutes"]


def test_the_effort_follows_the_lessons(course, committed):
    first = Lesson.objects.get(title="First")
    with committed():
        first.minutes = 10
        first.save_revision().publish()
    assert minutes() == 85

    with committed():
        first.unpublish()
    assert minutes() == 75

    with committed():
        Lesson.objects.get(title="Second").delete()
    assert minutes() == 45

    with committed():
        other = make_course(course.get_parent().specific, "Other")
        Lesson.objects.get(title="Third").move(other, pos="last-child")
    found = Entry.objects.filter(type="course", locale="en")
    assert {entry.title: entry.card["minutes"] for entry in found} == {"The MOOC": 0, "Other": 45}


def test_a_stated_effort_wins(course, committed):
    with committed():
        course.effort_minutes = 180
        course.save_revision().publish()

    assert minutes() == 180


def test_a_draft_of_a_lesson_changes_nothing(course, committed):
    before = Entry.objects.get(type="course", locale="en").group.version
    with committed():
        lesson = Lesson.objects.get(title="First")
        lesson.minutes = 500
        lesson.save_revision()

    assert Entry.objects.get(type="course", locale="en").group.version == before


@pytest.mark.parametrize("count", [1, 12])
def test_a_list_of_courses_with_their_lessons_costs_the_same_for_any_number(
    home, committed, django_assert_num_queries, count
):
    with committed():
        index = make_index(home)
        for number in range(count):
            made = make_course(index, f"Course {number}")
            make_lesson(made, "One", module_code="core", minutes=5)
    query = """{ courses(first: 50) { edges { node {
      title modules { title lessons { title course { title } } }
      learningMaterials { title } } } } }"""
    context = build_context(None)

    with django_assert_num_queries(3):  # the list, all lessons, all courses of lessons
        result = schema.execute_sync(query, context_value=context)

    assert not result.errors
    assert len(result.data["courses"]["edges"]) == count


def test_resources_list_courses_too(course):
    query = "{ resources(filter: {kind: [COURSE]}) { edges { node { __typename title } } } }"

    assert ask(query)["resources"]["edges"] == [
        {"node": {"__typename": "Course", "title": "The MOOC"}}
    ]


def test_a_lesson_is_a_page_with_typed_blocks(lesson):
    query = """query ($path: String!) { page(path: $path) { ... on Lesson {
      title moduleCode course { title } body { __typename html ... on QuestionnaireBlock {
        title questions { question kind options { text } matches { text } } } } } } }"""
    path = Entry.objects.get(type="lesson", title="Third", locale="en").path

    found = ask(query, path=path)["page"]

    assert (found["moduleCode"], found["course"]["title"]) == ("more", "The MOOC")
    (block,) = found["body"]
    assert block["__typename"] == "QuestionnaireBlock"
    assert [one["kind"] for one in block["questions"]] == [
        "ONE",
        "SEVERAL",
        "MATCHING",
        "ORDERING",
        "TEXT",
    ]
    assert {one["text"] for one in block["questions"][2]["matches"]} == {
        "Ghana",
        "Ecuador",
        "France",
    }
