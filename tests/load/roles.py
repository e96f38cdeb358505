"""What the proof of load lets processes of the hub do: prepare, publish all the time, and judge.

`prepare` adds people, drafts, hidden pages and a webhook to the demo and writes the plan of
`benchmarks/load/locustfile.py`; `publish` retitles pages and looks when readers see it; `judge`
compares what was accepted with what the database holds.
"""

import argparse
import json
import os
import random
import signal
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

#: Words that no reader may see: of a restricted page and a draft page, and of what cities wrote.
HIDDEN = ("quokka", "quagga")
#: Seconds between two publications, and for how long a reader looks for one.
BETWEEN, LONGEST = 8, 120
#: What an editor meets while the database is away; they press the button again.
AWAY = ("InterfaceError", "OperationalError")


def prepare(options: argparse.Namespace) -> None:
    from django.core.management import call_command
    from django.utils import timezone

    from actions.models import Submission
    from hub.catalogue.models import Entry
    from hub.catalogue.querysets import ANYONE
    from hub.partners.models import PartnerSite
    from hub.webhooks.services import make_endpoint

    hide_pages()
    drafts = [draft for number in range(options.officers) for draft in drafts_of(number, options)]
    random.Random(1).shuffle(drafts)
    make_endpoint(PartnerSite.objects.create(name="Partner"), url=options.webhook)
    call_command("work", once=True)
    seen = Entry.objects.visible_to(ANYONE, now=timezone.now())
    rows = list(seen.exclude(path="").values_list("path", "title"))
    plan = {
        "rate": options.rate,
        "users": options.users,
        "hidden": "|".join(HIDDEN),
        "paths": sorted({path for path, _title in rows}),
        "titles": sorted({title for _path, title in rows}),
        "began_at": timezone.now().isoformat(),
        "submitted_before": Submission.objects.count(),
        "drafts": drafts,
    }
    (options.folder / "plan.json").write_text(json.dumps(plan))


def hide_pages() -> None:
    """Add a page that only people who are signed in may see, and one that is not published."""
    from wagtail.models import PageViewRestriction

    from resources.models import LibraryPage, Report

    shelf = LibraryPage.objects.filter(locale__language_code="en").order_by("path")[0]
    for slug, live in (("restricted", True), ("unpublished", False)):
        page = Report(title=f"{HIDDEN[0]} {slug}", slug=slug, report_year=2024, live=live)
        page.locale, page.summary = shelf.locale, f"{HIDDEN[0]} {slug}"
        shelf.add_child(instance=page)
        revision = page.save_revision()
        if live:
            PageViewRestriction.objects.create(page=page, restriction_type="login")
            revision.publish()


def drafts_of(number: int, options: argparse.Namespace) -> list[dict[str, Any]]:
    """Make a city that has signed, somebody of it who is signed in, and actions to be filled in."""
    from actions.services.drafts import start_draft
    from actions.types.answers import name_in_api
    from tests.actions.people import (
        READY,
        commit,
        join,
        make_organisation,
        make_user,
        session_of,
    )

    organisation, user = make_organisation(f"load-{number}"), make_user(f"load-{number}")
    commit(organisation)
    join(user, organisation)
    session = session_of(user)
    answers = {name_in_api(name): value for name, value in READY.items()}
    made = []
    for _number in range(options.drafts):
        key = str(start_draft(user, organisation, locale="en").key)
        title = {"title": f"{HIDDEN[1]} {key}"}
        made.append({"key": key, "session": session, "answers": answers | title})
    return made


def publish(options: argparse.Namespace) -> None:
    """Give one report after the other a new title, until told to stop; note when readers see it."""
    from resources.models import Report

    is_told: list[bool] = []
    signal.signal(signal.SIGTERM, lambda *_arguments: is_told.append(True))
    public = Report.objects.live().public().filter(alias_of=None, locale__language_code="en")
    keys = list(public.order_by("pk").values_list("pk", flat=True))
    journal = (options.folder / "published.jsonl").open("a", buffering=1)
    number = 0
    while not is_told:
        number += 1
        pk, title = keys[number % len(keys)], f"Edition {number} of a report"
        at = time.time()
        path = retitle(pk, title)
        done = time.time()
        seconds, looks = seen_by_readers(options.address, path, title)
        line = {"page": pk, "title": title, "at": at, "took": done - at}
        journal.write(json.dumps(line | {"seen_after": seconds, "looks": looks}) + "\n")
        time.sleep(BETWEEN)


