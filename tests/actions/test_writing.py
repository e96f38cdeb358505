"""Writing in the browser: saved as it is typed or by a button, and nobody's words are lost."""

import gzip
import json
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

import actions
from actions.enums import ReviewState
from actions.forms import SectionForm, mark_of
from actions.models import Draft
from actions.questions import ASKED, LONGEST_TEXT, Section, questions
from actions.services.drafts import save_draft, start_draft
from actions.services.submitting import submit_draft, withdraw_draft
from hub.terms.models import Term, TermMapping
from resources.models import HomePage, IndexPage, PriorityObjectivePage
from tests.actions.people import READY
from tests.site import add

PEOPLE = ("anonymous", "stranger", "former", "viewer", "contributor", "owner", "reviewer")


@pytest.fixture
def draft(city):
    return start_draft(city.owner, city.organisation, locale="en")


def path(name, *args, language="en"):
    with override(language):
        return reverse(name, args=args)


def log_in(client, city, name):
    if name != "anonymous":
        client.force_login(getattr(city, name))
    return client


def hidden(response, name):
    """Return the value of a hidden field, as a browser would send it."""
    found = response.context
    return {"version": found["draft"].version, "seen": found["seen"]}[name]


def form_data(response, **changes):
    """Return what a browser without JavaScript sends for a section page."""
    data = {"version": hidden(response, "version"), "seen": hidden(response, "seen")}
    for row in response.context["rows"]:
        data[row["question"].key] = row["field"].value()
    return {key: value for key, value in (data | changes).items() if value not in (None, False)}


def autosave(client, draft, version, language="en", **changes):
    return client.post(
        path("action_save", draft.key, language=language),
        json.dumps({"version": version, "changes": changes}),
        content_type="application/json",
    )


@pytest.mark.parametrize(
    ("language", "heading", "saved"),
    [("en", "A new action", "Saved at"), ("fr", "A new action", "Saved at")],
)
def test_an_officer_writes_every_section_without_javascript(client, city, language, heading, saved):
    log_in(client, city, "owner")

    page = client.get(path("action_start", language=language))
    started = client.post(
        path("action_start", language=language),
        {"organisation": city.organisation.pk, "locale": "fr"},
    )
    draft = Draft.objects.get()

    assert page.status_code == 200
    assert (draft.locale, draft.organisation) == ("fr", city.organisation)
    assert started.url == path("action_section", draft.key, "organisation", language=language)
    for place, section in enumerate(Section):
        address = path("action_section", draft.key, section, language=language)
        answers = {one.key: READY[one.key] for one in ASKED[section] if one.key in READY}
        opened = client.get(address)
        answer = client.post(address, form_data(opened, go="next", **answers))
        following = list(Section)[place + 1 : place + 2]
        expected = (
            path("action_section", draft.key, following[0], language=language)
            if following
            else path("action_overview", draft.key, language=language)
        )
        assert (opened.status_code, answer.status_code, answer.url) == (200, 302, expected)
    draft.refresh_from_db()
    kept = {key: draft.answers[key] for key in READY}
    assert kept == {
        key: value.strip() if isinstance(value, str) else value for key, value in READY.items()
    }
    overview = client.get(path("action_overview", draft.key, language=language))
    assert (overview.context["missing"], overview.context["done"]) == ([], 13)


def test_a_section_shows_guidance_and_keeps_what_is_wrong(client, city, draft):
    log_in(client, city, "owner")
    address = path("action_section", draft.key, "time-and-place")
    opened = client.get(address)

    answer = client.post(address, form_data(opened, starts_on="next spring", go="stay"))
    page = client.get(address)

    assert (answer.status_code, answer.url) == (302, address)
    assert Draft.objects.get().answers["starts_on"] == "next spring"
    html = page.content.decode()
    assert 'aria-describedby="starts_on-guidance starts_on-problems"' in html
    assert 'value="next spring"' in html
    assert "Please write a date." in html
    assert "Please choose: Countries." not in html
    strict = client.get(f"{address}?missing").content.decode()
    assert "Please choose: Countries." in strict


def test_figures_have_three_empty_rows_and_keep_the_filled_ones(client, city, draft):
    log_in(client, city, "owner")
    address = path("action_section", draft.key, "results")
    opened = client.get(address)
    rows = {
        "figures-value": ["120", "", ""],
        "figures-label": ["people in training", "", ""],
        "figures-as_of": ["2025-06-30", "", ""],
    }

    data = form_data(opened, go="stay")
    data.pop("figures", None)
    client.post(address, data | rows)

    figure = {"value": "120", "label": "people in training", "as_of": "2025-06-30"}
    assert opened.content.decode().count('name="figures-value"') == 3
    assert Draft.objects.get().answers["figures"] == [figure]
    assert client.get(address).content.decode().count('name="figures-value"') == 4


