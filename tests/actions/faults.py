"""What `test_faults.py` lets processes do: prepare cities, and count at the end.

`prepare` makes clients, each with an organisation that has signed, a session and empty drafts;
`count` lets the worker mail what is to be mailed, and says what the database holds.
"""

import argparse
import json
import os
from pathlib import Path
from typing import Any


def prepare(options: argparse.Namespace) -> list[dict[str, Any]]:
    from actions.services.drafts import start_draft
    from hub.terms.services import seed_terms
    from tests.actions.people import commit, join, make_organisation, make_user, session_of
    from tests.site import make_site

    make_site()
    seed_terms()
    clients = []
    for number in range(options.clients):
        organisation = make_organisation(f"city-{number}")
        commit(organisation)
        user = make_user(f"officer-{number}")
        join(user, organisation)
        drafts = [
            str(start_draft(user, organisation, locale="en").key)
            for _number in range(options.actions // options.clients)
        ]
        clients.append({"session": session_of(user), "drafts": drafts})
    return clients


def count(options: argparse.Namespace) -> dict[str, Any]:
    from django.core import mail
    from django.core.management import call_command

    from actions.answers import check_answers
    from actions.models import Draft, Submission
    from actions.services.drafts import known_values
    from actions.services.submitting import content_hash

    mail.outbox = []
    call_command("work", once=True)
    rows = Submission.objects.select_related("draft")
    return {
        "submissions": [
            {
                "draft": str(row.draft.key),
                "number": row.number,
                "hash": row.content_hash,
                "rehashed": content_hash(row.answers),
                "title": row.answers["title"],
                "is_whole": not check_answers(row.answers, known_values()).problems,
                "is_as_drafted": row.answers == row.draft.answers,
                "state": row.draft.state,
            }
            for row in rows
        ],
        "drafts": Draft.objects.count(),
        "versions": list(Draft.objects.values_list("version", flat=True)),
        "mails": sorted(message.subject for message in mail.outbox),
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("role", choices=["prepare", "count"])
    parser.add_argument("--output", type=Path)
    parser.add_argument("--clients", type=int)
    parser.add_argument("--actions", type=int)
    options = parser.parse_args()

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.test")
    import django

    django.setup()
    found = {"prepare": prepare, "count": count}[options.role](options)
    if options.output:
        options.output.write_text(json.dumps(found))


if __name__ == "__main__":
    main()
