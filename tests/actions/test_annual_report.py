"""The annual report: its numbers, its languages, what editors keep, and two who build at once."""

import csv
import io
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils.translation import override
from docx import Document
from pypdf import PdfReader
from wagtail.models import Locale, Page

from actions.annual import Wanted
from actions.models import ActionListing, Draft, Record, Submission
from actions.services.annual import build_report
from actions.services.drafts import save_draft, start_draft
from actions.services.reviewing import take_step
from actions.services.submitting import submit_draft
from actions.statistics import annual_statistics
from hub.catalogue.models import Entry
from hub.organisations.models import Organisation
from hub.terms.enums import Vocabulary
from hub.terms.models import Term
from resources.models import Report
from tests.actions.making import make_repository
from tests.actions.people import READY, commit, make_organisation
from tests.actions.test_writing import log_in, path
from tests.site import translate

YEAR = 2026


def send(city, title, *, publish=True, **changes):
    """Submit an action as a city does; it is published as the secretariat does."""
    draft = start_draft(city.owner, city.organisation, locale="en")
    save_draft(city.owner, draft.key, changes=READY | changes | {"title": title}, version=1)
    submit_draft(city.owner, draft.key, key=uuid4(), version=2)
    Submission.objects.filter(draft=draft).update(submitted_at=datetime(YEAR, 3, 1, tzinfo=UTC))
    for step in ("take_up", "approve", "publish") if publish else ():
        take_step(city.reviewer, draft.key, step)
    return Draft.objects.get(pk=draft.pk)


@pytest.fixture
def sent(city, committed):
    """Two published actions of the year, one that waits, one hidden, one of the year before."""
    with committed():
        repository = make_repository(Page.objects.get(depth=2, locale__language_code="en"))
        translate(repository, "fr")
        translate(repository, "es")
        partner = make_organisation("network", is_government=False)
        commit(partner)
        found = [
            send(
                city,
                "First",
                priority_objectives=["po-4", "po-5"],
                countries=["GH", "SN"],
                gcm_objectives=["gcm-15"],
                gcr_sections=["gcr-3a1"],
                sdgs=["sdg-11"],
            ),
            send(city, "Second", target_groups=["migrants"], countries=["CH"]),
            send(city, "Waits", publish=False),
            send(city, "Hidden"),
            send(city, "Before"),
        ]
        Submission.objects.filter(draft=found[-1]).update(
            submitted_at=datetime(YEAR - 1, 12, 31, 23, tzinfo=UTC)
        )
        Page.objects.get(pk=found[3].page_id).specific.unpublish()
        first = found[0].page.specific
        for kind in ("pledge", "practice"):
            ActionListing.objects.create(
                page=first, showcase=f"gcm-{kind}s", kind=kind, published_on=date(YEAR, 4, 1)
            )
        first.save_revision().publish()
    return found


def build(city, committed, *stories):
    with committed():
        return build_report(city.reviewer, Wanted(YEAR, tuple(stories)))


def key_of(draft):
    return str(draft.page.translation_key)


def latest(locale="en"):
    page = Report.objects.get(translation_key=Wanted(YEAR).key, locale__language_code=locale)
    return page.get_latest_revision_as_object()


def raw_of(page):
    return page.body.get_prep_value()


def table_in(page, vocabulary):
    """Read a table of the report as numbers by label."""
    with override(page.locale.language_code):
        name = str(Vocabulary(vocabulary).label)
    [block] = [b for b in page.body if b.block_type == "table" and name == b.value["rows"][0][0]]
    return {row[0]: int(row[1]) for row in list(block.value["rows"])[1:]}


def figures_in(page):
    [block] = [one for one in page.body if one.block_type == "statistics"]
    return [int(item["value"]) for item in block.value["items"]]


# The numbers --------------------------------------------------------------------------------------