def test_every_question_has_a_field_with_its_words(city):
    for section in Section:
        form = SectionForm(section, locale="en", answers={})
        assert list(form.fields) == [question.key for question in ASKED[section]]
        assert [str(field.label) for field in form.fields.values()] == [
            str(question.label) for question in ASKED[section]
        ]


def test_a_value_that_is_not_offered_any_more_is_not_dropped_by_saving(client, city, draft):
    save_draft(city.owner, draft.key, changes={"target_groups": ["migrants", "gone"]}, version=1)
    log_in(client, city, "owner")
    address = path("action_section", draft.key, "people")

    client.post(address, form_data(client.get(address), people_in_particular="Children"))

    answers = Draft.objects.get().answers
    assert (answers["target_groups"], answers["people_in_particular"]) == (
        ["migrants", "gone"],
        "Children",
    )


# Two people ---------------------------------------------------------------------------------------


def test_a_field_that_was_not_touched_is_never_a_conflict(client, city, draft):
    log_in(client, city, "owner")
    address = path("action_section", draft.key, "action")
    opened = client.get(address)
    save_draft(city.contributor, draft.key, changes={"summary": "Theirs"}, version=1)

    answer = client.post(address, form_data(opened, title="Mine", go="stay"))

    answers = Draft.objects.get().answers
    assert (answer.status_code, answers["title"], answers["summary"]) == (302, "Mine", "Theirs")


@pytest.mark.parametrize(
    ("choice", "kept"), [("theirs", "Theirs"), ("mine", "Both"), ("", "Theirs")]
)
def test_both_texts_are_shown_and_one_is_chosen(client, city, draft, choice, kept):
    log_in(client, city, "owner")
    address = path("action_section", draft.key, "action")
    opened = client.get(address)
    save_draft(city.contributor, draft.key, changes={"title": "Theirs"}, version=1)

    clash = client.post(address, form_data(opened, title="Mine", summary="New", go="next"))
    html = clash.content.decode()

    assert clash.status_code == 409
    assert '<blockquote dir="auto">Theirs</blockquote>' in html
    assert 'value="Mine"' in html
    answers = Draft.objects.get().answers
    assert (answers["title"], answers["summary"]) == ("Theirs", "New")

    data = form_data(clash, title="Both", conflict="title", **{"choice-title": choice})
    decided = client.post(address, data)

    assert decided.status_code == (302 if choice else 409)
    assert Draft.objects.get().answers["title"] == kept


# Saving as it is typed ----------------------------------------------------------------------------


def test_a_typed_answer_is_saved_within_five_queries(
    client, city, draft, django_assert_max_num_queries
):
    log_in(client, city, "contributor")

    # Session, person, draft with the role, update, terms and organisations for the checks.
    with django_assert_max_num_queries(5):
        answer = autosave(client, draft, 1, title="A desk", starts_on="soon")

    sent = answer.json()
    assert answer.status_code == 200
    assert Draft.objects.get().answers["title"] == "A desk"
    assert (sent["version"], sent["conflicts"], sent["theirs"]) == (2, {}, {})
    assert sent["problems"] == {"title": [], "starts_on": ["Please write a date."]}
    assert sent["seen"] == {"title": mark_of("A desk"), "starts_on": mark_of("soon")}
    assert sent["said"].startswith("Saved at ")
    assert "4 of 13 required answers" in sent["aside"]
    assert "Please say when the action starts." in sent["aside"]


def test_an_answer_to_what_was_asked_is_saved_within_six_queries(
    client, city, draft, django_assert_max_num_queries
):
    save_draft(city.owner, draft.key, changes=READY, version=1)
    submit_draft(city.owner, draft.key, key=uuid4(), version=2)
    Draft.objects.update(state=ReviewState.CHANGES_REQUESTED)
    log_in(client, city, "contributor")

    # As above, and its submissions.
    with django_assert_max_num_queries(6):
        answer = autosave(client, draft, 2, title="Changed as asked")

    assert answer.status_code == 200


def test_the_panel_follows_what_is_typed(client, city, draft):
    log_in(client, city, "owner")
    year = timezone.localdate().year

    answer = autosave(client, draft, 1, starts_on=f"{year - 1}-01-01", target_groups=["migrants"])

    aside = answer.json()["aside"]
    assert "Actions for migrants only are not considered for the refugee compact." in aside
    assert "It is for people whom this compact is about." in aside


