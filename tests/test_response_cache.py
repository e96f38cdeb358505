"""What is kept of answers: for everyone the same, one look-up and one read, and always true."""

import gzip
import json
import threading
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from wagtail.models import PageViewRestriction

from hub import response_cache
from hub.accounts.tokens import issue_token
from hub.catalogue.generation import bump_generation, generation
from hub.response_cache import public_version, respond
from search.delivery import deliver
from search.models import Synonym
from tests.actions.people import commit, make_organisation
from tests.site import add_report, library, translate

REPORTS = "{ reports(first: 5) { totalCount edges { node { title path } } } }"
SEARCH = "query($q: String!) { search(query: $q) { edges { node { page { title } } } } }"
ONE_READ = 1  # the content generation, by its primary key


@pytest.fixture(autouse=True)
def kept(kept_answers, home, committed):
    """Keep answers, about a site with one report in two languages."""
    with committed():
        report = add_report(library(home), "Report on cities", slug="cities", summary="Long " * 200)
        translate(report, "fr", title="Rapport")
    while deliver():
        continue
    return report


def ask(query=REPORTS, client=None, **variables):
    body = json.dumps({"query": query, "variables": variables})
    return (client or Client()).post("/graphql/", body, content_type="application/json")


def titles(response):
    (data,) = response.json()["data"].values()
    nodes = [edge["node"] for edge in data["edges"]]
    return [node.get("page", node)["title"] for node in nodes]


@pytest.mark.parametrize(
    "query", [REPORTS, SEARCH, "{ topics { label } }", "{ statistics { name } }"]
)
def test_a_repeated_query_costs_one_read(query, django_assert_num_queries):
    variables = {"q": "cities"} if "$q" in query else {}
    first = ask(query, **variables)
    assert "errors" not in first.json()
    with django_assert_num_queries(ONE_READ):
        again = ask(query, **variables)
    assert again.content == first.content
    assert again["X-Request-Id"] != first["X-Request-Id"]
    assert again["Cache-Control"] == "no-cache, public"


def test_what_differs_is_another_answer(kept, django_assert_num_queries):
    query = "query($l: String) { reports(locale: $l) { edges { node { title } } } }"
    assert titles(ask(query, l="fr")) == ["Rapport"]
    assert titles(ask(query, l="en")) == ["Report on cities"]
    assert titles(ask(query)) == ["Report on cities"]
    with django_assert_num_queries(ONE_READ):
        assert titles(ask(query, l="fr")) == ["Rapport"]


def test_a_page_is_one_read_too(django_assert_num_queries):
    first = Client().get("/en/library/cities/")
    with django_assert_num_queries(ONE_READ):
        again = Client().get("/en/library/cities/")
    assert (again.status_code, again.content) == (200, first.content)
    assert (again["Content-Language"], again["Content-Type"]) == ("en", "text/html; charset=utf-8")
    assert "Accept-Encoding" in again["Vary"]


def test_a_publication_is_in_the_next_answer(kept, committed):
    assert titles(ask()) == ["Report on cities"]
    assert b"Report on cities" in Client().get("/en/library/cities/").content
    kept.title = "Report on towns"
    with committed():
        kept.save_revision().publish()
    assert titles(ask()) == ["Report on towns"]
    assert b"Report on towns" in Client().get("/en/library/cities/").content
    with committed():
        PageViewRestriction.objects.create(page=kept, restriction_type="login")
    assert titles(ask()) == []
    assert Client().get("/en/library/cities/").status_code == 302


def test_what_ends_by_the_clock_is_not_kept_beyond_it(kept, committed):
    kept.expire_at = timezone.now() + timedelta(minutes=1)
    with committed():
        kept.save_revision().publish()
    assert titles(ask()) == ["Report on cities"]
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert titles(ask()) == []


def test_a_search_is_kept_when_every_engine_has_all(kept, committed, django_assert_num_queries):
    kept.title = "Report on towns"
    with committed():
        kept.save_revision().publish()
    behind = titles(ask(SEARCH, q="towns"))
    assert behind == []
    while deliver():
        continue
    with time_machine.travel(timezone.now() + timedelta(seconds=response_cache.NOT_KEPT_SECONDS)):
        assert titles(ask(SEARCH, q="towns")) == ["Report on towns"]
        with django_assert_num_queries(ONE_READ):
            assert titles(ask(SEARCH, q="towns")) == ["Report on towns"]
        Synonym.objects.create(concept="towns", locale="en", preferred="towns", variants="burgs")
        assert titles(ask(SEARCH, q="burgs")) == ["Report on towns"]


