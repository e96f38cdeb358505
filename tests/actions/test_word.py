"""The Word form: what is written into it is found again, and nothing is taken that nobody chose."""

import random
import re
from datetime import timedelta
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import timezone
from django.utils.translation import override
from django.utils.translation.trans_real import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.answers import UNWRITABLE, take_in
from actions.enums import Licence, Scope
from actions.models import Draft, Note, Record, WordUpload
from actions.questions import LONGEST_TEXT, Kind, questions
from actions.services.drafts import save_draft, start_draft
from actions.word import accepting, wording
from actions.word.accepting import accept_upload, compare, forget_uploads, take_upload
from actions.word.build import LONGEST_NAME, build_form
from actions.word.opening import MOST_BYTES, FormProblem, open_form
from actions.word.read import read_form, written_date
from hub.terms.models import Term
from tests.actions.people import READY, commit, make_organisation
from tests.actions.word_files import (
    archive_of,
    letter,
    rewritten,
    with_a_byte_changed,
    with_doctype,
    with_part,
    without,
    without_fields,
)

#: “Shalom”, written from right to left.
HEBREW = "\u05e9\u05dc\u05d5\u05dd"
FULL = READY | {
    "co_leads": ["elsewhere"],
    "description": f"First line\n\n\tindented – “quoted” & <b>\n{HEBREW}\n🙂 x",
    "ends_on": "2027-12-31",
    "scope": "regional",
    "countries": ["GH", "CI", "BO"],
    "gcm_objectives": ["gcm-16", "gcm-17"],
    "figures": [
        {"value": "120", "label": "people in training", "as_of": "2026-06-30"},
        {"value": "1 300", "label": "hours", "as_of": ""},
    ],
    "partners": "A partner\nAnother one",
    "wants_updates": True,
}
UNTICKED = {key: False for key, asked in questions().items() if asked.kind is Kind.YES}


@pytest.fixture
def terms(city):
    codes = {}
    for key, question in questions().items():
        if question.vocabulary:
            found = Term.objects.filter(vocabulary=question.vocabulary)
            codes[key] = list(found.values_list("code", flat=True))
    return codes


@cache
def full_form():
    """Make it once: the terms are the same in each test."""
    return build_form("en", FULL, "Exampleville")


@pytest.fixture
def form(city):
    return full_form()


def comparable(answers):
    return {
        key: sorted(value) if key in ("countries", "co_leads") or key in VOCABULARIES else value
        for key, value in answers.items()
    }


VOCABULARIES = {key for key, asked in questions().items() if asked.vocabulary}


def problem_of(data):
    with pytest.raises(FormProblem) as refused:
        read_form(data)
    return str(refused.value)


# There and back -----------------------------------------------------------------------------------

LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff").filter(
    lambda letter: not UNWRITABLE.match(letter)
)
WORDS = st.sampled_from(
    ["☒ ", "Partners", "Number", "\n\n", "\t", HEBREW, "👩‍👩‍👧", "x ", "]]>", "-"]
)
TEXTS = st.one_of(
    st.text(LETTERS, max_size=200),
    st.lists(st.one_of(WORDS, st.text(LETTERS, max_size=9)), max_size=12).map("".join),
    st.just("Seven long words and no end of it. " * (LONGEST_TEXT // 40)),
)


def answers_strategy(terms):
    """Any answers that a draft may hold, of each kind of question."""
    cell = st.text(LETTERS, max_size=30)
    figure = st.fixed_dictionaries({"value": cell, "label": cell, "as_of": st.dates().map(str)})
    choices = {"scope": Scope.values, "licence": Licence.values}
    kinds = {
        Kind.DATE: lambda asked: st.dates().map(str),
        Kind.CHOICE: lambda asked: st.sampled_from(choices[asked.key]),
        Kind.YES: lambda asked: st.booleans(),
        Kind.TERMS: lambda asked: st.lists(st.sampled_from(terms[asked.key]), max_size=9),
        Kind.ORGANISATIONS: lambda asked: st.sampled_from([[], ["elsewhere"]]),
        Kind.FIGURES: lambda asked: st.lists(figure, max_size=4),
    }
    drawn = {
        key: kinds.get(asked.kind, lambda asked: TEXTS)(asked) for key, asked in questions().items()
    }
    return st.fixed_dictionaries({}, optional=drawn)


def test_what_is_written_is_found_again_in_any_language(terms, monkeypatch):
    read_once = wording.Wording.read()
    monkeypatch.setattr(wording.Wording, "read", lambda: read_once)

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(answers_strategy(terms), st.sampled_from(wording.WRITTEN_LOCALES))
    def there_and_back(given_answers, locale):
        answers = take_in(given_answers)

        found = read_form(build_form(locale, answers))

        written = {key: value for key, value in answers.items() if value}
        assert comparable(found.answers) == comparable(UNTICKED | written)
        assert (found.unrecognised, found.locale, found.version) == ([], locale, 1)

    there_and_back()


def test_a_full_form_says_all_of_it_and_nothing_else(form):
    found = read_form(form)

    assert comparable(found.answers) == comparable(UNTICKED | FULL)
    assert (found.unrecognised, found.warnings) == ([], [])


def test_a_blank_form_says_nothing(city):
    found = read_form(build_form("fr"))

    assert (found.answers, found.unrecognised, found.locale) == (UNTICKED, [], "fr")


def test_every_question_has_a_field_that_word_can_name(form):
    tags = re.findall(r'<w:tag w:val="([^"]*)"', document_xml(form))
    names = re.findall(r'<w:(?:tag|alias) w:val="([^"]*)"', document_xml(form))

    assert {tag.removeprefix("action:") for tag in tags if "=" not in tag} == set(questions())
    assert "action:target_groups=migrants" in tags
    assert max(map(len, names)) <= LONGEST_NAME
    assert len(set(re.findall(r'<w:id w:val="(\d+)"', document_xml(form)))) == len(tags)


def test_a_form_names_choices_in_its_language(city):
    text = {line.text for line in open_form(build_form("fr", READY)).lines}

    assert {
        "☒ Personnes migrantes",
        "☒ Personnes réfugiées",
        "☐ Personnes apatrides",
        "Ghana",
    } <= text


def test_a_retired_term_stays_where_it_was_chosen(city):
    Term.objects.filter(vocabulary="target_groups", code="refugees").update(is_retired=True)
    chosen, blank = build_form("en", READY), build_form("en")

    assert sorted(read_form(chosen).answers["target_groups"]) == ["migrants", "refugees"]
    assert "☐ Refugees" not in {line.text for line in open_form(blank).lines}


def document_xml(data):
    return ZipFile(BytesIO(data)).read("word/document.xml").decode()


# As people send it back ---------------------------------------------------------------------------


def test_without_its_fields_a_form_is_read_by_its_labels(form):
    found = read_form(rewritten(form, without_fields))

    assert comparable(found.answers) == comparable(UNTICKED | FULL)
    assert found.unrecognised == []


def test_a_cell_that_reads_like_a_question_stays_in_its_row(city):
    figures = [{"value": "12", "label": "Countries", "as_of": ""}]

    found = read_form(rewritten(build_form("en", {"figures": figures}), without_fields))

    assert (found.answers, found.unrecognised) == (UNTICKED | {"figures": figures}, [])


def test_under_a_heading_of_their_own_text_is_kept_apart(city):
    def renamed(xml):
        return without_fields(xml).replace(">What you do<", ">Our work<")

    found = read_form(rewritten(build_form("en", {"summary": "S", "description": "D"}), renamed))

    assert found.answers == UNTICKED | {"summary": "S"}
    assert found.unrecognised == ["Our work\nD"]


def test_the_strict_kind_of_word_documents_is_read(form):
    ours, strict = "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.x/w"

    found = read_form(rewritten(form, lambda xml: xml.replace(ours, strict)))

    assert comparable(found.answers) == comparable(UNTICKED | FULL)


def test_labels_are_known_in_another_language(city, monkeypatch):
    french = translation("fr")._catalog._catalogs[0]
    for english, said in {
        "Title of the action": "Titre de l’action",
        "What you do": "Ce que vous faites",
        "Start": "Début",
    }.items():
        monkeypatch.setitem(french, english, said)

    with override("es"):
        found = read_form(rewritten(build_form("fr", READY), without_fields))

    assert found.answers["title"] == READY["title"]
    assert found.answers["starts_on"] == "2025-01-01"
    assert found.answers["target_groups"] == ["migrants", "refugees"]
    assert (found.locale, found.unrecognised) == ("fr", [])


def test_an_older_form_keeps_what_is_not_asked_any_more(form):
    def older(xml):
        xml = xml.replace("action:funding", "action:budget").replace("action 1 en", "action 0 en")
        return xml.replace('alias w:val="How is it paid for?"', 'alias w:val="Budget"')

    data = build_form("en", FULL | {"funding": "Own means"})
    found = read_form(rewritten(rewritten(data, older), older, "docProps/custom.xml"))

    assert "funding" not in found.answers
    assert found.unrecognised == ["Budget: Own means"]
    assert found.warnings == ["This form is not the newest one; please look through what it says."]


def test_text_outside_the_fields_is_kept(form):
    def scribbled(xml):
        extra = "<w:p><w:r><w:t>Call me about this.</w:t></w:r></w:p>"
        return xml.replace("</w:sdt><w:p>", f"</w:sdt>{extra}<w:p>", 1)

    found = read_form(rewritten(form, scribbled))

    assert found.answers["submitter_name"] == "Planted Name"
    assert found.unrecognised == ["Your name: Call me about this."]


def test_boxes_are_ticked_in_many_ways_and_words_beside_them_are_kept(city):
    marks = {"Migrants": "X ", "Refugees": "[x] ", "Stateless people": "✓"}

    def ticked(xml):
        for label, mark in marks.items():
            xml = re.sub(
                rf"☐(</w:t>(?:(?!☐).)*?> ){label}<", rf"{mark}\1{label}<", xml, flags=re.DOTALL
            )
        return xml.replace("> Migrants<", "> Migrants – seasonal workers<")

    found = read_form(rewritten(build_form("en"), ticked))

    assert found.answers["target_groups"] == ["migrants", "refugees", "stateless"]
    assert found.unrecognised == ["Which groups is the action for?: seasonal workers"]


def test_of_two_ticks_for_one_choice_none_is_lost(city):
    def both(xml):
        start, end = xml.index("action:scope="), xml.index("action:countries")
        return xml[:start] + xml[start:end].replace("☐", "☒", 2) + xml[end:]

    found = read_form(rewritten(build_form("en"), both))

    assert found.answers["scope"] == "local"
    assert found.unrecognised == ["How far does it reach?: ☒ A region or province"]


def test_names_of_countries_are_read_in_any_language_and_others_kept(city):
    data = build_form("en", {"countries": ["GH"]})
    text = "Bolivie, Côte d’Ivoire; Atlantis"

    found = read_form(rewritten(data, lambda xml: xml.replace(">Ghana<", f">{text}<")))

    assert set(found.answers["countries"]) == {"BO", "CI"}
    assert found.unrecognised == ["Countries: Atlantis"]


def test_a_name_is_looked_up_once_however_many_a_form_holds(city, monkeypatch):
    folded, fold_for_real = [], wording.comparable

    def counted(text):
        folded.append(text)
        return fold_for_real(text)

    names = ", ".join(f"Atlantis {number}" for number in range(2000)) + "," * 100_000
    data = build_form("en", {"countries": ["GH"]})
    changed = rewritten(data, lambda xml: xml.replace(">Ghana<", f">{names}<"))
    monkeypatch.setattr("actions.word.wording.comparable", counted)

    found = read_form(changed)

    assert "countries" not in found.answers
    assert found.unrecognised[0].count("Atlantis") == 2000
    # Once for each code and name of a country, of a form's words and of what is written.
    assert len(folded) < 10_000


def test_deleted_and_suggested_text_is_no_answer(form):
    def tracked(xml):
        deleted = "<w:del><w:r><w:delText>Old</w:delText><w:t>Old</w:t></w:r></w:del>"
        placeholder = (
            '<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>Click</w:t></w:r>'
        )
        return xml.replace("<w:r><w:t>A desk", f"{deleted}{placeholder}<w:r><w:t>A desk", 1)

    assert read_form(rewritten(form, tracked)).answers["title"] == READY["title"]


def test_an_answer_beyond_every_bound_is_kept_apart(city):
    data = build_form("en", READY)
    long = "y" * (LONGEST_TEXT + 1)

    found = read_form(rewritten(data, lambda xml: xml.replace(f">{READY['title']}<", f">{long}<")))

    assert "title" not in found.answers
    assert found.unrecognised == [f"Title of the action: {long}"]
    assert found.warnings == ["Title of the action: This text has more than 20000 characters."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-25", "2026-11-25"),
        ("25.11.2026", "2026-11-25"),
        ("11/25/2026", "2026-11-25"),
        ("2026/11/25", "2026-11-25"),
        ("5/5/2026", "2026-05-05"),
        ("25 November 2026", "2026-11-25"),
        ("November 25th, 2026", "2026-11-25"),
        ("25 novembre 2026", "2026-11-25"),
        ("1er février 2026", "2026-02-01"),
        ("25 de noviembre de 2026", "2026-11-25"),
        ("3/4/2026", "3/4/2026"),
        ("31 February 2026", "31 February 2026"),
        ("around 25 May 2026", "around 25 May 2026"),
        ("spring", "spring"),
        ("", ""),
    ],
)
def test_dates_are_read_as_people_write_them(text, expected):
    assert written_date(text) == expected


# What is no form ----------------------------------------------------------------------------------

DAMAGED = "This file is damaged"
NO_WORD = "This is not a Word document. Please upload the form as .docx."
NOISE = random.Random(1).randbytes(3_300_000).hex()
BROKEN = {
    "empty": (lambda form: b"", "This file is empty."),
    "too large": (lambda form: form + b"0" * MOST_BYTES, "This file is larger than 5 MB."),
    "truncated": (lambda form: form[: len(form) // 2], DAMAGED),
    "a byte changed": (with_a_byte_changed, DAMAGED),
    "bomb": (
        lambda form: with_part(form, "word/media/a.bin", b"0" * 40_000_000),
        "This file would grow too large",
    ),
    "external entity": (lambda form: rewritten(form, with_doctype), "This file has a part that is"),
    "traversal": (
        lambda form: with_part(form, "../../etc/cron.d/x", b"x"),
        "This file has parts that want to be unpacked elsewhere.",
    ),
    "old Word": (
        lambda form: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + form,
        "This file is of an older kind, or has a password.",
    ),
    "pdf": (lambda form: b"%PDF-1.7\n%%EOF", "This is a PDF."),
    "text": (lambda form: b"Title of the action", NO_WORD),
    "odt": (
        lambda form: archive_of(mimetype=b"application/vnd.oasis.opendocument.text"),
        "This is an OpenDocument file. Please save it as .docx.",
    ),
    "any archive": (lambda form: archive_of(notes__a=b"x"), NO_WORD),
    "without its text": (lambda form: without(form, "word/document.xml"), NO_WORD),
    "sheet": (
        lambda form: archive_of(
            _rels__temp=b"", **{"_rels/.rels": RELATIONS, "xl/workbook.xml": b"<workbook/>"}
        ),
        NO_WORD,
    ),
    "no XML": (lambda form: rewritten(form, lambda xml: xml[:-20]), DAMAGED),
    "deep": (
        lambda form: rewritten(form, lambda xml: f"{'<a>' * 9000}{'</a>' * 9000}"),
        NO_WORD,
    ),
    "deep body": (
        lambda form: rewritten(
            form, lambda xml: xml.replace("<w:p>", f"{'<a>' * 9000}{'</a>' * 9000}<w:p>", 1)
        ),
        DAMAGED,
    ),
    "far too long": (
        lambda form: rewritten(
            form, lambda xml: xml.replace("<w:p>", "<w:p/>" * 30_000 + "<w:p>", 1)
        ),
        "This document is far longer than the form.",
    ),
    "too many parts": (
        lambda form: rewritten(
            form, lambda xml: xml.replace("<w:p>", "<a/>" * 200_001 + "<w:p>", 1)
        ),
        "This document is far longer than the form.",
    ),
    "endless text": (
        lambda form: rewritten(form, lambda xml: f"{xml}<!--{NOISE}-->"),
        "This document is far longer than the form.",
    ),
    "of another purpose": (lambda form: letter(), "This is not the form for an action"),
}
RELATIONS = b'<R><Relationship Type="http://x/officeDocument" Target="/xl/workbook.xml"/></R>'


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_form_is_refused_in_words(form, name):
    make, expected = BROKEN[name]

    assert problem_of(make(form)).startswith(expected)


# Into a draft -------------------------------------------------------------------------------------


@pytest.fixture
def draft(city):
    return start_draft(city.owner, city.organisation, locale="en")


def rows_now():
    return [
        list(model.objects.order_by("pk").values()) for model in (Draft, Note, Record, WordUpload)
    ]


def test_a_form_is_compared_and_only_what_is_chosen_is_taken(city, draft):
    save_draft(city.owner, draft.key, changes={"title": "Mine", "countries": ["GH"]}, version=1)
    upload = take_upload(city.owner, draft.key, build_form("en", FULL))

    draft.refresh_from_db()
    rows = {row.question.key: row for row in compare(draft, upload.offered)}
    saved = accept_upload(city.owner, upload, ["summary", "scope"], draft.version)

    assert (rows["title"].current, rows["title"].offered) == ("Mine", READY["title"])
    assert (rows["title"].is_new, rows["summary"].is_new) == (False, True)
    assert rows["countries"].current == "Ghana"
    assert rows["scope"].offered == "A region or province"
    assert rows["figures"].offered.splitlines()[0] == "120 · people in training · 2026-06-30"
    assert "submitter_email" in rows
    assert "pass_contact" not in rows
    assert saved.draft.answers["title"] == "Mine"
    assert saved.draft.answers["summary"] == READY["summary"]
    assert saved.draft.answers["scope"] == "regional"


def test_nobody_takes_the_personal_answers_of_a_colleague_home(city, draft):
    mine = {"submitter_name": "Secret Name", "wants_updates": True, "title": "Ours"}
    save_draft(city.owner, draft.key, changes=mine, version=1)

    own = read_form(accepting.form_for(city.owner, draft.key, "en")).answers
    other = read_form(accepting.form_for(city.contributor, draft.key, "en")).answers

    assert (own["submitter_name"], own["wants_updates"]) == ("Secret Name", True)
    assert other["submitter_name"] == "First-contributor Last-contributor"
    assert (other["submitter_email"], other["wants_updates"]) == ("contributor@city.example", False)
    assert other["title"] == "Ours"


def test_uploads_are_forgotten_after_thirty_days(city, draft):
    upload = take_upload(city.owner, draft.key, build_form("en", READY))

    assert forget_uploads() == 0
    WordUpload.objects.update(created_at=timezone.now() - timedelta(days=30, minutes=1))
    assert forget_uploads() == 1
    assert not WordUpload.objects.filter(pk=upload.pk).exists()


# In the portal ------------------------------------------------------------------------------------


@pytest.fixture
def portal(settings, client):
    settings.ROOT_URLCONF = "tests.actions.word_urls"
    return client


def send(client, draft, data, name="form.docx"):
    file = BytesIO(data)
    file.name = name
    return client.post(f"/en/my/actions/{draft.key}/word/", {"form": file})


@pytest.mark.parametrize("language", wording.WRITTEN_LOCALES)
def test_a_blank_form_needs_no_account(city, portal, language):
    response = portal.get(f"/en/my/word/{language}/")

    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="action-form-{language}.docx"'
    assert read_form(response.content).locale == language
    assert portal.get("/en/my/word/xx/").status_code == 404


def test_down_up_compare_take(city, draft, portal):
    portal.force_login(city.owner)
    form = portal.get(f"/en/my/actions/{draft.key}/word/form/?language=fr")
    assert form["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    name = "Ville & <Montréal>"
    extra = "<w:p><w:r><w:t>Further words</w:t></w:r></w:p><w:sectPr"
    data = rewritten(
        build_form("fr", FULL | {"title": name}), lambda xml: xml.replace("<w:sectPr", extra, 1)
    )

    response = send(portal, draft, data)
    upload = WordUpload.objects.get()
    page = portal.get(response["Location"]).content.decode()

    assert response["Location"] == f"/en/my/actions/{draft.key}/word/{upload.key}/"
    assert Draft.objects.get().answers == draft.answers
    assert '<input type="checkbox" name="take" value="title" checked>' in page
    assert '<input type="checkbox" name="take" value="submitter_name">' in page
    assert "Ville &amp; &lt;Montréal&gt;" in page
    assert "Further words" in page

    taken = portal.post(response["Location"], {"version": "1", "take": ["title", "summary"]})

    assert taken["Location"] == f"/en/my/actions/{draft.key}/word/"
    now = Draft.objects.get()
    assert now.answers == draft.answers | {"title": name, "summary": READY["summary"]}
    note = Note.objects.get()
    assert note.text.startswith("From the Word form, text that belongs to no question:\n\n")
    assert note.text.endswith("Further words")
    assert (note.written_by, WordUpload.objects.count()) == (city.owner, 0)
    assert Record.objects.get(verb="word_form_taken").details == {"version": 2}
    assert portal.get(response["Location"]).status_code == 404


def test_what_somebody_changed_meanwhile_is_shown_again(city, draft, portal):
    portal.force_login(city.owner)
    address = send(portal, draft, build_form("en", READY))["Location"]
    save_draft(city.contributor, draft.key, changes={"title": "Theirs"}, version=1)

    response = portal.post(address, {"version": "1", "take": ["title", "summary"]})

    assert response.status_code == 409
    assert Draft.objects.get().answers["title"] == "Theirs"
    assert Draft.objects.get().answers["summary"] == READY["summary"]
    assert WordUpload.objects.get().offered == {"title": READY["title"]}
    assert portal.post(address, {"version": "3", "take": ["title"]}).status_code == 302
    assert Draft.objects.get().answers["title"] == READY["title"]


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "9" * 5000, "2"])
def test_a_forged_version_overwrites_nothing(city, draft, portal, version):
    save_draft(city.owner, draft.key, changes={"title": "Mine"}, version=1)
    portal.force_login(city.owner)
    address = send(portal, draft, build_form("en", READY))["Location"]
    save_draft(city.contributor, draft.key, changes={"title": "Theirs"}, version=2)

    response = portal.post(address, {"version": version, "take": ["title", "nonsense"]})

    assert response.status_code == 409
    assert Draft.objects.get().answers["title"] == "Theirs"


def test_a_file_that_is_no_form_is_answered_in_words(city, draft, portal):
    portal.force_login(city.owner)
    before = rows_now()

    refused = send(portal, draft, b"%PDF-1.7", "form.docx")
    missing = portal.post(f"/en/my/actions/{draft.key}/word/")

    assert (refused.status_code, missing.status_code) == (422, 422)
    assert "This is a PDF." in refused.content.decode()
    assert "Please choose the form on your device." in missing.content.decode()
    assert rows_now() == before


def test_too_many_forms_in_an_hour_are_not_read(city, draft, portal, monkeypatch):
    monkeypatch.setattr("actions.views.files.MOST_AN_HOUR", 1)
    portal.force_login(city.owner)

    answers = [send(portal, draft, b"%PDF-1.7").status_code for _attempt in range(2)]
    portal.force_login(city.contributor)
    answers.append(send(portal, draft, b"%PDF-1.7").status_code)

    assert answers == [422, 429, 422]


def test_an_action_that_was_sent_takes_no_form(city, draft, portal):
    portal.force_login(city.owner)
    address = send(portal, draft, build_form("en", READY))["Location"]
    Draft.objects.update(state="submitted")
    before = rows_now()

    again = send(portal, draft, build_form("en", READY))
    late = portal.post(address, {"version": "1", "take": ["title"]})

    assert (again.status_code, late.status_code) == (422, 409)
    assert "This action was sent." in late.content.decode()
    assert rows_now() == before


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (None, 302),
        ("viewer", 403),
        ("reviewer", 403),
        ("former", 404),
        ("stranger", 404),
        ("contributor", 200),
    ],
)
def test_who_may_what(city, draft, portal, person, expected):
    upload = take_upload(city.owner, draft.key, build_form("en", READY))
    if person:
        portal.force_login(getattr(city, person))
    before = rows_now()
    own = f"/en/my/actions/{draft.key}/word/"

    answers = {
        "page": portal.get(own),
        "form": portal.get(f"{own}form/"),
        "compare": portal.get(f"{own}{upload.key}/"),
        "take": portal.post(f"{own}{upload.key}/", {"version": "1", "take": ["title"]}),
        "send": portal.post(own) if expected != 200 else portal.get(own),
    }

    # What a colleague uploaded may hold their own data: it is not there for others.
    others = 404 if expected == 200 else expected
    assert {name: response.status_code for name, response in answers.items()} == {
        "page": expected,
        "form": expected,
        "compare": others,
        "take": others,
        "send": expected,
    }
    assert rows_now() == before


def test_a_form_names_partners_that_joined(city):
    commit(make_organisation("Ligue-des-villes", is_government=False), state="pending")
    data = build_form("en", {"co_leads": ["elsewhere"]})

    both = rewritten(data, lambda xml: xml.replace(">Elsewhere<", ">ELSEWHERE; Ligue-Des-Villes<"))

    assert read_form(both).answers["co_leads"] == ["elsewhere"]
    assert read_form(both).unrecognised == [
        "Other organisations that lead the action with you: Ligue-Des-Villes"
    ]
