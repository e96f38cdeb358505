"""Random edits by a process that is killed again and again, for `test_truth.py` and `make proof`.

Run as a program it does the operations `start` to `stop` of a seeded plan on the database of the
environment. At the operations named in `--kill` it ends itself with SIGKILL after a seeded number
of SQL statements, that is between any two of Wagtail's steps. `leaks` is asked by a second
connection while the edits are half done.
"""

import argparse
import os
import random
import signal
import threading
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any


def not_public(now: Any) -> Any:
    """Return the condition of entries whose page must not be seen; one SQL statement.

    Written against the pages alone, on purpose without any code of the catalogue's own decision.
    """
    from django.db.models import Exists, F, OuterRef, Q
    from django.db.models.functions import Length, Substr
    from wagtail.models import Page, PageViewRestriction

    key = OuterRef("group__translation_key")
    unexpired = Q(expire_at__isnull=True) | Q(expire_at__gt=now)
    alive = Page.objects.filter(unexpired, live=True, alias_of__isnull=True, translation_key=key)
    above = PageViewRestriction.objects.annotate(
        head=Substr(OuterRef("path"), 1, Length("page__path"))
    ).filter(head=F("page__path"))
    restricted = Page.objects.filter(translation_key=key).filter(Exists(above))
    source = alive.filter(locale__language_code=OuterRef("group__source_locale"))
    actual = alive.filter(locale__language_code=OuterRef("actual_locale"))
    return ~Exists(source) | ~Exists(actual) | Exists(restricted)


def leaks() -> list[str]:
    """Entries that a list would show although their page must not be seen."""
    from django.utils import timezone

    from hub.catalogue.models import Entry
    from hub.catalogue.querysets import ANYONE

    now = timezone.now()  # one moment for both sides, or a page that ends between two would count
    return [
        f"{title} ({locale})"
        for title, locale in Entry.objects.visible_to(ANYONE, now=now)
        .filter(not_public(now))
        .values_list("title", "locale")
    ]


def catalogue() -> dict[str, list[Any]]:
    """All that the catalogue holds, without row ids and versions, in a comparable form."""
    from hub.catalogue.models import Dependency, Entry, Facet, Group, Membership

    key = "group__translation_key"
    entry_fields = [
        column.name for column in Entry._meta.concrete_fields if column.name not in ("id", "group")
    ]
    rows = {
        "groups": Group.objects.filter(is_removed=False).values_list(
            "translation_key", "type", "source_locale"
        ),
        "entries": Entry.objects.values_list(key, *entry_fields, "content__body", "content__texts"),
        "facets": Facet.objects.values_list(key, "name", "value", "is_implied"),
        "memberships": Membership.objects.values_list(
            key, "network__slug", "position", "note", "grants_access"
        ),
        "dependencies": Dependency.objects.values_list(key, "kind", "key"),
    }
    return {name: sorted(list(map(str, row)) for row in found) for name, found in rows.items()}


