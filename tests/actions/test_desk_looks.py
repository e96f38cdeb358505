"""The desk and the morning in a browser: what we add to Wagtail's admin breaks no rule of axe."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from actions.models import Draft, Listing
from actions.services import choices
from actions.services.drafts import save_draft
from actions.services.reviewing import assign, comment, take_step
from actions.services.routing import route_listings
from actions.services.submitting import submit_draft
from hub.organisations.models import Organisation
from hub.outbox.models import Delivery, JobRun, Message
from tests.actions.people import City
from tests.actions.test_choices import interest
from tests.actions.test_desk import send_one
from tests.actions.test_writing import path
from tests.looks import WIDE, faults_of_admin

pytestmark = pytest.mark.browser


@pytest.fixture
def paths(city: City, client: Any) -> dict[str, str]:
    """Fill what the pages can show, for a reviewer who is logged in."""
    draft = send_one(city)
    take_step(city.reviewer, draft.key, "take_up")
    take_step(city.reviewer, draft.key, "request_changes", text="Who?", fields=["summary"])
    save_draft(city.owner, draft.key, changes={"summary": "One desk for all."}, version=2)
    submit_draft(city.owner, draft.key, key=uuid4(), version=3)
    take_step(city.reviewer, draft.key, "take_up")
    assign(city.reviewer, draft.key, to=city.reviewer, seen="")
    comment(city.reviewer, draft.key, text="They wrote to me about it.")
    route_listings(timezone.localdate())
    today = timezone.localdate()
    Listing.objects.filter(showcase="repository").update(due_on=today - timedelta(days=2))
    Listing.objects.filter(showcase="gcm-pledges").update(due_on=today + timedelta(days=2))
    twin = send_one(city, title="A desk for new arrivals!", target_groups=["idps"])
    Draft.objects.filter(pk=twin.pk).update(locale="fr")
    for address in ("ama@city.example", "kofi@city.example"):
        choices.confirm(interest(address), ["peer_learning"])
    for name in ("Editors", "Administrators"):
        city.reviewer.groups.add(Group.objects.get(name=name))
    JobRun.objects.create(name="route-listings", next_run_at=timezone.now() - timedelta(days=1))
    message = Message.objects.create(topic="action.submitted", key="1")
    Delivery.objects.create(
        message=message, key="1", consumer="action_mail", state="dead", error="Refused."
    )
    client.force_login(city.reviewer)
    merge = f"/admin/hub/merge/organisation/{city.organisation.pk}/"
    other = Organisation.objects.get(slug="elsewhere")
    own = {
        "morning": "/admin/",
        "state": "/admin/hub/state/",
        "merge": merge,
        "merge-looked": f"{merge}?target={other.pk}",
    }
    pages = {
        "queue": ("list",),
        "draft": ("draft", draft.key),
        "trail": ("trail", draft.key),
        "listings": ("listings",),
        "listing": ("listing", draft.key, "gcm-pledges"),
        "receipts": ("receipts",),
        "interests": ("interests",),
        "unsubscribes": ("unsubscribes",),
        "annual": ("annual",),
    }
    return own | {name: path(f"action_desk:{one}", *more) for name, (one, *more) in pages.items()}


def test_no_page_of_the_desk_breaks_a_rule(
    paths: dict[str, str], client: Any, browse: Any, axe: str
) -> None:
    broken: dict[str, list[str]] = {}
    for name, address in paths.items():
        broken |= faults_of_admin(browse(address, **WIDE), axe, name)
    table = b"action,showcase,state\nCTA-2026-1,gcm-pledges,sent\n"
    looked = client.post(
        paths["receipts"], {"file": SimpleUploadedFile("receipts.csv", table)}
    ).content.decode()
    page = browse(paths["receipts"], **WIDE)
    page.set_content(looked)
    broken |= faults_of_admin(page, axe, "receipts-looked")

    assert broken == {}