PUBLISHED = """
    FROM actions_draft d
    JOIN actions_submission s ON s.draft_id = d.id AND s.round = 1
    JOIN wagtailcore_page p ON p.id = d.page_id AND p.live
    WHERE s.submitted_at >= '2026-01-01' AND s.submitted_at < '2027-01-01'
"""
#: A term counts with all that it lies in: an action in Ghana is one in Western Africa, and Africa.
BY_TERM = f"""
    WITH RECURSIVE above(draft, term) AS (
        SELECT d.id, pt.term_id {PUBLISHED.split("WHERE")[0]}
        JOIN hub_pageterm pt ON pt.page_id = p.id WHERE {PUBLISHED.split("WHERE")[1]}
        UNION SELECT a.draft, t.parent_id FROM above a JOIN hub_term t ON t.id = a.term
        WHERE t.parent_id IS NOT NULL
    )
    SELECT t.code, COUNT(DISTINCT a.draft) FROM above a JOIN hub_term t ON t.id = a.term
    WHERE t.vocabulary = %s GROUP BY t.code
"""  # noqa: S608 - nothing in it comes from outside
BY_KIND = f"""
    SELECT l.kind, COUNT(*) {PUBLISHED.split("WHERE")[0]}
    JOIN actions_actionlisting l ON l.page_id = p.id
    WHERE {PUBLISHED.split("WHERE")[1]} GROUP BY l.kind
"""
SENT = """
    SELECT COUNT(DISTINCT draft_id) FROM actions_submission WHERE round = 1
    AND submitted_at >= '2026-01-01' AND submitted_at < '2027-01-01'
"""


