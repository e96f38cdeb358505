"""Moving in: actions, organisations and signatures of another site arrive once, or are told of."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.core import serializers
from django.core.management import call_command
from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model

from actions.importing import commitments
from actions.models import Action, Commitment, Profile, Record
from hub.catalogue.models import Entry, EntryContent
from hub.importing.keys import stable_key
from hub.importing.models import ImportRecord, Step
from hub.importing.services import import_files
from hub.organisations.models import Organisation
from tests.actions.moving_in import (
    ACTION,
    CITY,
    EVERYTHING,
    REPOSITORY,
    SIGNATURE,
    TABLES,
    steps,
    stored,
    told,
)
from tests.actions.people import make_organisation
from tests.actions.test_commitments import PDF
from tests.factories.hub import TermFactory


def test_the_sample_of_the_documentation_moves_in(bring, committed, client, tmp_path):
    bring(REPOSITORY)
    text = Path("docs/importing.md").read_text().partition("## Moving in")[2]
    for number, table in enumerate(re.findall(r"```csv\n(.*?)```", text, re.DOTALL)):
        (tmp_path / f"{number}.csv").write_text(table)
    (tmp_path / "signed").mkdir()
    for name in ("guichet.pdf", "signed/17.pdf"):
        (tmp_path / name).write_bytes(PDF)
    tables = sorted(tmp_path.glob("*.csv"))

    with committed():
        report = import_files(paths=tables)

    assert (report.problems, steps(report)) == (
        [],
        {
            "lrg-17": "created",
            "lrg-54": "recognised",
            "org-4": "created",
            "signature-17": "created",
            "endorsement-4": "created",
            "action-301": "created",
        },
    )
    assert list(Organisation.objects.values_list("slug", "country__code")) == [
        ("lrg-17", "CA"),
        ("org-4", "CA"),
    ]
    french = Action.objects.get(locale__language_code="fr")
    assert (french.title, french.translation_key) == ("Un guichet", stable_key("action-301"))
    leads = french.hub_contributions.values_list("organisation__slug", "role")
    assert list(leads) == [("lrg-17", "lead"), ("org-4", "partner")]
    signed = Commitment.objects.public().values_list("organisation__slug", "kind", "signed_on")
    assert list(signed) == [
        ("lrg-17", "declaration", date(2018, 12, 8)),
        ("org-4", "endorsement", date(2022, 5, 20)),
    ]
    for old, new in (
        ("/fr/actions/guichet?id=301", "/fr/actions/un-guichet/"),
        ("/en/actions/desk", "/en/actions/a-desk/"),
    ):
        answer = client.get(old)
        assert (answer.status_code, answer["Location"]) == (301, new)
        assert client.get(new).status_code == 200
    assert {step.value for _k, _l, step in import_files(paths=tables).steps} == {"unchanged"}


def test_everything_arrives_where_it_belongs(bring, client, committed):
    with committed():
        report = bring(*EVERYTHING)

    assert (report.problems, report.notes) == ([], [])
    profile = Profile.objects.values(
        "organisation__slug", "is_government", "region", "city", "folded_name"
    ).get()
    assert profile == {
        "organisation__slug": "accra",
        "is_government": True,
        "region": "Greater Accra",
        "city": "Accra",
        "folded_name": "accra",
    }
    one = Commitment.objects.public().signatures().get()
    assert (one.organisation.slug, one.signatory_name, one.signed_on, one.text_locale) == (
        "accra",
        "Planted Mayor",
        date(2018, 12, 8),
        "fr",
    )
    action = Action.objects.get(locale__language_code="en")
    assert (action.original_language, str(action.starts_on)) == ("fr", "2021-03-01")
    file = action.hub_files.get()
    assert (file.title, file.languages, file.document.file.read()) == ("The desk", ["en"], PDF)
    assert sorted(Redirect.objects.values_list("old_path", "redirect_page__slug")) == [
        ("/fr/n/1", "guichet"),
        ("/fr/vieux", "guichet"),
        ("/node/1", "desk"),
    ]
    answers = [client.get(path) for path in ("/node/1/", "/fr/n/1", "/fr/vieux/")]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (301, "/en/actions/desk/"),
        (301, "/fr/actions/guichet/"),
        (301, "/fr/actions/guichet/"),
    ]


def test_the_same_file_again_changes_nothing(bring):
    bring(*EVERYTHING)
    before = stored()

    report = bring(*EVERYTHING)

    assert ({step for _key, _locale, step in report.steps}, stored()) == ({Step.UNCHANGED}, before)
    assert report.problems == []


@pytest.mark.parametrize("stop", range(1, 9))
def test_killed_in_the_middle_and_run_again_is_the_same_as_once(bring, monkeypatch, stop):
    with transaction.atomic():
        bring(*EVERYTHING)
        once = content()
        transaction.set_rollback(True)
    keep, written = ImportRecord.objects.update_or_create, []

    def die(**values):
        written.append(values)
        if len(written) == stop:
            raise KeyboardInterrupt
        return keep(**values)

    with monkeypatch.context() as patch:
        patch.setattr(ImportRecord.objects, "update_or_create", die)
        with pytest.raises(KeyboardInterrupt):
            bring(*EVERYTHING)
    report = bring(*EVERYTHING)

    assert (report.problems, content()) == ([], once)
    assert len(once[ImportRecord]) == 6


def content():
    """Return what a site that has moved in holds, by the names that people know it by."""
    columns = {
        Action: ("title", "slug", "live", "locale__language_code", "hub_files__document__title"),
        Commitment: ("organisation__slug", "state", "signatory_name", "signed_on"),
        ImportRecord: ("kind", "key", "locale", "digest"),
        Organisation: ("slug", "name", "is_public"),
        Profile: ("organisation__slug", "city", "region", "is_government"),
        Record: ("verb", "organisation__slug"),
        Redirect: ("old_path", "redirect_page__title"),
        get_document_model(): ("title", "file_hash"),
    }
    return {model: sorted(model.objects.values_list(*names)) for model, names in columns.items()}


def test_a_government_that_has_signed_stays_as_it_is(bring):
    bring(CITY)
    organisation = Organisation.objects.get()
    Commitment.objects.create(organisation=organisation, kind="declaration", state="pending")

    report = bring(SIGNATURE)

    assert (told(report), steps(report)) == ([], {"signature-1": "kept"})
    assert Commitment.objects.values_list("state", "signatory_name").get() == ("pending", "")


def test_what_was_changed_since_is_not_overwritten(bring):
    bring(*EVERYTHING)
    Profile.objects.update(city="Tema")
    Commitment.objects.update(signatory_name="", signatory_title="")
    desk = Redirect.objects.get(old_path="/node/1")
    desk.redirect_page, desk.redirect_link = None, "https://example.org/"
    desk.save()
    changed = json.loads(json.dumps(ACTION))
    changed["text"]["en"]["summary"] = "One desk."

    report = bring({**CITY, "city": "Kumasi"}, {**SIGNATURE, "signed_at_place": "Fès"}, changed)

    assert (told(report), steps(report)) == (
        [],
        {"accra": "kept", "signature-1": "kept", "action-1": "unchanged"},
    )
    assert Profile.objects.get().city == "Tema"
    commitment = Commitment.objects.get()
    assert (commitment.signatory_name, commitment.signed_at_place) == ("", "Marrakech")
    assert Redirect.objects.get(old_path="/node/1").link == "https://example.org/"
    assert Action.objects.get(locale__language_code="en").summary == "One desk."


def test_a_changed_row_changes_what_it_brought(bring):
    bring(CITY, SIGNATURE)

    report = bring({**CITY, "city": "Tema"}, {**SIGNATURE, "signed_at_place": "Fès"})

    assert steps(report) == {"accra": "changed", "signature-1": "changed"}
    assert Profile.objects.get().city == "Tema"
    assert Commitment.objects.get().signed_at_place == "Fès"
    assert Record.objects.filter(verb="commitment_imported").count() == 2


def test_an_organisation_that_registered_by_itself_is_handed_nothing(bring):
    country = TermFactory._meta.model.objects.get(code="GH")
    make_organisation("accra", is_public=False, country=country)

    report = bring({**CITY, "name": "Accra"}, SIGNATURE)

    assert [(line, code) for line, code, _message in told(report)] == [
        (1, "duplicate"),
        (2, "not_stored"),
    ]
    assert told(report)[1][2] == "“accra” registered by itself; accept what it sent before."
    assert not Commitment.objects.exists()
    assert not Organisation.objects.get().is_public


def with_facts(**facts):
    return {**ACTION, "facts": {**ACTION["facts"], **facts}}


def with_words(**words):
    return {**ACTION, "text": {"en": {**ACTION["text"]["en"], **words}}}


KEYLESS = {name: value for name, value in ACTION.items() if name != "key"}
BAD_DAY = "“soon” value has an invalid date format. It must be in YYYY-MM-DD format."


@pytest.mark.parametrize(
    ("row", "code", "message"),
    [
        ({**CITY, "country": "XX"}, "unknown_key", "country: “countries: XX” is not known."),
        (
            with_facts(terms={"countries": ["XX"]}),
            "unknown_key",
            "terms: “countries: XX” is not known.",
        ),
        ({**CITY, "city": "x" * 121}, "invalid", None),
        ({**CITY, "mayor": "Planted"}, "unknown_field", "mayor"),
        (with_facts(starts_on="soon"), "invalid", f"starts_on: {BAD_DAY}"),
        (with_facts(original_language="xx"), "invalid", None),
        ({**ACTION, "text": {**ACTION["text"], "xx": {}}}, "unknown_language", "xx"),
        (KEYLESS, "missing", "there is no “key”."),
        (
            with_words(old_address="actions"),
            "invalid",
            "en: old_address: “actions” is no address of a page.",
        ),
        (with_words(old_address="https://example.org/"), "invalid", None),
        (with_words(old_address="/" + "x" * 255), "invalid", None),
        (
            with_facts(
                files=[{"title": {"en": "x"}, "languages": ["en"], "file": "../rows.jsonl"}]
            ),
            "invalid",
            "files: there is no file “../rows.jsonl” in this folder.",
        ),
        (
            with_facts(files=[{"title": {"en": "x"}, "languages": ["en"], "file": "rows.jsonl"}]),
            "invalid",
            None,
        ),
        ({**SIGNATURE, "signed_on": "soon"}, "invalid", f"signed_on: {BAD_DAY}"),
        (
            {**SIGNATURE, "signed_on": "2018-11-30"},
            "invalid",
            "signed_on: The Declaration is there since Dec. 1, 2018.",
        ),
        ({**SIGNATURE, "signed_on": None}, "missing", "there is no “signed_on”."),
        ({**SIGNATURE, "source": ""}, "missing", "there is no “source”."),
        ({**SIGNATURE, "organisation": "nobody"}, "unknown_key", None),
        ({**SIGNATURE, "text_locale": "xx"}, "unknown_language", "text_locale: xx"),
        ({**SIGNATURE, "document": "none.pdf"}, "invalid", None),
        ({**SIGNATURE, "document": "x" * 300}, "invalid", None),
        (
            {**SIGNATURE, "type": "endorsement", **dict.fromkeys(("signatory_name",), "x")},
            "unknown_field",
            None,
        ),
    ],
)
def test_a_broken_row_is_told_by_its_line_and_leaves_nothing(bring, row, code, message):
    bring(CITY, REPOSITORY)
    before = stored()

    report = bring(REPOSITORY, {**row, "key": f"new-{row['key']}"} if "key" in row else row)

    found = [(line, kind) for line, kind, _message in told(report)]
    assert set(found) == {(2, code)}
    assert message is None or told(report)[0][2] == message
    assert "Planted" not in str(report.problems)
    assert stored() == before


def test_two_rows_with_one_address_are_told_by_the_second(bring):
    other = {**with_words(slug="other", old_address="https://old.example.org/node/1/"), "key": "b"}

    report = bring(REPOSITORY, CITY, ACTION, other)

    message = "en: old_address: “/node/1” already belongs to rows.jsonl:3 action-1 (en)."
    assert told(report) == [(4, "duplicate", message)]
    assert Action.objects.filter(locale__language_code="en").get().slug == "desk"


def test_an_address_that_leads_somewhere_already_is_told(bring):
    bring(REPOSITORY, CITY, ACTION)
    other = {**with_words(slug="other", old_address="/node/1"), "key": "action-2"}

    report = bring(other)

    message = "en: old_address: “/node/1” already belongs to A desk."
    assert told(report) == [(1, "duplicate", message)]
    assert Action.objects.filter(locale__language_code="en").count() == 1


def test_only_governments_sign(bring):
    report = bring({**CITY, "kind": "city_network"}, SIGNATURE)

    message = "Governments sign the Declaration; all others endorse the Call."
    assert told(report) == [(2, "invalid", message)]
    assert not Commitment.objects.exists()


def test_who_signed_is_in_the_private_table_alone(bring, committed, capsys, tmp_path, caplog):
    with committed():
        bring(*EVERYTHING)
        call_command("import_content", str(tmp_path), verbosity=2)

    told_of = capsys.readouterr()
    tables = (*TABLES, Entry, EntryContent)
    rows = {m: serializers.serialize("json", m.objects.all()) for m in tables if m != Commitment}
    assert [m for m, text in rows.items() if "Planted" in text] == []
    assert "Planted" not in told_of.out + told_of.err + caplog.text
    digest = ImportRecord.objects.get(kind="signature").digest
    assert digest != commitments.digest_of([SIGNATURE, None])
    assert Commitment.objects.get().signatory_name == "Planted Mayor"


def test_a_changed_file_takes_the_place_of_the_old_in_the_same_document(bring, tmp_path):
    bring(REPOSITORY, CITY, ACTION)
    document = get_document_model().objects.get()

    unchanged = bring(REPOSITORY, CITY, ACTION)
    (tmp_path / "desk.pdf").write_bytes(PDF + b"\n")
    report = import_files(paths=[tmp_path / "rows.jsonl"])

    assert unchanged.count(Step.UNCHANGED) == len(unchanged.steps)
    assert [key for key, locale, step in report.steps if step is Step.CHANGED] == ["action-1"]
    again = get_document_model().objects.get()
    assert (again.pk, again.file.read()) == (document.pk, PDF + b"\n")