def test_an_autosave_tells_conflicts_and_what_others_changed(client, city, draft):
    save_draft(
        city.owner, draft.key, changes={"title": "Theirs", "summary": "Theirs too"}, version=1
    )
    log_in(client, city, "contributor")

    sent = autosave(client, draft, 1, title="Mine", website="https://city.example").json()

    assert sent["conflicts"] == {"title": "Theirs"}
    assert sent["theirs"] == {"summary": "Theirs too"}
    assert sent["version"] == 3
    assert Draft.objects.get().answers["title"] == "Theirs"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{",
        '{"version": 1}',
        '{"version": "1", "changes": {}}',
        '{"version": true, "changes": {}}',
        '{"version": 99, "changes": {"title": "x"}}',
        "[" * 100_000,
    ],
)
def test_what_our_page_never_sends_is_refused_in_words(client, city, draft, body):
    log_in(client, city, "owner")

    answer = client.post(path("action_save", draft.key), body, content_type="application/json")

    assert answer.status_code == 400
    assert answer.json()["said"]
    assert Draft.objects.get().version == 1


def test_one_refused_answer_holds_back_no_other(client, city, draft):
    log_in(client, city, "owner")
    long = "x" * (LONGEST_TEXT + 1)

    sent = autosave(client, draft, 1, title="A desk", description=long, colour="red", website=7)

    answer = sent.json()
    assert (sent.status_code, answer["version"]) == (200, 2)
    assert answer["refused"] == {
        "description": ["This text has more than 20000 characters."],
        "colour": ["There is no such question."],
        "website": ["This is not an answer to the question."],
    }
    assert answer["seen"] == {"title": mark_of("A desk")}
    assert answer["problems"] == {"title": []}
    assert Draft.objects.get().answers["title"] == "A desk"
    assert "description" not in Draft.objects.get().answers


def test_without_javascript_a_refused_answer_stays_in_its_field(client, city, draft):
    log_in(client, city, "owner")
    address = path("action_section", draft.key, "action")
    long = "x" * (LONGEST_TEXT + 1)
    data = form_data(client.get(address), title="A desk", description=long)

    page = client.post(address, data)

    assert page.status_code == 400
    assert Draft.objects.get().answers["title"] == "A desk"
    row = next(row for row in page.context["rows"] if row["question"].key == "description")
    assert row["problems"] == ["This text has more than 20000 characters."]
    assert row["field"].value() == long
    # Shortened, it is taken, without a conflict with what was saved at the same time.
    again = client.post(address, form_data(page, description="Short", go="stay"))
    assert again.status_code == 302
    assert Draft.objects.get().answers["description"] == "Short"


def test_more_than_all_answers_can_hold_is_refused_in_words(client, city, draft):
    log_in(client, city, "owner")

    answer = autosave(client, draft, 1, title="x" * 1_000_001)

    assert answer.status_code == 413
    assert answer.json() == {"said": "This text is too long to be kept. Please shorten it."}


def test_an_expired_session_is_told_and_changes_nothing(client, city, draft):
    log_in(client, city, "owner")
    client.logout()

    answer = autosave(client, draft, 1, title="Kept in the browser")
    page = client.post(path("action_section", draft.key, "action"), {"title": "x"})

    assert answer.status_code == 401
    assert answer.json() == {"said": "You are no longer logged in. What you wrote is kept here."}
    assert page.status_code == 302
    assert page.url.startswith("/accounts/login/?next=/en/my/actions/")
    assert Draft.objects.get().version == 1


def test_without_javascript_what_was_typed_is_back_after_the_log_in(client, city, draft):
    log_in(client, city, "owner")
    address = path("action_section", draft.key, "action")
    data = form_data(client.get(address), title="Typed too late")
    save_draft(city.contributor, draft.key, changes={"summary": "Since then"}, version=1)
    client.logout()

    door = client.post(address, data)
    signed_in = client.post(door.url, {"login": city.owner.email, "password": "correct horse 27"})
    page = client.get(signed_in.url)

    assert (signed_in.status_code, signed_in.url) == (302, address)
    assert Draft.objects.get().answers.get("title") is None
    assert "Please save what you typed." in page.content.decode()
    row = next(row for row in page.context["rows"] if row["question"].key == "title")
    assert row["field"].value() == "Typed too late"
    # It is saved as a change of the copy that was typed in, and nobody's words are lost.
    assert client.post(address, form_data(page)).status_code == 302
    answers = Draft.objects.get().answers
    assert (answers["title"], answers["summary"]) == ("Typed too late", "Since then")
    assert "Typed too late" not in client.get(address, {"again": "1"}).context["messages"]
    assert client.session.get("actions.typed") is None


