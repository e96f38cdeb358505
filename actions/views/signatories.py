"""The public list of the governments that signed and of the partners that endorsed; their logos."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actions.models import Commitment
from actions.presenting import organisation_address
from actions.services.commitments import signatories, supporting_partners
from hub.localization.languages import active_locale, chain
from hub.pages.framing import entries_here, show_public


@require_safe
def signatories_page(request: HttpRequest) -> HttpResponse:
    """List who joined, for everyone alike; who signed in person is not told."""
    locale = active_locale()
    lists = {
        "title": _("Signatories and supporting partners"),
        "signatories": [public_facts(row, locale) for row in signatories()],
        "partners": [public_facts(row, locale) for row in supporting_partners()],
    }
    return show_public(request, "actions/signatories.html", lists, entries_here())


@require_safe
def logos_page(request: HttpRequest) -> HttpResponse:
    """Show the logos of the supporting partners on one sheet, to print."""
    locale = active_locale()
    partners = [public_facts(row, locale) for row in supporting_partners()]
    sheet = {
        "title": _("Logos of the supporting partners"),
        "partners": [one for one in partners if one["logo"]],
    }
    return show_public(request, "actions/logos.html", sheet, entries_here())


def public_facts(commitment: Commitment, locale: str) -> dict[str, Any]:
    organisation = commitment.organisation
    return {
        "name": organisation.name_in(locale),
        "country": organisation.country.label_in(chain(locale)[0]) if organisation.country else "",
        "address": organisation_address(organisation.slug),
        "year": commitment.signed_on.year if commitment.signed_on else None,
        "logo": organisation.logo_rendition,
    }