def retitle(pk: int, title: str) -> str:
    """Publish a page with this title, whatever happens meanwhile; return its address."""
    from django.db import connection

    from resources.models import Report

    while True:
        try:
            page = Report.objects.get(pk=pk).get_latest_revision_as_object()
            page.title = title
            page.save_revision().publish()
            return str(Report.objects.get(pk=pk).get_url_parts()[2])
        except Exception as error:
            if type(error).__name__ not in AWAY:
                raise
            connection.close()
            time.sleep(1)


def seen_by_readers(address: str, path: str, title: str) -> tuple[float, int]:
    """Ask the API until it says the title; return seconds and how often it was asked."""
    query = quote("query($path: String!) { page(path: $path) { title } }")
    asked = f"{address}/graphql/?query={query}&variables={quote(json.dumps({'path': path}))}"
    started, looks = time.monotonic(), 0
    while time.monotonic() - started < LONGEST:
        looks += 1
        try:
            with urlopen(asked, timeout=30) as answer:
                if json.load(answer)["data"]["page"]["title"] == title:
                    return time.monotonic() - started, looks
        except (OSError, ValueError, KeyError):
            pass
        time.sleep(0.2)
    return LONGEST, looks


def judge(options: argparse.Namespace) -> None:
    """Say what of all that was accepted is not there, or is there twice, or is there by halves."""
    from actions.answers import check_answers
    from actions.models import Submission
    from actions.services.drafts import known_values
    from actions.services.submitting import content_hash
    from hub.outbox.models import Delivery, DeliveryState, Message
    from hub.webhooks.models import PREFIX
    from resources.models import Report
    from tests.hub.truth import leaks

    rows = {str(row.draft.key): row for row in Submission.objects.select_related("draft")}
    plan = json.loads((options.folder / "plan.json").read_text())
    known, lost = known_values(), []
    for accepted in lines(options.folder / "accepted.jsonl"):
        row = rows.get(accepted["draft"])
        kept = row and {"draft": accepted["draft"], "number": row.number, "hash": row.content_hash}
        if kept != accepted or content_hash(row.answers) != accepted["hash"]:
            lost.append(accepted)
        elif check_answers(row.answers, known).problems or row.answers != row.draft.answers:
            lost.append({"halved": accepted})
    titles = {line["page"]: line["title"] for line in lines(options.folder / "published.jsonl")}
    pages = dict(Report.objects.filter(pk__in=titles).values_list("pk", "title"))
    # What is being published just now is newer than the last line.
    lost += [title for pk, title in titles.items() if edition(pages[pk]) < edition(title)]
    found = {
        "submissions": len(rows) - plan["submitted_before"],
        "twice": Submission.objects.count() - len(rows),
        "lost": lost,
        "leaks": leaks(),
        "receipts": Message.objects.filter(
            topic="action.submitted", created_at__gte=plan["began_at"]
        ).count(),
        "events": Delivery.objects.filter(consumer__startswith=PREFIX).count(),
        "waiting": Delivery.objects.filter(state=DeliveryState.WAITING).count(),
        "given_up": Delivery.objects.filter(state=DeliveryState.DEAD).count(),
    }
    (options.folder / "judged.json").write_text(json.dumps(found, default=str))


def edition(title: str) -> int:
    """Read the number of a title that `publish` gave; no other title has one."""
    words = title.split()
    return int(words[1]) if words[0] == "Edition" and words[1].isdecimal() else 0


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("role", choices=["prepare", "publish", "judge"])
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--address")
    parser.add_argument("--webhook")
    parser.add_argument("--rate", type=float)
    parser.add_argument("--users", type=int)
    parser.add_argument("--officers", type=int)
    parser.add_argument("--drafts", type=int)
    options = parser.parse_args()

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.production")
    import django

    django.setup()
    {"prepare": prepare, "publish": publish, "judge": judge}[options.role](options)


if __name__ == "__main__":
    main()