def ask(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def test_the_numbers_are_those_of_independent_sql(city, sent, committed):
    build(city, committed)
    found = {
        series.name: {one.code: one.total for one in series.numbers}
        for series in annual_statistics("en", YEAR)
    }

    kinds = dict(ask(BY_KIND))
    assert found["overview"] == {
        "submitted": ask(SENT)[0][0],
        "published": ask(f"SELECT COUNT(*) {PUBLISHED}")[0][0],
        "pledges": kinds["pledge"],
        "practices": kinds["practice"],
    }
    assert found["overview"] == {"submitted": 4, "published": 2, "pledges": 1, "practices": 1}
    for name in found.keys() - {"overview"}:
        assert found[name] == dict(ask(BY_TERM, name))
    assert len(found) == 7
    assert found["regions"].keys() >= {"002", "011", "155"}
    assert found["target_groups"] == {"migrants": 2, "refugees": 1}
    page = latest()
    assert figures_in(page) == [4, 2, 1, 1]
    for name in ("priority_objectives", "target_groups"):
        labels = {t.code: t.label_in("en") for t in Term.objects.filter(vocabulary=name)}
        assert table_in(page, name) == {labels[c]: n for c, n in found[name].items()}


def test_many_actions_take_no_more_statements(city, sent, committed, django_assert_num_queries):
    # public actions of the year: submitted, facets, listings, published, terms, labels
    with django_assert_num_queries(6):
        annual_statistics("en", YEAR)
    with committed():
        send(city, "Third")
    with django_assert_num_queries(6):
        annual_statistics("en", YEAR)


# The page -----------------------------------------------------------------------------------------


def test_it_opens_as_a_draft_in_three_languages(city, sent, committed):
    built = build(city, committed, key_of(sent[0]))

    assert built.is_new
    assert sorted(built.pages) == ["en", "es", "fr"]
    pages = Report.objects.filter(translation_key=Wanted(YEAR).key)
    assert [page.live for page in pages] == [False, False, False]
    assert Entry.objects.filter(type="report").count() == 0
    page, french = latest(), latest("fr")
    assert page.title == "2026 annual report on local action for migrants and refugees"
    assert (page.kind, page.report_year) == ("annual", YEAR)
    assert page.get_parent().specific_class.__name__ == "LibraryPage"
    assert [b["id"] for b in raw_of(french)] == [b["id"] for b in raw_of(page)]
    assert figures_in(french) == figures_in(page)
    labels = Term.objects.get(vocabulary="target_groups", code="migrants")
    assert table_in(french, "target_groups")[labels.label_in("fr")] == 2
    assert table_in(page, "target_groups")[labels.label_in("en")] == 2
    # A story that was written in English only waits for its translator.
    assert built.untranslated == {"fr": 2, "es": 2}
    kinds = [block.block_type for block in page.body]
    assert kinds[-4:] == ["heading", "quote", "teaser", "organisations"]


def test_published_its_stories_are_linked_both_ways(city, sent, committed, client):
    build(city, committed, key_of(sent[0]))
    with committed():
        latest().save_revision().publish()
    action, report = sent[0].page, Report.objects.get(locale__language_code="en")

    shown = client.get(report.url).content.decode()
    assert "<svg" in shown
    assert action.url in shown
    assert READY["summary"] in shown
    back = client.get(action.url).content.decode()
    assert report.url in back
    assert report.url not in client.get(sent[1].page.url).content.decode()


def test_an_action_that_names_a_report_stands_on_its_page(city, sent, committed, client):
    with committed():
        library = Page.objects.get(depth=3, slug="library")
        report = Report(title="2022", slug="r22", report_year=2022, locale=library.locale)
        library.add_child(instance=report)
        report.save_revision().publish()
        action = sent[1].page.specific
        action.body = [("teaser", {"page": report, "text": "In it"})]
        action.save_revision().publish()

    assert action.url in client.get(report.url).content.decode()


def test_nothing_personal_is_in_it(city, sent, committed):
    build(city, committed, *(key_of(one) for one in sent if one.page_id))
    texts = [json.dumps(raw_of(latest(code))) for code in ("en", "fr", "es")]
    texts.append(str(list(Record.objects.filter(verb="report_built").values("details"))))

    for name in ("Planted", "planted@", "First-", "Last-"):
        assert not any(name in text for text in texts)
    assert not any("Hidden" in text or "Waits" in text for text in texts)


# Again --------------------------------------------------------------------------------------------


def edit(page, change):
    """Change raw blocks as an editor would, and keep them as a draft."""
    raw = raw_of(page)
    page.body = page._meta.get_field("body").stream_block.to_python(change(raw) or raw)
    page.save_revision()
    if not page.live:
        page.save()


def test_built_again_it_has_fresh_numbers_and_every_word_of_its_editors(city, sent, committed):
    build(city, committed, key_of(sent[0]))

    def change(raw):
        for block in raw:
            if block["type"] == "rich_text":
                block["value"] = "<p>Our own introduction.</p>"
            elif block["type"] == "quote":
                block["value"]["text"] = "Said better."
            elif block["type"] == "table" and "arget" in str(block["value"]["caption"]):
                block["value"]["caption"] = "Whom they are for"
                block["value"]["rows"][1]["value"][0]["value"] = "People who migrate"
                own = [{"type": "item", "id": str(uuid4()), "value": t} for t in ("Own row", "7")]
                block["value"]["rows"].append({"type": "item", "id": str(uuid4()), "value": own})
        mine = {"type": "heading", "id": str(uuid4()), "value": {"text": "Mine", "anchor": ""}}
        gone = [one for one in raw if "regions" not in one["id"] and one["type"] != "organisations"]
        return [mine, *gone]

    edit(latest(), change)
    with committed():
        send(city, "Third", target_groups=["migrants"], sdgs=["sdg-03"])
    built = build(city, committed, key_of(sent[0]))

    page = latest()
    assert not built.is_new
    assert page.body[0].value["text"] == "Mine"
    assert page.body[1].value.source == "<p>Our own introduction.</p>"
    assert figures_in(page) == [5, 3, 1, 1]
    [table] = [b for b in page.body if b.block_type == "table" and "Whom" in b.value["caption"]]
    rows = {row[0]: row[1] for row in table.value["rows"]}
    assert rows == {
        "Target groups": "Actions",
        "People who migrate": "3",
        Term.objects.get(vocabulary="target_groups", code="refugees").label_in("en"): "1",
        "Own row": "7",
    }
    [quote] = [one for one in page.body if one.block_type == "quote"]
    assert quote.value["text"] == "Said better."
    assert "organisations" not in [one.block_type for one in page.body]
    assert built.deleted == ["Organisations: Supporting partners"]
    assert "Statistics: The year in numbers" in built.renewed
    assert "Quote: Said better." in built.kept
    assert "Table: Whom they are for" in built.kept
    assert "Table: Whom they are for" in built.renewed
    assert figures_in(latest("fr")) == [5, 3, 1, 1]
    assert not Report.objects.filter(live=True).exists()


def test_what_a_translator_said_stays(city, sent, committed):
    from wagtail_localize.models import StringTranslation

    build(city, committed)
    said = StringTranslation.objects.get(
        locale__language_code="fr", translation_of__data="What they are about"
    )
    said.data = "De quoi il s’agit vraiment"
    said.save()
    with committed():
        send(city, "Third")

    build(city, committed)

    french = latest("fr")
    assert [b.value["text"] for b in french.body if b.block_type == "heading"] == [
        "De quoi il s’agit vraiment"
    ]
    assert figures_in(french)[0] == 5


def test_of_a_published_report_only_the_draft_is_renewed(city, sent, committed):
    build(city, committed)
    with committed():
        latest().save_revision().publish()
        latest("fr").save_revision().publish()
        send(city, "Third")

    build(city, committed)

    live = Report.objects.get(locale__language_code="en")
    assert (live.live, live.has_unpublished_changes) == (True, True)
    assert figures_in(live)[0] == 4
    assert figures_in(latest())[0] == 5
    assert figures_in(Report.objects.get(locale__language_code="fr"))[0] == 4
    assert figures_in(latest("fr"))[0] == 5


def test_a_language_that_is_edited_on_its_own_is_left(city, sent, committed):
    from wagtail_localize.models import Translation

    build(city, committed)
    Translation.objects.filter(target_locale__language_code="es").update(enabled=False)
    with committed():
        send(city, "Third")

    built = build(city, committed)

    assert built.on_their_own == ["es"]
    assert figures_in(latest("es"))[0] == 4
    assert figures_in(latest("fr"))[0] == 5


def test_deleted_it_can_be_built_anew(city, sent, committed):
    build(city, committed)
    with committed():
        Page.objects.get(pk=latest().pk).delete()
        Page.objects.filter(translation_key=Wanted(YEAR).key).delete()

    built = build(city, committed)

    assert built.is_new
    assert "organisations" in [one.block_type for one in latest().body]


@pytest.mark.django_db(transaction=True)
def test_two_who_build_at_once_make_one_page(rows_of_a_city, transactional_db):
    from tests.actions.people import City

    rows_of_a_city.restore()
    city = City.read()
    make_repository(Page.objects.get(depth=2, locale__language_code="en"))
    send(city, "Only", publish=False)

    def attempt(_number):
        try:
            return build_report(city.reviewer, Wanted(YEAR)).is_new
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(attempt, range(2))) == [False, True]
    assert Report.objects.filter(locale__language_code="en").count() == 1
    assert Report.objects.count() == 3
    assert Record.objects.filter(verb="report_built").count() == 2


