"""An editor publishes a report in two languages; a partner site has it in the next request."""

import json
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from hub.importing.pdf import make_pdf

from .conftest import Hub
from .people import Person

# The database is not used, but tests that use it come before those that flush it.
pytestmark = [pytest.mark.browser, pytest.mark.django_db]

LOCALES = ("en", "fr", "es", "ar")
TITLE, SUMMARY = "Annual report", "What cities did in a year."
TITRE, RESUME = "Rapport annuel", "Ce que les villes ont fait en un an."
ENGLISH_FILE, FRENCH_FILE = "Annual report in English", "Rapport annuel en français"

REPORT = """query($locale: String) { resource(slug: "annual-report", locale: $locale) {
  id title summary path isFallback issuedOn locale { code }
  files { title languages { code } bytes pages }
} }"""
# Every way that leads to the report, each under a name of its own.
WAYS = """query($locale: String, $path: String!, $id: ID!) {
  reports(locale: $locale) { totalCount edges { node { title } } }
  resources(locale: $locale) { totalCount edges { node { title } } }
  slice: resources(locale: $locale, network: "mayors") { totalCount edges { node { title } } }
  network(slug: "mayors", locale: $locale) { resources { totalCount edges { node { title } } } }
  relation: resource(slug: "study-of-cities", locale: $locale) {
    relations { kind resource { title } } }
  menu(locale: $locale) { title }
  resource(slug: "annual-report", locale: $locale) { title }
  page(path: $path, locale: $locale) { title }
  pageAt(path: $path, locale: $locale) { page { title } }
  node(id: $id) { ... on Page { title } }
}"""
ALL_WAYS = {
    *("reports", "resources", "slice", "network", "relation", "menu"),
    *("resource", "page", "pageAt", "node"),
}


def test_a_report_from_log_in_to_expiry(
    hub: Hub, log_in: Callable[..., Person], tmp_path: Path
) -> None:
    editor = log_in("editor@example.org")
    create_report(editor, tmp_path)
    english, fallback = report(hub, "en"), report(hub, "fr")
    assert (english["title"], english["summary"], english["isFallback"]) == (TITLE, SUMMARY, False)
    assert english["files"] == [
        in_file(tmp_path / "en.pdf", ENGLISH_FILE, "en"),
        in_file(tmp_path / "fr.pdf", FRENCH_FILE, "fr"),
    ]
    assert (fallback["title"], fallback["isFallback"]) == (TITLE, True)

    relate_the_study(editor)
    translate_to_french(editor)
    french = report(hub, "fr")
    assert (french["title"], french["summary"], french["isFallback"]) == (TITRE, RESUME, False)
    known = {locale: report(hub, locale) for locale in LOCALES}
    assert {locale: ways_to(hub, known[locale]) for locale in LOCALES} == {
        locale: (ALL_WAYS, [2, 2, 1, 1]) for locale in LOCALES
    }

    change_the_date(editor)
    assert [report(hub, locale)["issuedOn"] for locale in LOCALES] == ["2022-05-18"] * 4

    editor.open_report(TITLE)
    editor.unpublish()
    is_gone(hub, known)

    schedule_for_tomorrow(editor)
    is_gone(hub, known)
    turns(hub, moment_of(hub, "go_live_at"), is_shown=True)
    turns(hub, moment_of(hub, "expire_at"), is_shown=False)
    is_gone(hub, known)


def create_report(editor: Person, folder: Path) -> None:
    editor.start_report()
    editor.fill("Title*", TITLE)
    editor.fill("Year it reports on", "2022")
    editor.fill("Summary", SUMMARY)
    editor.open_tab("Facts and files")
    for language, code, title in (("English", "en", ENGLISH_FILE), ("French", "fr", FRENCH_FILE)):
        path = folder / f"{code}.pdf"
        path.write_bytes(make_pdf(title=title, language=code, summary="", body_blocks=[]))
        editor.add_file(path, title=title, language=language)
    editor.fill("Issued on", "2022-05-17")
    editor.open_tab("Publishing")
    editor.tick("Mayors Mechanism")
    editor.tick("Show in menus")
    editor.publish()


def relate_the_study(editor: Person) -> None:
    editor.open_report("Study of cities")
    editor.open_tab("Facts and files")
    editor.add_relation("is based on", TITLE)
    editor.publish()


def translate_to_french(editor: Person) -> None:
    editor.open_report(TITLE)
    editor.send_to_translation("French")
    editor.translate(TITLE, TITRE)
    editor.translate(SUMMARY, RESUME)
    editor.publish_translation(TITRE, "French")


def change_the_date(editor: Person) -> None:
    editor.open_report(TITLE)
    editor.open_tab("Facts and files")
    editor.fill("Issued on", "2022-05-18")
    editor.publish()


def schedule_for_tomorrow(editor: Person) -> None:
    editor.open_report(TITLE)
    editor.set_schedule(f"{timezone.now() + timedelta(days=1):%Y-%m-%d %H:%M}")
    editor.publish("Schedule to publish")


def report(hub: Hub, locale: str) -> Any:
    return hub.ask(REPORT, locale=locale)["resource"]


def in_file(path: Path, title: str, code: str) -> dict[str, Any]:
    return {
        "title": title,
        "languages": [{"code": code}],
        "bytes": path.stat().st_size,
        "pages": 1,
    }


def ways_to(hub: Hub, known: Any) -> tuple[set[str], list[int]]:
    """Follow every way to a report; those that lead there, and what the lists count."""
    code = known["locale"]["code"]
    answer = hub.ask(WAYS, locale=code, path=known["path"], id=known["id"])
    found = {way for way, value in answer.items() if known["title"] in json.dumps(value)}
    lists = [answer[name] for name in ("reports", "resources", "slice")]
    return found, [each["totalCount"] for each in [*lists, answer["network"]["resources"]]]


def is_gone(hub: Hub, known: dict[str, Any]) -> None:
    for locale in LOCALES:
        assert ways_to(hub, known[locale]) == (set(), [1, 1, 0, 0]), locale
        assert hub.status(known[locale]["path"]) == 410, locale


def moment_of(hub: Hub, field: str) -> float:
    return float(hub.run(f"schedule({TITLE!r}, {field!r}, in_seconds=4)"))


def turns(hub: Hub, moment: float, *, is_shown: bool) -> None:
    """Ask until the moment has passed: what is answered before it, and asked after it, is exact."""
    while True:
        asked = time.time()
        shown = {report(hub, locale) is not None for locale in ("en", "fr")}
        if time.time() < moment:
            assert shown == {not is_shown}
        if asked > moment:
            assert shown == {is_shown}
            return
