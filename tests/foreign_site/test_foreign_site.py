"""A Wagtail site that is not ours takes the hub from its wheel, as `docs/plugin.md` says."""

import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from . import documentation
from .making import NAME, SETTINGS, URLS, ForeignSite, build_wheel, install

PACKAGES = ("hub", "resources", "courses", "actions", "search", "frontend_schema")
#: What belongs to the site of this repository, and to nobody who installs the wheel.
ONLY_OURS = (
    r"hub/(settings/.*|urls\.py|asgi\.py|wsgi\.py)|tests/.*|.*/(__pycache__|var)/.*"
    r"|frontend_schema/(client|examples|widget)/.*"
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(tmp_path_factory.mktemp("wheel"))


def test_the_wheel_holds_every_file_of_the_packages_but_our_own_site(wheel: Path) -> None:
    packed = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}

    root = documentation.REPOSITORY
    files = (path for name in PACKAGES for path in (root / name).rglob("*") if path.is_file())
    ours = {path.relative_to(root).as_posix() for path in files}
    assert packed == {name for name in ours if not re.fullmatch(ONLY_OURS, name)}
    assert {name.rpartition(".")[2] for name in packed} >= {
        *("py", "typed", "html", "css", "js", "svg", "ttf", "tsv", "jsonl", "graphql")
    }


def test_every_setting_and_command_is_explained() -> None:
    explained = documentation.PAGE.read_text("utf-8")
    modules = [
        path for name in PACKAGES for path in (documentation.REPOSITORY / name).rglob("*.py")
    ]

    code = "".join(path.read_text("utf-8") for path in modules if path.parent.name != "settings")
    assert set(re.findall(r'"(HUB_[A-Z_]+)"', code)) == set(
        re.findall(r"`(HUB_[A-Z_]+)", explained)
    )
    commands = {path.stem for path in modules if path.parent.name == "commands"} - {"__init__"}
    assert {name for name in commands if f"`{name}`" not in explained} == set()


def test_a_site_takes_the_library_and_then_the_api(wheel: Path, tmp_path: Path) -> None:
    packages = tmp_path / "packages"
    install(wheel, packages)
    site = ForeignSite.make(tmp_path, packages)

    site.take_files()
    commands = documentation.commands("in the folder of manage.py")
    check_library(site.walk("library", given=commands), packages)

    site.take(SETTINGS, "recommended")
    site.take(SETTINGS, "the API")
    site.take(URLS, "the API")
    urls = (site.folder / URLS).read_text()
    ours = urls.replace("from wagtail import urls as", "from hub.pages import urls as")
    (site.folder / NAME / "hub_urls.py").write_text(ours)
    report = site.walk("api", given=documentation.blocks()["reports.graphql"])

    assert report["problems"] == []
    assert report["drafts"] == ["Home", "Vizinhos", "Biblioteca"]
    check_library_in_the_api(report["answers"])
    check_own_pages_in_the_api(report["answers"])
    check_html(report["html"])
    check_admin(report["admin"])


def check_library(report: Any, packages: Path) -> None:
    """See the kernel and the library work without the API, and nothing of ours written to."""
    checked, migrated, seeded, rebuilt = report.pop("outputs")
    assert checked == ""
    assert "Applying hub.0001_initial... OK" in migrated
    assert "Applying resources.0001_initial... OK" in migrated
    assert re.fullmatch(r"\d{4} created, 0 updated\.\n", seeded)
    assert rebuilt == "1 groups marked.\n1 groups rebuilt.\n"
    assert report == {
        "problems": ["hub.W004", "hub.W005", "hub.W201", "hub.W202"],  # its own app `search`
        "changes": "No changes detected\n",
        "is untouched": True,
        "has loaded strawberry": False,
        "packages": str(packages),
    }


def check_library_in_the_api(answers: Any) -> None:
    """Find our pages below theirs, in the languages of the site."""
    path = "/portal/vizinhos/biblioteca/relatorio/"
    for code, above in (("pt", "Vizinhos"), ("en", "Neighbours")):
        (edge,) = answers["reports"][code]["reports"]["edges"]
        assert edge["node"] == {
            "title": "Relatório",
            "path": path,
            "isFallback": code == "en",
            "locale": {"code": "pt"},
            "breadcrumbs": [{"title": above}, {"title": "Biblioteca"}],
        }
    resource = answers["report"]["resource"]
    assert resource["cover"] == {"alt": "Uma rua", "rendition": {"width": 480}}
    (file,) = resource["files"]
    assert re.fullmatch(r"/portal/documents/\d+/anexo\.pdf", file.pop("url"))
    assert file == {"title": "Anexo", "mediaType": "application/pdf", "bytes": 14}


def check_own_pages_in_the_api(answers: Any) -> None:
    """Find a declared type in every way that ours are found, and another one in none."""
    story = answers["story"]["page"]
    assert re.fullmatch(r"page:[0-9a-f-]{36}:pt", story.pop("id"))
    assert story == {
        "__typename": "Story",
        "title": "Vizinhos",
        "path": "/portal/vizinhos/",
        "summary": "Uma rua que se ajuda.",
        "isFallback": False,
        "locale": {"code": "pt"},
        "breadcrumbs": [],
        "translations": [{"path": "/portal/vizinhos/"}, {"path": "/en/portal/neighbours/"}],
        "body": [{"html": '<div class="hub-rich-text"><p>Era uma <b>rua</b>.</p></div>'}],
        "city": "Braga",
        "photo": {"alt": "Vizinhos"},
    }
    english = answers["english"]["page"]
    assert english == answers["story in English"]["page"]
    assert (english["title"], english["city"]) == ("Neighbours", "Braga")
    assert answers["node"] == {"node": {"title": "Vizinhos"}}
    assert answers["front page"]["page"]["__typename"] == "OtherPage"
    assert answers["lists"] == {
        "stories": {
            "totalCount": 1,
            "edges": [{"node": {"title": "Vizinhos", "city": "Braga"}}],
        },
        "menu": [
            {"title": "Vizinhos", "path": "/portal/vizinhos/"},
            {"title": "Biblioteca", "path": "/portal/vizinhos/biblioteca/"},
        ],
        "home": None,
    }
    assert answers["another city"]["stories"] == {"totalCount": 0, "edges": []}
    assert answers["album"] == {"page": None}
    assert "Cofre" not in str(answers)


def check_html(html: Any) -> None:
    """See each page in its own template, by either kind of addresses, and ours in their frame."""
    for pages in html.values():
        assert "The site's own template, for Braga." in pages["story"]
        assert "The site's own template, for Braga." in pages["english"]
        assert "<h1>Cofre</h1>" in pages["album"]
        assert 'href="/static/css/observatory.css"' in pages["report"]
        assert re.search(r"<h1[^>]*>Relatório</h1>", pages["report"])
        assert 'href="/portal/vizinhos/"' in pages["report"]
    assert html["wagtail.urls"]["home"] == html["hub.pages.urls"]["home"]


def check_admin(admin: Any) -> None:
    assert admin["refused"] == []
    published = "A página '{}!' foi publicada. Ver publicada Alterar"
    assert admin["said"] == {
        "story": [published.format("Vizinhos")],
        "album": [published.format("Cofre")],
        "report": [published.format("Relatório")],
    }