class Plan:
    """Operation number n of a seed is always the same choice on the same database."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.operations: list[Callable[[random.Random], None]] = [
            create,
            create,
            edit,
            edit,
            unpublish,
            move,
            restrict,
            unrestrict,
            translate_one,
            edit_translation,
            retitle_term,
            delete,
            expire,
            curate,
            hide_collection,
            republish,
        ]

    def random(self, number: int) -> random.Random:
        return random.Random(f"{self.seed}:{number}")

    def run(self, number: int) -> None:
        chance = self.random(number)
        chance.choice(self.operations)(chance)


def reports() -> list[Any]:
    from resources.models import Report

    return list(Report.objects.order_by("pk"))


def shelves() -> list[Any]:
    from resources.models import LibraryPage

    return list(LibraryPage.objects.filter(locale__language_code="en").order_by("pk"))


def terms() -> list[Any]:
    from hub.terms.models import Term

    return list(Term.objects.order_by("pk"))


def create(chance: random.Random) -> None:
    from hub.pages.models import PageTerm
    from resources.models import Report

    shelf = chance.choice(shelves())
    report = Report(title=f"Report {chance.randrange(10**6)}", report_year=2022, live=False)
    report.locale = shelf.locale
    report.cover = first_image()
    shelf.add_child(instance=report)
    report.hub_terms = [PageTerm(term=term) for term in chance.sample(terms(), 2)]
    report.save_revision().publish()


def first_image() -> Any:
    from wagtail.images import get_image_model

    return get_image_model().objects.order_by("pk").first()


def some_report(chance: random.Random, **where: Any) -> Any:
    found = [page for page in reports() if all(getattr(page, k) == v for k, v in where.items())]
    return chance.choice(found) if found else None


def edit(chance: random.Random) -> None:
    if report := some_report(chance, live=True):
        report.title = f"{report.title.split(' v')[0]} v{chance.randrange(1000)}"
        report.slug = f"slug-{chance.randrange(10**6)}" if chance.random() < 0.3 else report.slug
        revision = report.save_revision()
        if chance.random() < 0.8:
            revision.publish()


def republish(chance: random.Random) -> None:
    if report := some_report(chance, live=False):
        report.expire_at = None
        report.save_revision().publish()


def unpublish(chance: random.Random) -> None:
    if report := some_report(chance, live=True):
        report.unpublish()


def move(chance: random.Random) -> None:
    if report := some_report(chance):
        target = chance.choice(shelves())
        if report.locale_id == target.locale_id and report.get_parent().pk != target.pk:
            report.move(target, pos="last-child")


def restrict(chance: random.Random) -> None:
    from wagtail.models import PageViewRestriction

    page = chance.choice([*reports(), *shelves()[1:]])
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def unrestrict(chance: random.Random) -> None:
    from wagtail.models import PageViewRestriction

    if found := list(PageViewRestriction.objects.order_by("pk")):
        chance.choice(found).delete()


def translate_one(chance: random.Random) -> None:
    from tests.site import translate

    if report := some_report(chance):
        code = chance.choice(["fr", "es"])
        if report.locale.language_code == "en" and not report.has_translation(locale_of(code)):
            translate(report, code, title=f"{report.title} {code}", publish=chance.random() < 0.7)


def locale_of(code: str) -> Any:
    from wagtail.models import Locale

    return Locale.objects.get(language_code=code)


def edit_translation(chance: random.Random) -> None:
    found = [page for page in reports() if page.locale.language_code != "en"]
    if found:
        page = chance.choice(found)
        page.title = f"Titre {chance.randrange(1000)}"
        page.save_revision().publish()


def retitle_term(chance: random.Random) -> None:
    from hub.terms.models import TermLabel

    label = chance.choice(list(TermLabel.objects.order_by("pk")))
    label.label = f"Term {chance.randrange(1000)}"
    label.save()


def delete(chance: random.Random) -> None:
    if len(reports()) > 12 and (report := some_report(chance)):
        report.delete()


def expire(chance: random.Random) -> None:
    from django.core.management import call_command
    from django.utils import timezone

    if report := some_report(chance, live=True):
        report.expire_at = timezone.now() + timedelta(milliseconds=chance.choice([1, 200, 10**8]))
        report.save_revision().publish()
    if chance.random() < 0.5:
        call_command("publish_scheduled", verbosity=0)


def curate(chance: random.Random) -> None:
    from hub.networks.models import Network, NetworkItem

    network = Network.objects.order_by("pk").first()
    if report := some_report(chance):
        NetworkItem.objects.filter(network=network, page=report).delete()
        NetworkItem.objects.create(network=network, page=report, sort_order=chance.randrange(9))


def hide_collection(chance: random.Random) -> None:
    from wagtail.models import CollectionViewRestriction

    image = first_image()
    found = CollectionViewRestriction.objects.filter(collection=image.collection)
    if found.exists():
        found.first().delete()
    else:
        CollectionViewRestriction.objects.create(
            collection=image.collection, restriction_type="login"
        )


def prepare() -> None:
    """Make the site that the operations work on."""
    from django.core.files.base import ContentFile
    from PIL import Image as Picture
    from wagtail.images import get_image_model
    from wagtail.models import Collection

    from hub.networks.models import Network
    from hub.terms.models import Term, TermLabel
    from resources.models import LibraryPage
    from tests.site import add, make_site

    home = make_site()
    for number in range(3):
        add(home, LibraryPage(title=f"Shelf {number}", slug=f"shelf-{number}"))
    for number in range(5):
        term = Term.objects.create(vocabulary="topics", code=f"topic-{number}")
        TermLabel.objects.create(term=term, locale="en", label=f"Topic {number}")
    Network.objects.create(slug="network")
    collection = Collection.get_first_root_node().add_child(name="Pictures")
    path = Path(os.environ["HUB_DATA_DIR"]) / "picture.png"
    Picture.new("RGB", (64, 48), "teal").save(path)
    get_image_model().objects.create(
        title="Picture",
        file=ContentFile(path.read_bytes(), name="picture.png"),
        width=64,
        height=48,
        collection=collection,
    )
    for number in range(8):
        create(random.Random(f"first:{number}"))


class Witness:
    """Counts statements, asks elsewhere for leaks now and then, and may kill the process."""

    def __init__(self, chance: random.Random, *, kill: bool) -> None:
        self.chance, self.seen = chance, 0
        self.last = chance.randrange(1, 60) if kill else 0

    def __call__(self, execute: Any, *arguments: Any) -> Any:
        result = execute(*arguments)
        self.seen += 1
        if self.chance.random() < 0.02:
            ask_elsewhere()
        if self.last and self.seen >= self.last:
            os.kill(os.getpid(), signal.SIGKILL)
        return result


def ask_elsewhere() -> None:
    """Look for leaks through a connection of its own, as another process would see them now."""
    found: list[str] = []

    def ask() -> None:
        from django.db import connection

        found.extend(leaks())
        connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert not found, f"shown while it must not be: {found}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--stop", type=int, required=True)
    parser.add_argument("--progress", type=Path, required=True)
    parser.add_argument("--kill", type=int, nargs="*", default=[])
    options = parser.parse_args()

    import django

    django.setup()
    from django.db import connection

    if not options.progress.exists():
        prepare()
        options.progress.write_text("0")
    start = int(options.progress.read_text())
    assert not leaks(), f"after a kill: {leaks()}"
    plan = Plan(options.seed)
    for number in range(start, options.stop):
        options.progress.write_text(str(number + 1))
        witness = Witness(random.Random(f"w{options.seed}:{number}"), kill=number in options.kill)
        with ExitStack() as stack:
            stack.enter_context(connection.execute_wrapper(witness))
            plan.run(number)
        if number in options.kill:
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
