"""Importing: old addresses of pages of any type, and the files that lie beside a table."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model

from hub.importing.services import import_files
from resources.models import InformationPage

HEAD = "type,key,source,title_en,title_fr,kind,file_en,file_title_en,old_address,old_address_fr"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def bring(home, tmp_path):
    """Import a table whose rows are these lines."""

    def bring(*lines):
        (tmp_path / "pages.csv").write_text("\n".join([HEAD, *lines]))
        return import_files(paths=[tmp_path / "pages.csv"])

    return bring


def addresses():
    return sorted(Redirect.objects.values_list("old_path", "redirect_page__slug", "is_permanent"))


def test_old_addresses_lead_to_the_page_in_their_language(bring, committed, client):
    with committed():
        report = bring(
            "information,help,en,Help,Aide,help,,,/en/old-help?b=2&a=1; https://old.example/h/,"
            "/fr/ancienne-aide"
        )

    assert report.problems == []
    assert addresses() == [
        ("/en/old-help?a=1&b=2", "help", True),
        ("/fr/ancienne-aide", "aide", True),
        ("/h", "help", True),
    ]
    for old, new in (
        ("/en/old-help?a=1&b=2", "/en/help/"),
        ("/h/", "/en/help/"),
        ("/fr/ancienne-aide/", "/fr/aide/"),
    ):
        answer = client.get(old)
        assert (answer.status_code, answer["Location"]) == (301, new)


def test_an_old_address_follows_its_page_when_an_editor_moves_it(bring, committed, client):
    with committed():
        bring("information,help,en,Help,Aide,help,,,/en/old-help,")
    page = InformationPage.objects.get(locale__language_code="en")
    page.slug = "support"
    with committed():
        page.save_revision().publish()

    assert client.get("/en/old-help")["Location"] == "/en/support/"


def test_the_own_address_of_a_page_is_no_redirect(bring):
    report = bring("information,help,en,Help,Aide,help,,,/en/help/,/fr/avant")

    assert report.problems == []
    assert addresses() == [("/fr/avant", "aide", True)]


def test_an_address_added_later_arrives_without_a_second_page(bring):
    bring("information,help,en,Help,Aide,help,,,,")
    before = InformationPage.objects.count()

    report = bring("information,help,en,Help,Aide,help,,,,/fr/avant")

    assert [(locale, step.value) for _key, locale, step in report.steps] == [
        ("en", "unchanged"),
        ("fr", "changed"),
    ]
    assert (InformationPage.objects.count(), addresses()) == (before, [("/fr/avant", "aide", True)])


def test_a_row_with_more_cells_than_columns_is_told(bring):
    report = bring("information,help,en,Help, me,Aide,help,,,,", "information,a,en,A,A,help,,,,")

    assert [str(problem) for problem in report.problems] == [
        "pages.csv:2: there are more cells than columns."
    ]
    assert [key for key, _locale, _step in report.steps] == ["a", "a"]


def test_two_languages_of_a_page_do_not_share_an_address(bring):
    report = bring("information,help,en,Help,Aide,help,,,/same,/same/")

    assert [problem.message for problem in report.problems] == [
        "fr: old_address: “/same” already belongs to pages.csv:2 help (en)."
    ]
    assert not InformationPage.objects.exists()


def test_files_beside_a_table_become_documents_with_titles(bring, tmp_path):
    (tmp_path / "more").mkdir()
    for name in ("plan.pdf", "more/map.pdf"):
        (tmp_path / name).write_bytes(PDF)

    report = bring("information,help,en,Help,Aide,help,plan.pdf; more/map.pdf,,,")

    assert report.problems == []
    page = InformationPage.objects.get(locale__language_code="en")
    assert [(row.title, row.languages) for row in page.hub_files.all()] == [
        ("plan", ["en"]),
        ("map", ["en"]),
    ]
    assert {row.document.file.read() for row in page.hub_files.all()} == {PDF}
    assert get_document_model().objects.count() == 2


@pytest.mark.parametrize("name", ["../secret.pdf", "link.pdf", "/etc/hostname", "none.pdf", "."])
def test_no_file_is_taken_from_elsewhere(bring, tmp_path_factory, tmp_path, name):
    secret = tmp_path_factory.getbasetemp() / "secret.pdf"
    secret.write_bytes(PDF)
    (tmp_path / "link.pdf").symlink_to(secret)

    report = bring(f"information,help,en,Help,Aide,help,{name},Secret,,")

    assert [problem.message for problem in report.problems] == [
        f"files: there is no file “{name}” in this folder."
    ]
    assert not get_document_model().objects.exists()
