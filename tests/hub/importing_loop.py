"""What the proof of importing runs in processes of its own: a site, rows for it, a plain loop."""

import json
import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "fr", "es")
TOPICS = ("housing", "health", "education", "climate")

FILE = {"languages": ["en"], "title": {"en": "It"}, "url": "https://example.org/it"}


def rows(pages: int) -> Iterator[dict[str, Any]]:
    """Yield a small site, then five actions for each report."""
    chance = random.Random(pages)
    yield index("home", "home", None, "Hub")
    yield index("library", "library", "home", "Library")
    yield index("action_repository", "actions", "home", "Actions")
    for number in range(pages):
        if number % 6:
            facts = {"starts_on": f"20{20 + number % 5}-03-01", "original_language": "fr"}
            yield page("action", f"action-{number}", "actions", facts, chance)
        else:
            facts = {"year": 2015 + number % 10, "kind": "annual", "files": [FILE]}
            yield page("report", f"report-{number}", "library", facts, chance)


def index(kind: str, key: str, parent: str | None, title: str) -> dict[str, Any]:
    text = {code: {"title": f"{title} {code}", "slug": f"{key}-{code}"} for code in LANGUAGES}
    return {"type": kind, "key": key, "parent": parent, "source": "en", "text": text}


def page(kind: str, key: str, parent: str, facts: Any, chance: random.Random) -> dict[str, Any]:
    words = [f"word{chance.randrange(5000)}" for _number in range(60)]
    text = {
        code: {
            "title": f"{key} {words[0]} {code}",
            "slug": f"{key}-{code}",
            "summary": f"{code} " + " ".join(words[:20]),
            "body": [
                {"type": "rich_text", "html": f"<p>{code} {' '.join(words[20:40])}</p>"},
                {"type": "heading", "text": f"{words[40]} {code}"},
                {"type": "rich_text", "html": f"<p>{code} {' '.join(words[41:])}</p>"},
            ],
        }
        for code in LANGUAGES
    }
    facts = {**facts, "terms": {"topics": chance.sample(TOPICS, 2)}}
    return {
        "type": kind,
        "key": key,
        "parent": parent,
        "source": "en",
        "facts": facts,
        "text": text,
    }


def prepare() -> None:
    from hub.demo.site import make_room
    from hub.terms.models import Term

    make_room()
    for code in TOPICS:
        Term.objects.get_or_create(vocabulary="topics", code=code)


def begin_site() -> None:
    """Let the site begin at the page that was imported, and rebuild the catalogue."""
    from django.core.management import call_command
    from wagtail.models import Page

    from hub.demo.site import ensure_site
    from hub.importing.keys import page_key

    home = Page.objects.get(translation_key=page_key("home"), locale__language_code="en")
    ensure_site(home)
    call_command("catalogue", "rebuild", verbosity=0)


def loop(file: Path, *, publishes: bool) -> None:
    """Add the same pages as somebody would who knows nothing of the importer.

    One that `publishes` leaves a version of each page behind, as an editor and the importer do.
    """
    from wagtail.models import Locale, Page

    from hub.declarations import page_types
    from hub.localization.trees import ensure_locales
    from hub.media.models import PageFile
    from hub.pages.models import PageTerm
    from hub.terms.models import Term

    locales = {locale.language_code: locale for locale in ensure_locales()}
    terms = {term.code: term for term in Term.objects.filter(vocabulary="topics")}
    above: dict[tuple[str | None, str], Page] = {}
    names = {"year": "report_year"}
    assert set(LANGUAGES) <= set(locales) == {one.language_code for one in Locale.objects.all()}
    for line in file.open():
        row = json.loads(line)
        model: Any = page_types()[row["type"]].load_model()
        facts = dict(row.get("facts", {}))
        topics = facts.pop("terms", {}).get("topics", [])
        links = [one["url"] for one in facts.pop("files", [])]
        key = None
        for code, said in row["text"].items():
            body = [
                (one["type"], one.get("html") or {"text": one["text"]})
                for one in said.pop("body", [])
            ]
            words = {names.get(name, name): value for name, value in facts.items()} | said
            made = model(locale=locales[code], **words)
            if key:
                made.translation_key = key
            made.body = body
            made.hub_terms = [PageTerm(term=terms[topic]) for topic in topics]
            made.hub_files = [PageFile(title="It", languages=["en"], link_url=url) for url in links]
            parent = above.get((row["parent"], code)) or Page.get_first_root_node()
            parent.add_child(instance=made)
            if publishes:
                made.save_revision().publish()
            key = made.translation_key
            if row["key"] in ("home", "library", "actions"):
                above[row["key"], code] = made


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.test")
    django.setup()
    from django.core.management import call_command

    began = time.process_time()
    match sys.argv[1:]:
        case ["prepare"]:
            prepare()
        case ["begin_site"]:
            begin_site()
        case ["import", file]:
            call_command("import_content", file)
        case [("add" | "publish") as way, file]:
            loop(Path(file), publishes=way == "publish")
    sys.stdout.write(f"{time.process_time() - began}\n")