def test_only_the_secretariat_builds_and_only_years_with_actions(city, sent):
    for user in (city.owner, city.stranger):
        with pytest.raises(PermissionDenied):
            build_report(user, Wanted(YEAR))
    with pytest.raises(ValidationError):
        build_report(city.reviewer, Wanted(1999))
    assert not Report.objects.exists()


# On the desk --------------------------------------------------------------------------------------


def test_the_desk_offers_published_actions_and_says_what_was_done(city, sent, committed, client):
    log_in(client, city, "reviewer")
    desk = path("action_desk:annual")
    opened = client.get(desk, {"year": YEAR})
    assert [title for _key, title in opened.context["stories"]] == ["First", "Second"]

    with committed():
        told = client.post(desk, {"year": YEAR, "stories": [key_of(sent[0]), "x"]}, follow=True)
    assert "The report was opened as a draft." in told.content.decode()
    assert told.context["chosen"] == {key_of(sent[0])}
    assert len(told.context["pages"]) == 3
    with committed():
        again = client.post(desk, {"year": YEAR}, follow=True).content.decode()
    assert "The report was renewed." in again
    assert client.post(desk, {"year": 1999}, follow=True).status_code == 200
    assert client.get(desk, {"year": "x"}, follow=True).status_code == 404


def test_it_can_be_taken_as_pdf_word_csv_and_json(city, sent, committed, client):
    build(city, committed, key_of(sent[0]))
    log_in(client, city, "reviewer")

    def taken(form, **given):
        return client.get(path("action_desk:annual_file", YEAR, form), given)

    pdf = taken("pdf", language="fr")
    reader = PdfReader(BytesIO(pdf.content))
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert reader.trailer["/Root"]["/Lang"] == "fr"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert latest("fr").title in " ".join(text.split())
    assert "Network" in text
    document = Document(BytesIO(taken("docx", language="en").content))
    assert document.core_properties.language == "en"
    table = next(one for one in document.tables if one.cell(0, 0).text == "Target groups")
    assert [cell.text for cell in table.columns[1].cells] == ["Actions", "2", "1"]
    told = json.loads(taken("json").content)
    rows = list(csv.DictReader(io.StringIO(taken("csv").content.decode("utf-8-sig"))))
    assert rows == [{name: str(cell) for name, cell in row.items()} for row in told["rows"]]
    assert {row["series"] for row in rows} <= told["codebook"].keys()
    assert taken("exe").status_code == 404
    assert client.get(path("action_desk:annual_file", 1999, "pdf")).status_code == 404
    assert (
        client.get(path("action_desk:annual_file", YEAR, "pdf"), {"language": "ar"}).status_code
        == 404
    )


def test_logos_of_partners_are_printed(city, sent, committed):
    from actions.annual_files import as_pdf
    from tests.factories.media import make_image

    with committed():
        Organisation.objects.filter(slug="network").update(logo=make_image())
        Organisation.objects.get(slug="network").save()
    build(city, committed)

    assert Locale.objects.filter(language_code="en").exists()
    pictures = [
        image for page in PdfReader(BytesIO(as_pdf(YEAR, "en"))).pages for image in page.images
    ]
    assert len(pictures) == 1
