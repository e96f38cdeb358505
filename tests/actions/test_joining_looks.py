"""The pages of joining under the rules of axe, on a phone, in the dark and from right to left."""

from typing import Any

import pytest

from actions.models import Membership
from actions.services import invitations, people
from actions.services.drafts import save_draft, start_draft
from tests.actions.people import City, commit, make_organisation, make_user
from tests.looks import NARROW, WIDE, faults, keep_picture

pytestmark = pytest.mark.browser


@pytest.fixture
def paths(city: City, client: Any) -> list[str]:
    """Fill what the pages can show; the addresses of all of them, for an owner who is logged in."""
    newcomer = make_user("newcomer")
    partner = make_organisation("friends", is_government=False)
    commit(partner)
    Membership.objects.create(user=city.owner, organisation=make_organisation("new"), role="owner")
    draft = start_draft(city.owner, city.organisation, locale="en")
    save_draft(city.owner, draft.key, changes={"title": "A desk for new arrivals"}, version=1)
    asked = people.request_access(
        newcomer, city.organisation.key, job_title="Officer", reason="I follow Ama."
    )
    invitations.invite(city.owner, city.organisation, email="x@city.example", role="viewer")
    Membership.objects.create(user=city.stranger, organisation=partner, role="owner")
    invitation = invitations.invite(city.stranger, partner, email=city.owner.email, role="viewer")
    client.force_login(city.owner)
    own = f"/my/organisations/{city.organisation.key}"
    return [
        "/my/",
        "/my/organisations/new/",
        f"{own}/",
        f"{own}/people/",
        f"{own}/sign/",
        f"{own}/endorse/",
        f"/my/organisations/{partner.key}/ask/",
        "/my/kit/",
        f"/my/access/{asked.key}/",
        f"/my/invitations/{invitations.token_of(invitation)}/",
        "/my/invitations/forged/",
        "/signatories/",
        "/signatories/logos/",
    ]


def test_no_page_of_joining_breaks_a_rule(
    paths: list[str], client: Any, browse: Any, axe: str
) -> None:
    broken = {}
    looks = [(f"/fr{path}", NARROW) for path in paths]
    looks += [(f"/ar{path}", NARROW) for path in paths if path.endswith(("/my/", "/people/"))]
    looks += [(f"/en{path}", WIDE) for path in paths if path.endswith(("/my/", "/signatories/"))]
    for number, (path, look) in enumerate(looks):
        page = browse(path, **look)
        keep_picture(page, f"joining-{number}")
        if found := faults(page, axe):
            broken[path] = found
    register = "/en/my/organisations/new/"
    page = browse(register, **NARROW)
    offered = {"name": "Exampleville", "kind": "other", "country": "GH", "job_title": "A"}
    for name, form in (("errors", {"name": "www.x"}), ("offered", offered)):
        page.set_content(client.post(register, form).content.decode())
        keep_picture(page, f"joining-{name}")
        if found := faults(page, axe):
            broken[name] = found

    assert broken == {}
