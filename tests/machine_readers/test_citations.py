"""Citations: in words on the page, and as files for those who keep a list of sources."""

from datetime import date

import pytest

from hub.machine_readers.citations import as_bibtex, in_words
from hub.pages.models import Contribution
from resources.models import IndexPage, UpdatePage
from tests.factories.hub import OrganisationFactory
from tests.site import add, add_report, library

ADDRESS = "http://127.0.0.1:8000/en/library/report/"


@pytest.fixture
def report(home, committed):
    with committed():
        return add_report(
            library(home),
            "100 % of {cities} & towns",
            slug="report",
            summary="Two\nlines.",
            number="R_7",
            issued_on=date(2023, 12, 13),
            hub_contributions=[
                Contribution(organisation=OrganisationFactory(name=name, acronym=""), role=role)
                for name, role in (
                    ("A & B", "author"),
                    ("Ville d’Accra", "author"),
                    ("UCLG", "publisher"),
                )
            ],
        )


def test_a_resource_can_be_cited_and_shared(report, read):
    section = next(
        one
        for one in read("/en/library/report/").find_all("section")
        if one.h2.string == "Share and cite"
    )

    assert (
        section.p.string == f"A & B, Ville d’Accra (2023). 100 % of {{cities}} & towns. {ADDRESS}"
    )
    links = {link.string: link["href"] for link in section.find_all("a")}
    assert links == {
        "BibTeX": f"/en/feeds/{report.translation_key}.bib",
        "RIS": f"/en/feeds/{report.translation_key}.ris",
        "Send by mail": "mailto:?subject=100%20%25%20of%20%7Bcities%7D%20%26%20towns"
        "&body=http%3A%2F%2F127.0.0.1%3A8000%2Fen%2Flibrary%2Freport%2F",
    }


def test_bibtex_escapes_what_tex_would_read(report, client):
    response = client.get(f"/en/feeds/{report.translation_key}.bib")

    assert response["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="{report.translation_key}.bib"'
    assert response.content.decode() == (
        "@techreport{report2023,\n"
        r"  author = {{A \& B} and {Ville d’Accra}},"
        "\n"
        r"  title = {{100 \% of \{cities\} \& towns}},"
        "\n"
        "  institution = {UCLG},\n"
        r"  number = {R\_7},"
        "\n"
        "  year = {2023},\n"
        "  language = {en},\n"
        f"  url = {{{ADDRESS}}},\n"
        "}\n"
    )


def test_ris_has_one_value_a_line(report, client):
    response = client.get(f"/en/feeds/{report.translation_key}.ris")

    assert response["Content-Type"] == "application/x-research-info-systems; charset=utf-8"
    assert response.content.decode().split("\r\n") == [
        "TY  - RPRT",
        "AU  - A & B",
        "AU  - Ville d’Accra",
        "TI  - 100 % of {cities} & towns",
        "PB  - UCLG",
        "PY  - 2023",
        "SN  - R_7",
        "LA  - en",
        "AB  - Two lines.",
        f"UR  - {ADDRESS}",
        "ER  - ",
        "",
    ]


def test_what_nobody_made_on_no_day_can_be_cited():
    thing = {
        "@type": "CreativeWork",
        "name": "Toolbox.",
        "url": "https://a.example/b/",
        "inLanguage": "en",
    }

    assert in_words(thing) == "(no date). Toolbox. https://a.example/b/"
    assert as_bibtex(thing).splitlines() == [
        "@misc{b,",
        "  title = {{Toolbox.}},",
        "  language = {en},",
        "  url = {https://a.example/b/},",
        "}",
    ]


def test_what_is_no_resource_or_hidden_has_no_citation(report, home, committed, client, read):
    with committed():
        updates = add(home, IndexPage(title="Updates", lists="updates"))
        news = add(updates, UpdatePage(title="News", date=date(2024, 1, 2)))
        report.unpublish()

    for page in (news, report):
        for kind in ("bib", "ris", "pdf"):
            assert client.get(f"/en/feeds/{page.translation_key}.{kind}").status_code == 404
    assert "Share and cite" not in read("/en/updates/news/").get_text()
