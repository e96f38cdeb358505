"""Runs inside the foreign site once it has the API; its arguments are a report and a query."""

import io
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.core.checks import run_checks
from django.core.files.base import ContentFile
from django.test import Client, override_settings
from django.test.utils import setup_test_environment
from editor import Editor, messages_of
from gallery.models import AlbumPage, Paper, Photo
from people.models import User
from PIL import Image
from stories.models import StoryPage
from wagtail.models import Locale, Page, Site

from hub.localization.translations import translate_page
from hub.localization.trees import ensure_index_pages, ensure_locales
from resources.models import LibraryPage, Report

PAGE = """
query Page($path: String!, $locale: String) {
  page(path: $path, locale: $locale) {
    __typename id title path summary isFallback locale { code }
    breadcrumbs { title path } translations { path } body { html }
    ... on Story { city photo { alt } }
  }
}
"""
LISTS = """
query Lists($city: String) {
  stories(city: $city) { totalCount edges { node { title city } } }
  menu { title path }
  home { title }
}
"""
REPORT = """
{
  resource(slug: "relatorio") {
    title cover { alt rendition(preset: CARD) { width } } files { title url mediaType bytes }
  }
}
"""
NODE = "query Node($id: ID!) { node(id: $id) { ... on Story { title } } }"


def add(parent: Page, page: Page) -> Any:
    """Add a page as an editor would: a draft first, then published."""
    page.live = False
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def picture() -> ContentFile:
    file = io.BytesIO()
    Image.new("RGB", (1200, 800), "teal").save(file, "PNG")
    return ContentFile(file.getvalue(), "rua.png")


def sow(home: Page) -> dict[str, Any]:
    """Grow a small tree of the site's own pages and ours."""
    photo = Photo.objects.create(title="Rua", file=picture(), photographer="Ana")
    paper = Paper.objects.create(title="Anexo", file=ContentFile(b"%PDF-1.4 anexo", "anexo.pdf"))
    story = StoryPage(
        title="Vizinhos",
        slug="vizinhos",
        intro="Uma rua que se ajuda.",
        body="<p>Era uma <b>rua</b>.</p>",
        told_on=date(2024, 5, 1),
        city="Braga",
        photo=photo,
        show_in_menus=True,
    )
    add(home, story)
    library = add(story, LibraryPage(title="Biblioteca", slug="biblioteca", show_in_menus=True))
    report = Report(title="Relatório", slug="relatorio", report_year=2023, cover=photo)
    report.cover_alt = "Uma rua"
    report.hub_files.add(report.hub_files.model(title="Anexo", languages=["pt"], document=paper))
    add(library, report)
    album = add(home, AlbumPage(title="Cofre", slug="cofre", cover=paper, show_in_menus=True))
    return {"home": home, "story": story, "library": library, "report": report, "album": album}


def translate(pages: dict[str, Any]) -> list[str]:
    """Make the tree in English, where only the story has words; return what became a draft."""
    english = Locale.objects.get(language_code="en")
    drafts = ensure_index_pages(locale=english)
    first = Page.objects.get(pk=drafts[0].pk).specific
    first.save_revision().publish()  # without it, Wagtail finds nothing in the language
    words = {
        "title": "Neighbours",
        "intro": "A street that helps itself.",
        "body": "<p>There was a <b>street</b>.</p>",
    }
    pages["english"] = translate_page(
        source=pages["story"], locale=english, words=words, own={"slug": "neighbours"}
    ).page
    return [page.title for page in drafts]


def ask(query: str, **variables: Any) -> Any:
    body = {"query": query, "variables": variables}
    answer = Client().post("/portal/api/graphql/", body, content_type="application/json").json()
    return answer.get("data") or answer


def answers(reports: str) -> dict[str, Any]:
    """Ask the API what a front end would ask."""
    found = {
        "reports": {code: ask(reports, locale=code) for code in ("pt", "en")},
        "report": ask(REPORT),
        "story": ask(PAGE, path="/portal/vizinhos/"),
        "english": ask(PAGE, path="/en/portal/neighbours/"),
        "story in English": ask(PAGE, path="/portal/vizinhos/", locale="en"),
        "front page": ask(PAGE, path="/portal/"),
        "album": ask(PAGE, path="/portal/cofre/"),
        "lists": ask(LISTS),
        "another city": ask(LISTS, city="Porto"),
    }
    return found | {"node": ask(NODE, id=found["story"]["page"]["id"])}


def html_of(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def html(pages: dict[str, Any]) -> dict[str, Any]:
    """Read pages as visitors, by Wagtail's own addresses and by ours."""
    paths = {name: page.url for name, page in pages.items()}
    found = {"wagtail.urls": {name: html_of(path) for name, path in paths.items()}}
    with override_settings(ROOT_URLCONF="observatory.hub_urls"):
        found["hub.pages.urls"] = {name: html_of(path) for name, path in paths.items()}
    return found


def admin(pages: dict[str, Any]) -> dict[str, Any]:
    """Visit the screens of the admin where our pages and theirs meet, and publish some."""
    user = User.objects.create(email="ana@example.org", is_superuser=True)
    editor = Editor(Client(), user)
    start = "/portal/admin/"
    paths = [
        start,
        f"{start}pages/{pages['home'].pk}/",
        f"{start}pages/add/resources/librarypage/{pages['home'].pk}/",
        f"{start}pages/add/stories/storypage/{pages['home'].pk}/",
        f"{start}pages/{pages['english'].pk}/edit/",
        f"{start}snippets/hub/term/",
        f"{start}images/add/",
        f"{start}documents/add/",
    ]
    statuses = {path: editor.client.get(path).status_code for path in paths}
    said = {}
    for name in ("story", "album", "report"):
        page = pages[name]
        said[name] = messages_of(editor.send(page, "publish", title=f"{page.title}!"))
    return {"refused": [path for path, status in statuses.items() if status != 200], "said": said}


def main(reports: str) -> dict[str, Any]:
    setup_test_environment()
    ensure_locales()
    home = Site.objects.get(is_default_site=True).root_page.specific
    home.save_revision().publish()
    pages = sow(home)
    return {
        "drafts": translate(pages),
        "problems": sorted(
            message.id for message in run_checks(databases=["default"]) if not message.is_silenced()
        ),
        "answers": answers(reports),
        "html": html(pages),
        "admin": admin(pages),
    }


Path(sys.argv[2]).write_text(json.dumps(main(json.loads(sys.argv[3]))))