def test_a_log_in_lasts_as_long_as_was_chosen_there(client, city, draft, settings):
    address = path("action_section", draft.key, "action")
    for remember in ({}, {"remember": "on"}):
        door = client.post(address, {"title": "Typed too late"})
        assert client.session.get_expiry_age() == 3600
        known = {"login": city.owner.email, "password": "correct horse 27"}
        client.post(door.url, known | remember)
        assert client.get(address).context["form"].is_bound
        assert client.session.get_expire_at_browser_close() is not bool(remember)
        assert client.session.get_expiry_age() == settings.SESSION_COOKIE_AGE
        client.logout()


def test_what_was_typed_is_gone_after_an_hour(client, city, draft):
    address = path("action_section", draft.key, "action")
    door = client.post(address, {"title": "Typed long ago"})
    client.post(door.url, {"login": city.owner.email, "password": "correct horse 27"})
    session = client.session
    session["actions.typed"][2] -= 3601
    session.save()

    assert not client.get(address).context["form"].is_bound
    assert "actions.typed" not in client.session


def test_what_was_typed_is_for_its_page_and_its_people_only(client, city, draft):
    address = path("action_section", draft.key, "action")
    client.post(address, {"title": "Of somebody"})
    assert client.session["actions.typed"][0] == address
    for _number in range(20):
        Client().post(address, {"title": "x"})
    other = Client()
    other.post(address, {"title": "x"})
    assert "actions.typed" not in other.session  # too often
    large = Client(REMOTE_ADDR="192.0.2.9")
    large.post(address, {"title": "x" * 100_001})
    assert "actions.typed" not in large.session

    log_in(client, city, "stranger")
    assert client.get(address).status_code == 404


def test_a_token_against_forgery_is_asked_for(city, draft):
    from django.test import Client

    client = log_in(Client(enforce_csrf_checks=True), city, "owner")

    assert autosave(client, draft, 1, title="Forged").status_code == 403
    assert Draft.objects.get().version == 1


def test_the_script_is_small_and_the_page_has_nothing_inline(client, city, draft):
    log_in(client, city, "owner")
    html = client.get(path("action_section", draft.key, "action")).content.decode()
    script = Path(actions.__file__).parent / "static" / "actions" / "autosave.js"

    assert "style=" not in html
    assert "onclick" not in html
    assert html.count("<script") == html.count("<script src=") == 1
    assert script.stat().st_size <= 9 * 1024
    assert len(gzip.compress(script.read_bytes())) <= 3 * 1024


# Priorities ---------------------------------------------------------------------------------------


def test_priorities_propose_what_they_are_mapped_to(client, city, draft):
    save_draft(
        city.owner,
        draft.key,
        changes={"priority_objectives": ["po-1"], "sdgs": ["sdg-1"]},
        version=1,
    )
    log_in(client, city, "owner")
    mapped = TermMapping.objects.filter(source__code="po-1")
    expected = {
        vocabulary: list(
            Term.objects.filter(mapped_from__in=mapped, vocabulary=vocabulary)
            .order_by("order")
            .distinct()
            .values_list("code", flat=True)
        )
        for vocabulary in ("gcm_objectives", "focus_areas", "sdgs")
    }

    page = client.get(path("action_section", draft.key, "priorities"))
    form = form_data(page, go="propose", priority_objectives=["po-1"])
    taken = client.post(path("action_section", draft.key, "priorities"), form)

    assert expected["gcm_objectives"] == ["gcm-23"]
    rows = {row["question"].key: row["proposed"] for row in page.context["rows"]}
    assert len(rows["gcm_objectives"]) == 1
    assert "Take over what our priorities propose" in page.content.decode()
    assert taken.status_code == 302
    answers = Draft.objects.get().answers
    assert answers["gcm_objectives"] == ["gcm-23"]
    assert answers["focus_areas"] == expected["focus_areas"]
    assert answers["sdgs"] == list(dict.fromkeys(["sdg-1", *expected["sdgs"]]))


