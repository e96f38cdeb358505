"""The citation of a page as a file."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import override

from hub.catalogue.models import Entry
from hub.pages.presenting import described
from hub.pages.reading import Reading

from .answers import entry_or_404, for_machines
from .citations import CITABLE, as_bibtex, as_ris
from .linked_data import Node


def thing_of(entry: Entry) -> Node:
    if entry.family != CITABLE:
        raise Http404
    with override(entry.locale):
        return described(Reading(entry=entry, body=[]))


def answer_with(text: str, entry: Entry, *, kind: str, content_type: str) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{content_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{entry.key}.{kind}"'
    return response


@for_machines
def bibtex_file(request: HttpRequest, key: UUID) -> HttpResponse:
    entry = entry_or_404(key)
    text = as_bibtex(thing_of(entry))
    return answer_with(text, entry, kind="bib", content_type="application/x-bibtex")


@for_machines
def ris_file(request: HttpRequest, key: UUID) -> HttpResponse:
    entry = entry_or_404(key)
    text = as_ris(thing_of(entry))
    return answer_with(text, entry, kind="ris", content_type="application/x-research-info-systems")
