"""The public pages: of each organisation, of all that joined the Call, of logos and of numbers.

That of numbers has charts that need no script, and the same as CSV and JSON.
"""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actions.enums import CommitmentKind
from actions.models import Commitment
from actions.presenting import LIST_SIZE, action_links, organisation_address
from actions.services.commitments import signatories, supporting_partners
from actions.statistics import codebook, numbers_as_csv, statistics, with_codebook
from hub import days
from hub.blocks.rich_text import web_address
from hub.catalogue.paging import NEWEST, page_of
from hub.errors import CursorExpired
from hub.localization.languages import active_locale, chain, text_direction
from hub.machine_readers import linked_data
from hub.organisations.models import Organisation, OrganisationLabel
from hub.pages.downloads import download
from hub.pages.framing import entries_here, show_public
from hub.pages.presentation import Fact, Item, Section, fact


@require_safe
def organisation_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an organisation that is public; any other is as good as missing."""
    rows = Organisation.objects.select_related("country", "merged_into")
    found = rows.prefetch_related("labels", "country__labels")
    organisation = get_object_or_404(found, slug=slug)
    if organisation.merged_into is not None:
        return redirect(organisation_address(organisation.current.slug), permanent=True)
    if not organisation.is_public:
        raise Http404
    locale, entries = active_locale(), entries_here().select_related("group")
    actions = entries.filter(type="action").with_facet("organisation", [slug])
    own, text = words_in(organisation, locale), description_of(organisation, locale)
    context = {
        "title": organisation.name_in(locale),
        "linked_data": linked_data.as_json(node_of(organisation, request.path, own, text)),
        "is_indexed": "after" not in request.GET,
        "text": text,
        "logo": organisation.logo_rendition,
        "facts": list(facts_of(organisation, locale)),
        "total": actions.count(),
        "section": section_of(actions, request.GET.get("after")),
    }
    return show_public(request, "actions/organisation.html", context, entries)


def node_of(
    organisation: Organisation,
    path: str,
    own: OrganisationLabel | None,
    text: dict[str, str] | None,
) -> linked_data.Node:
    """Describe it to machines with the words that people read."""
    country = organisation.country
    return linked_data.organisation(
        kind=organisation.kind,
        name=(own and own.name) or organisation.name,
        acronym=(own and own.acronym) or organisation.acronym,
        website=organisation.website,
        logo=organisation.logo_card,
        mainEntityOfPage=linked_data.absolute(path),
        description=text["text"] if text else "",
        address={"@type": "PostalAddress", "addressCountry": country.code} if country else None,
    )


def words_in(organisation: Organisation, locale: str) -> OrganisationLabel | None:
    return next((one for one in organisation.labels.all() if one.locale == locale), None)


def description_of(organisation: Organisation, locale: str) -> dict[str, str] | None:
    """Return its short text in the first language of the reader in which there is one."""
    for code in chain(locale):
        label = words_in(organisation, code)
        if label and label.description:
            return {"text": label.description, "code": code, "direction": text_direction(code)}
    return None


def facts_of(organisation: Organisation, locale: str) -> Iterator[Fact]:
    own = words_in(organisation, locale)
    country = organisation.country
    website = web_address(organisation.website)
    found = (
        fact(_("Acronym"), (own and own.acronym) or organisation.acronym),
        fact(_("Kind"), organisation.get_kind_display()),
        fact(_("Country"), country.label_in(locale) if country else ""),
        fact(_("Website"), Item(text=website, url=website) if website else None),
        *(joined(row) for row in Commitment.objects.public().filter(organisation=organisation)),
    )
    return (one for one in found if one)


def joined(commitment: Commitment) -> Fact | None:
    """Say since when it signed or endorsed: who did it in person is not told."""
    is_signature = commitment.kind == CommitmentKind.DECLARATION
    signatory, partner = _("Signatory of the Declaration since"), _("Supporting partner since")
    label = signatory if is_signature else partner
    day = commitment.signed_on or days.day_of(commitment.decided_at or commitment.made_at)
    return fact(label, Item(text=date_format(day), datetime=day.isoformat()))


def section_of(actions: Any, after: str | None) -> Section:
    """Read the part of its actions that the address asks for."""
    try:
        found = page_of(actions, order=NEWEST, first=LIST_SIZE, after=after)
    except (ValidationError, CursorExpired) as error:
        raise Http404 from error
    cursor = found.cursor(-1) if found.has_next else None
    more = Item(text=_("Show more"), url=f"?after={cursor}") if cursor else None
    links = tuple(action_links(days.today(), found.entries))
    return Section(title=_("Actions"), links=links, more=more, is_list=True)


# All that joined ----------------------------------------------------------------------------------


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


# Numbers ------------------------------------------------------------------------------------------


@require_safe
def statistics_page(request: HttpRequest) -> HttpResponse:
    found = statistics(active_locale())
    context = {
        "title": _("The Call in numbers"),
        "found": [series for series in found if series.numbers],
        "codebook": codebook(found),
    }
    return show_public(request, "actions/statistics.html", context, entries_here())


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    table = numbers_as_csv(statistics(active_locale()))
    return download(table, "text/csv; charset=utf-8", "call-in-numbers.csv")


@require_safe
def as_json(request: HttpRequest) -> HttpResponse:
    return JsonResponse(with_codebook(statistics(active_locale())))
