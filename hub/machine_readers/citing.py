"""The citation of a page as a file."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import override

from hub.pages.downloads import download
from hub.pages.presenting import described
from hub.pages.reading import Reading

from .answers import entry_or_404, for_machines
from .citations import CITABLE, as_bibtex, as_ris

#: By the ending of the address.
FORMS = {
    "bib": (as_bibtex, "application/x-bibtex"),
    "ris": (as_ris, "application/x-research-info-systems"),
}


@for_machines
def citation(request: HttpRequest, key: UUID, form: str) -> HttpResponse:
    entry = entry_or_404(key)
    if entry.family != CITABLE or form not in FORMS:
        raise Http404
    write, content_type = FORMS[form]
    with override(entry.locale):
        text = write(described(Reading(entry=entry, body=[])))
    return download(text, f"{content_type}; charset=utf-8", f"{key}.{form}")
