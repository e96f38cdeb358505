"""A library in which everything that can be listed is there more than a hundred times.

One page of each type goes the way of all pages; its catalogue rows are then stretched and copied,
because a hundred publications of each type would take minutes and show nothing more. What rows
hold is numbered from seven million up, so that an internal number in an answer shows.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any
from uuid import uuid4

from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from actions.models import Action, ActionRepository
from courses.models import Course, CourseIndex, Lesson
from hub.blocks.describe import describe_body
from hub.catalogue.description import Description
from hub.catalogue.models import Entry, EntryContent, Facet, Group, Membership
from hub.declarations import page_types
from hub.networks.models import Network, NetworkLabel
from hub.organisations.models import Organisation
from hub.pages.models import Contribution, PageTerm
from hub.terms.enums import Vocabulary
from hub.terms.models import Term, TermLabel, TermMapping
from resources import models
from tests.factories.blocks import body, choices, samples
from tests.site import add, library

MANY = 101
MANY_TERMS = 1001
FIRST_NUMBER = 7_000_000
#: A word of every page, several times.
NEEDLE = "needle"
RESOURCES = [code for code, kind in page_types().items() if kind.family == "resource"]


OPTION = {"value": "one", "text": "Option"}
QUESTION = {
    "name": "one",
    "kind": "one",
    "question": "Which?",
    "options": [OPTION] * MANY,
    "matches": [OPTION] * MANY,
}
QUESTIONNAIRE = {
    "type": "QuestionnaireBlock",
    "id": "questions",
    "html": "",
    "title": None,
    "questions": [QUESTION] * MANY,
}


def one_of_each(home: Page, place: Term, objective: Term, lead: Organisation) -> dict[str, Page]:
    """Publish one page of each type; the keys are the codes of the types."""
    shelf = library(home)
    index = add(home, models.IndexPage(title="Index", lists="events"))
    framework = add(shelf, models.IndicatorFramework(title="Framework"))
    assessment = models.CityAssessment(title="Assessment", place=place, assessment_year=2019)
    repository = add(home, ActionRepository(title="Actions"))
    action = Action(
        title="Action",
        hub_terms=[PageTerm(term=objective)],
        hub_contributions=[Contribution(organisation=lead, role="lead")],
    )
    courses = add(home, CourseIndex(title="Courses"))
    course = add(courses, Course(title="Course"))
    pages = {
        "course_index": courses,
        "course": course,
        "lesson": add(course, Lesson(title="Lesson")),
        "home": home,
        "library": shelf,
        "index": index,
        "information": add(home, models.InformationPage(title="Questions", kind="faq")),
        "update": add(index, models.UpdatePage(title="Update", date="2023-06-20")),
        "event": add(index, models.EventPage(title="Event", starts_at="2023-12-13T09:00:00Z")),
        "priority": add(index, models.PriorityObjectivePage(title="Priority", term=objective)),
        "report": add(shelf, models.Report(title="Report", report_year=2022)),
        "toolkit": add(shelf, models.Toolkit(title="Toolkit")),
        "indicator_framework": framework,
        "city_assessment": add(framework, assessment),
        "programme": add(shelf, models.Programme(title="Programme")),
        "knowledge_platform": add(shelf, models.KnowledgePlatform(title="Platform")),
        "action_repository": repository,
        "action": add(repository, action),
    }
    assert pages.keys() == page_types().keys()
    return pages


class Abundance:
    """Many of everything, beside one page of each type."""

    def __init__(self, home: Page, committed: Any) -> None:
        self.numbers = count(FIRST_NUMBER)
        self.terms = self.make_terms()
        self.organisations = self.make_organisations()
        self.networks = self.make_networks()
        self.map_objectives()
        chosen = choices()
        place = self.terms[Vocabulary.PLACES][0]
        objective = self.terms[Vocabulary.PRIORITY_OBJECTIVES][0]
        with committed():
            self.pages = one_of_each(home, place, objective, self.organisations[0])
        self.described = describe_body(body(*samples(chosen).items()), Description())
        self.paths: dict[str, str] = {}
        for code, page in self.pages.items():
            self.multiply(code, page)
        self.stretch_all()
        if connection.vendor == "postgresql":
            # A site in use has statistics; without them the planner takes thousands for one.
            connection.cursor().execute("ANALYZE")

    def make_terms(self) -> dict[str, list[Term]]:
        """Make many terms of each vocabulary; the countries are the long one."""
        made: dict[str, list[Term]] = {}
        for vocabulary in (Vocabulary.COUNTRIES, *Vocabulary):
            if vocabulary in made:
                continue
            many = MANY_TERMS if vocabulary == Vocabulary.COUNTRIES else MANY
            parent = made[Vocabulary.COUNTRIES][0] if vocabulary == Vocabulary.PLACES else None
            made[vocabulary] = Term.objects.bulk_create(
                Term(
                    pk=next(self.numbers),
                    vocabulary=vocabulary,
                    code=f"{vocabulary}-{number}",
                    order=number,
                    parent=parent,
                )
                for number in range(many)
            )
        for terms in made.values():
            TermLabel.objects.bulk_create(
                TermLabel(pk=next(self.numbers), term=term, locale="en", label=f"Label {term.code}")
                for term in terms
            )
        return made

    def make_organisations(self) -> list[Organisation]:
        country = self.terms[Vocabulary.COUNTRIES][0]
        return Organisation.objects.bulk_create(
            Organisation(
                pk=next(self.numbers),
                slug=f"organisation-{number:03}",
                name=f"Organisation {number}",
                country=country,
            )
            for number in range(MANY)
        )

    def make_networks(self) -> list[Network]:
        networks = Network.objects.bulk_create(
            Network(pk=next(self.numbers), slug=f"network-{number:03}", order=number)
            for number in range(MANY)
        )
        NetworkLabel.objects.bulk_create(
            NetworkLabel(network=network, locale="en", name=f"Name of {network.slug}")
            for network in networks
        )
        return networks

    def map_objectives(self) -> None:
        """Map the first priority objective to many terms of each compact, some by many names."""
        source = self.terms[Vocabulary.PRIORITY_OBJECTIVES][0]
        TermMapping.objects.bulk_create(
            TermMapping(pk=next(self.numbers), source=source, target=target)
            for vocabulary in ("gcm_objectives", "gcr_sections", "focus_areas", "sdgs")
            for target in self.terms[vocabulary]
        )
        TermMapping.objects.bulk_create(
            TermMapping(pk=next(self.numbers), source=source, target=target, printed=target.code)
            for target in self.terms["gcr_sections"]
        )

    def multiply(self, code: str, page: Page) -> None:
        """Copy the group of a page many times, with its entry for readers of English."""
        group = Group.objects.get(translation_key=page.translation_key)
        entry = Entry.objects.get(group=group, locale="en")
        self.paths[code] = entry.path
        facets = list(Facet.objects.filter(group=group).values("name", "value", "is_implied"))
        groups = Group.objects.bulk_create(
            Group(
                pk=next(self.numbers),
                translation_key=uuid4(),
                type=group.type,
                source_locale="en",
                is_dirty=False,
            )
            for _number in range(MANY)
        )
        entries = Entry.objects.bulk_create(self.copies(entry, groups))
        texts = [{"weight": "title", "text": entry.title}]
        texts += [{"weight": "body", "text": f"A {NEEDLE}."}] * 5
        EntryContent.objects.bulk_create(EntryContent(entry=copy, texts=texts) for copy in entries)
        # Each of the copies has a topic of its own, and one that all pages share.
        topics = self.terms[Vocabulary.TOPICS]
        self.give_topic(groups, topics[1:])
        self.give_topic([group, *groups], [topics[0]] * (MANY + 1))
        Facet.objects.bulk_create(
            Facet(pk=next(self.numbers), group=copy, **facet) for copy in groups for facet in facets
        )
        Facet.objects.bulk_create(Facet(group=copy, name="menu", value="main") for copy in groups)
        Membership.objects.bulk_create(
            Membership(pk=next(self.numbers), network=self.networks[0], group=copy, position=place)
            for place, copy in enumerate(groups)
        )

    def give_topic(self, groups: list[Group], topics: list[Term]) -> None:
        Facet.objects.bulk_create(
            Facet(pk=next(self.numbers), group=group, name="topics", value=topic.code)
            for group, topic in zip(groups, topics, strict=False)
        )

    def copies(self, entry: Entry, groups: list[Group]) -> Iterator[Entry]:
        names = [column.attname for column in Entry._meta.concrete_fields]
        values = {name: getattr(entry, name) for name in names}
        for number, group in enumerate(groups):
            unique = {
                "id": next(self.numbers),
                "group_id": group.pk,
                "title": f"{entry.title} {number}",
                "slug": f"{entry.slug}-{number}",
                "path": f"{entry.path}copy-{number}/",
            }
            yield Entry(**values | unique)

    def stretch_all(self) -> None:
        """Make every list of every page of `one_of_each` too long."""
        resources = Group.objects.filter(type__in=RESOURCES, pk__gte=FIRST_NUMBER)
        others = [str(key) for key in resources.values_list("translation_key", flat=True)]
        shared = shared_card(self, others)
        long_body = [stretched(block) for block in self.described]
        teaser = next(block for block in long_body if block["type"] == "TeaserBlock")
        teaser["group"] = others[0]
        long_body += [QUESTIONNAIRE, *[long_body[0]] * MANY]
        for code, page in self.pages.items():
            entry = Entry.objects.get(group__translation_key=page.translation_key, locale="en")
            entry.card = stretched(entry.card) | shared | cards_of_types(self).get(code, {})
            # Before its copies in every order, and of today, because some lists leave out the old.
            entry.sort_date = timezone.localdate()
            entry.updated_at = timezone.now()
            entry.save()
            EntryContent.objects.filter(entry=entry).update(body=long_body)


def stretched(value: Any) -> Any:
    """Repeat what is in a list, and in the lists within it."""
    if isinstance(value, dict):
        return {name: stretched(item) for name, item in value.items()}
    if isinstance(value, list):
        return [stretched(value[0])] * MANY if value else []
    return value


def shared_card(abundance: Abundance, others: list[str]) -> dict[str, Any]:
    file = {"url": "https://example.org/f.pdf", "title": "File", "is_link": True}
    figure = {"value": "50+", "label": "cities", "as_of": None, "source": "Report"}
    organisation = abundance.organisations[0].pk
    terms = {
        vocabulary: [term.pk for term in terms[:MANY]]
        for vocabulary, terms in abundance.terms.items()
    }
    translation = {"locale": "en", "title": "Title", "path": "/en/", "is_outdated": False}
    return {
        "translations": [translation] * MANY,
        "ancestors": others[:MANY],
        "terms": terms,
        "contributions": [
            {"organisation": organisation, "role": role}
            for role in ("publisher", "lead", "partner")
        ]
        * MANY,
        "networks": [network.pk for network in abundance.networks],
        "files": [file | {"languages": ["en"] * MANY}] * MANY,
        "figures": [figure] * MANY,
        "relations": [{"kind": "related", "group": other} for other in others],
    }


def cards_of_types(abundance: Abundance) -> dict[str, dict[str, Any]]:
    place = abundance.terms[Vocabulary.PLACES][0].pk
    part = {"title": "Part", "description": "A part"}
    phase = part | {"code": "one", "starts_on": None, "ends_on": None}
    round_ = {
        "code": "one",
        "title": "Round",
        "eligibility": "Cities",
        "announced_on": None,
        "deadline": None,
        "amount": "1.50",
        "currency": "USD",
        "status": "closed",
    }
    city = {"place_id": place, "phase_code": None, "profile_url": None}
    grant = {"place_id": place, "round_code": None, "amount": None, "currency": "USD"}
    listing = {"showcase": "hlpf-report", "kind": "listing", "published_on": "2023-07-01"}
    lessons = Group.objects.filter(type="lesson", pk__gte=FIRST_NUMBER)
    lesson_keys = [str(key) for key in lessons.values_list("translation_key", flat=True)]
    reports = Group.objects.filter(type="report", pk__gte=FIRST_NUMBER)
    report_keys = [str(key) for key in reports.values_list("translation_key", flat=True)]
    edition = {
        "language": "en",
        "subtitles": ["en"] * MANY,
        "assessments": ["en"] * MANY,
        "url": None,
    }
    run = {"starts_on": "2027-01-05", "ends_on": None, "language": None, "sign_up_url": None}
    return {
        "course": {
            "modules": [part | {"code": "one", "is_compulsory": True}] * MANY,
            "lessons": [{"group": key, "module": "one", "minutes": 1} for key in lesson_keys],
            "materials": report_keys,
            "editions": [edition] * MANY,
            "runs": [run] * MANY,
        },
        "action": {
            "updates": [{"date": "2023-07-01", "text": "Begun"}] * MANY,
            "listings": [listing | {"url": None}] * MANY,
        },
        "library": {"sections": [part | {"types": ["report"] * MANY}] * MANY},
        "event": {"event_languages": ["en"] * MANY},
        "toolkit": {"components": [part] * MANY},
        "indicator_framework": {"dimensions": [part] * MANY},
        "programme": {
            "phases": [phase] * MANY,
            "rounds": [round_] * MANY,
            "partner_cities": [city] * MANY,
            "grants": [grant] * MANY,
        },
        "knowledge_platform": {"offers": ["Courses"] * MANY},
    }