@pytest.mark.parametrize("is_with_token", [False, True])
def test_what_concerns_a_person_is_kept_for_nobody(is_with_token):
    people = [
        get_user_model().objects.create_user(name, f"{name}@example.org", "secret")
        for name in ("first", "second")
    ]
    seen = []
    for person in people:
        client = Client()
        if is_with_token:
            client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {issue_token(person)[1]}"
        else:
            client.force_login(person)
        response = ask("{ viewer { name } reports { totalCount } }", client)
        assert response["Cache-Control"] == "no-store"
        seen.append(response.json()["data"]["viewer"])
        assert titles(ask(client=client)) == ["Report on cities"]
    assert ask("{ viewer { name } reports { totalCount } }").json()["data"]["viewer"] is None


def a_synonym():
    return Synonym.objects.create(concept="towns", locale="en", preferred="towns", variants="burgs")


def a_commitment():
    return commit(make_organisation("Exampleville"))


@pytest.mark.parametrize("make", [a_synonym, a_commitment])
def test_rows_that_answers_are_read_from_end_them(make):
    seen = [public_version()]
    row = make()
    seen.append(public_version())
    row.save()
    seen.append(public_version())
    row.delete()
    seen.append(public_version())
    assert len(set(seen)) == len(seen)


def test_an_error_is_kept_for_nobody(kept, committed):
    query = "query($l: String) { reports(locale: $l) { totalCount } }"
    for _time in range(2):
        response = ask(query, l="xx")
        assert response.json()["errors"]
        assert response["Cache-Control"] == "no-store"


def test_who_has_the_answer_is_told_so_in_304():
    address = "/graphql/?query={topics{label}}"
    first = Client().get(address)
    again = Client().get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    bump_generation()  # something else changed, and the words are the same
    assert Client().get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    path = "/en/library/cities/"
    tag = Client().get(path)["ETag"]
    assert Client().get(path, headers={"If-None-Match": tag}).status_code == 304


def test_an_answer_is_compressed_for_those_who_can_read_it():
    plain = Client().get("/en/library/cities/")
    small = Client().get("/en/library/cities/", headers={"Accept-Encoding": "gzip, br"})
    assert small["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.content) == plain.content
    assert "Content-Encoding" not in plain
    assert len(small.content) < len(plain.content) / 2


def test_of_many_who_ask_at_once_one_makes_the_answer():
    made = []
    is_asked, may_go_on = threading.Event(), threading.Event()

    def make():
        made.append(threading.get_ident())
        is_asked.set()
        may_go_on.wait(5)
        return HttpResponse("answer"), True

    answers = []
    request = RequestFactory().get("/")

    def ask_once():
        answers.append(respond(request, "version", ["key"], make).content)

    threads = [threading.Thread(target=ask_once) for _number in range(6)]
    for thread in threads:
        thread.start()
    assert is_asked.wait(5)
    may_go_on.set()
    for thread in threads:
        thread.join(10)
    assert (len(made), answers) == (1, [b"answer"] * 6)


def test_nobody_waits_for_an_answer_that_is_not_kept():
    request = RequestFactory().get("/")
    made = []

    def fail():
        made.append("failed")
        raise LookupError

    with pytest.raises(LookupError):
        respond(request, "version", ["key"], fail)
    for number in range(3):
        made.append(number)
        answer = respond(request, "version", ["key"], lambda: (HttpResponse(f"{made[-1]}"), False))
        assert answer.content == f"{number}".encode()


def test_a_page_whose_template_looks_at_the_visitor_is_kept_for_nobody(settings, tmp_path):
    folder = tmp_path / "hub"
    folder.mkdir()
    (folder / "page.html").write_text("{{ user.username }}|{{ title }}")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    person = get_user_model().objects.create_user("somebody")
    client = Client()
    client.force_login(person)
    assert client.get("/en/library/cities/").content.startswith(b"somebody|")
    assert Client().get("/en/library/cities/").content.startswith(b"|")


def test_a_version_never_comes_twice():
    """A number does: after a transaction that was rolled back, or a backup that was restored."""
    from django.db import transaction

    before = generation()
    with transaction.atomic():
        bump_generation()
        lost = public_version()
        transaction.set_rollback(True)
    bump_generation()
    assert generation().number == before.number + 1
    assert public_version() != lost


def test_a_site_without_such_a_cache_makes_each_answer(settings, kept, django_assert_num_queries):
    settings.CACHES = {"default": settings.CACHES["default"]}
    assert titles(ask()) == titles(ask()) == ["Report on cities"]
    assert "Cache-Control" in ask()