def test_a_priority_is_explained_and_leads_to_its_public_page(client, city, draft, committed):
    with committed():
        home = HomePage.objects.get()
        index = add(home, IndexPage(title="Priorities", slug="priorities", lists="priorities"))
        term = Term.objects.get(vocabulary="priority_objectives", code="po-1")
        add(index, PriorityObjectivePage(title="Governance", slug="po-1", term=term))
    log_in(client, city, "owner")

    page = client.get(path("action_section", draft.key, "priorities"))

    guides = {row["question"].key: row["guides"] for row in page.context["rows"]}
    first = guides["priority_objectives"][0]
    assert (first["option"].code, first["path"]) == ("po-1", "/en/priorities/po-1/")
    assert len(guides["priority_objectives"]) == 8
    assert 'href="/en/priorities/po-1/"' in page.content.decode()


def test_a_copy_starts_from_an_earlier_action(client, city, draft):
    save_draft(city.owner, draft.key, changes=READY, version=1)
    log_in(client, city, "contributor")

    client.post(
        path("action_start"),
        {"organisation": city.organisation.pk, "locale": "es", "copy_of": draft.key},
    )

    copy = Draft.objects.exclude(pk=draft.pk).get()
    assert (copy.answers["title"], copy.locale, copy.copied_from) == (
        "A desk for new arrivals",
        "es",
        draft,
    )


@pytest.mark.parametrize("name", ["former", "viewer"])
def test_who_writes_for_no_organisation_is_led_to_where_one_is_registered(client, city, name):
    log_in(client, city, name)

    assert client.get(path("action_start")).url == path("joining_home")


def test_nobody_starts_for_or_copies_from_an_organisation_of_others(client, city, draft):
    log_in(client, city, "stranger")

    for data in (
        {"organisation": city.organisation.pk, "locale": "en"},
        {"organisation": "", "locale": "en", "copy_of": draft.key},
    ):
        assert client.post(path("action_start"), data).status_code == 400
    assert Draft.objects.count() == 1


# Who may ------------------------------------------------------------------------------------------


def statuses(*given):
    return dict(zip(PEOPLE, given, strict=True))


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize(
    ("page", "method", "expected"),
    [
        ("action_ready", "get", statuses(*[200] * 7)),
        ("action_list", "get", statuses(302, 200, 200, 200, 200, 200, 200)),
        ("action_overview", "get", statuses(302, 404, 404, 200, 200, 200, 200)),
        ("action_section", "get", statuses(302, 404, 404, 403, 200, 200, 403)),
        ("action_section", "post", statuses(302, 404, 404, 403, 302, 302, 403)),
        ("action_save", "post", statuses(401, 404, 404, 403, 200, 200, 403)),
        ("action_submit", "get", statuses(302, 404, 404, 403, 200, 200, 403)),
        ("action_withdraw", "post", statuses(302, 404, 404, 403, 302, 302, 403)),
        ("action_correction", "post", statuses(302, 404, 404, 403, 400, 400, 403)),
        ("action_receipt", "get", statuses(302, *[404] * 6)),
        ("action_receipt_pdf", "get", statuses(302, *[404] * 6)),
        ("action_upload", "post", statuses(302, 404, 404, 403, 302, 302, 403)),
        ("action_co_lead", "post", statuses(302, 404, 404, 403, 403, 302, 403)),
    ],
)
def test_who_may_open_and_do_what(client, city, draft, page, method, expected, name):
    log_in(client, city, name)
    args = () if page in ("action_ready", "action_list") else (draft.key,)
    args += ("action",) if page == "action_section" else ()
    before = Draft.objects.values().get()
    data = {"version": 1, "seen": "{}", "title": "Changed"}

    if page == "action_save":
        answer = autosave(client, draft, 1, title="Changed")
    else:
        answer = getattr(client, method)(path(page, *args), data if method == "post" else None)

    assert answer.status_code == expected[name]
    if method == "get" or expected[name] in (401, 403, 404) or name == "anonymous":
        assert Draft.objects.values().get() == before
    if answer.status_code == 200:
        assert "no-store" in answer["Cache-Control"]


def test_what_was_closed_is_read_and_not_written(client, city, draft):
    withdraw_draft(city.owner, draft.key)
    log_in(client, city, "owner")

    section = client.get(path("action_section", draft.key, "action"))
    saved = autosave(client, draft, 1, title="Late")

    assert (section.status_code, saved.status_code) == (302, 409)
    assert "can ask for a correction" in saved.json()["said"]
    assert client.get(path("action_overview", draft.key)).status_code == 200


def test_what_to_have_ready_names_every_question_without_an_account(client, city):
    html = client.get(path("action_ready")).content.decode()

    assert [
        one.key for one in questions().values() if str(one.label) not in html.replace("&#x27;", "'")
    ] == []
    forms = [path("action_word_blank", code) for code in ("en", "fr", "es")]
    assert [address for address in forms if f'href="{address}"' not in html] == []
