"""Where imported pages stood before: old addresses, each kept as a redirect to its page."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from hub.pages.roots import hub_site, page_path

from .files import Row
from .problems import ProblemCode, RowError
from .references import References, find_page


def claim_addresses(row: Row, locale: str, given: Any, references: References) -> list[str]:
    """Clean the old addresses of a page in one language; no other row or page may have them."""
    addresses = [clean_address(each) for each in ([given] if isinstance(given, str) else given)]
    own = f"{row.place} ({locale})"
    for address in addresses:
        user: Any = references.addresses.setdefault(address, own)
        # An editor may lead the address of a page that is here elsewhere.
        if user == own and find_page(row.key) is None:
            there = Redirect.get_for_site(hub_site()).filter(old_path=address).first()
            user = (there.redirect_page or there.redirect_link) if there else own
        if user != own:
            message = _("“%(address)s” already belongs to %(user)s.")
            values = {"address": address, "user": user}
            raise RowError(ProblemCode.DUPLICATE, message % values)
    return addresses


def clean_address(given: object) -> str:
    """Return the path by which redirects are found; of a whole address, the host is left out."""
    parts = urlsplit(str(given).strip())
    address: str = Redirect.normalise_path(str(given))
    is_path = parts.path.startswith("/") and parts.path.strip("/") and not parts.fragment
    if not is_path or parts.scheme not in ("", "http", "https") or len(address) > 255:
        raise ValidationError(_("“%(given)s” is no address of a page.") % {"given": given})
    return address


def keep_addresses(page: Page, addresses: list[str]) -> None:
    """Send readers on to a page; a redirect that is there stays, and its own address needs none."""
    there = Redirect.get_for_site(hub_site()).filter(old_path__in=addresses)
    known = {*there.values_list("old_path", flat=True), Redirect.normalise_path(page_path(page))}
    for address in set(addresses) - known:
        Redirect.add_redirect(address, page, site=hub_site())
