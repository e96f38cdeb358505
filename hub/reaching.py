"""Asks whether an address of the web answers, without reaching anything that is not public.

Each step of a redirect is treated alike.
"""

from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings

from hub import outgoing
from hub.pages.roots import base_url

#: Seconds for one step of a connection, and for one request as a whole.
STEP, WHOLE = 8, 15
MOST_REDIRECTS = 5
REDIRECTS, PERMANENT = {301, 302, 303, 307, 308}, {301, 308}
#: Of what a server refuses, only this says that there is nothing.
MISSING = {404, 410}
#: For a test that is the other server itself; no setting opens this.
LOOPBACK_IS_PUBLIC = False


@dataclass(frozen=True, kw_only=True)
class Reached:
    """Whether somebody answered, and where the address has moved for good."""

    answered: bool
    moved_to: str = ""


def reach(address: str) -> Reached:
    """Ask for an address by HEAD, then by GET, and follow where it leads."""
    asked, moved_to = address, ""
    is_permanent = True
    for _step in range(MOST_REDIRECTS + 1):
        try:
            status, location = answer_of(asked)
        except (OSError, ValueError):
            return Reached(answered=False)
        if status not in REDIRECTS or not location:
            answered = status < 500 and status not in MISSING
            return Reached(answered=answered, moved_to=moved_to if answered else "")
        asked = urljoin(asked, location)
        is_permanent = is_permanent and status in PERMANENT
        moved_to = asked if is_permanent else moved_to
    return Reached(answered=False)


def answer_of(address: str) -> tuple[int, str]:
    """Return status and location; many servers know no HEAD, or forbid it."""
    status, location = ask(address, "HEAD")
    return (status, location) if status < 400 else ask(address, "GET")


def ask(address: str, method: str) -> tuple[int, str]:
    agent = f"{settings.WAGTAIL_SITE_NAME} (+{base_url()})"
    response = outgoing.send(
        method,
        address,
        headers={"User-Agent": agent},
        step=STEP,
        whole=WHOLE,
        allow_loopback=LOOPBACK_IS_PUBLIC,
    )
    return response.status_code, response.headers.get("Location", "")
