"""The page of a priority objective: guidance, what it serves, an example, resources that help."""

from typing import Any

from django.utils.translation import gettext as _

from hub.catalogue.paging import NEWEST
from hub.pages.facts import term_item
from hub.pages.links import link_to
from hub.pages.presentation import Fact, Item, Presentation, Section
from hub.pages.reading import Reading
from hub.terms.enums import Vocabulary
from hub.terms.models import TermMapping

#: How many resources the page names.
RESOURCES_SIZE = 6


def present_priority(shown: Presentation, reading: Reading) -> None:
    """Show the mapping to the compacts as the sources print it, and where to read on."""
    term_id = reading.card["term_id"]
    rows = TermMapping.objects.filter(source=term_id).order_by("target__order", "pk")
    columns = ("target", "target__vocabulary", "printed", "normalized")
    mappings: list[dict[str, Any]] = list(rows.values(*columns))
    reading.loaders.terms.want([term_id, *(row["target"] for row in mappings)])
    terms = reading.terms([term_id])
    if not terms:
        return
    shown.kind, shown.has_agendas = priority_name(reading, term_id), False
    if guidance := reading.words(terms[0]).get("guidance"):
        shown.lead.append(Section(title="", text=guidance))
    if example := reading.card["example"]:
        shown.sections.append(Section(title=_("An example"), text=example))
    if served := mapped_facts(reading, mappings):
        shown.sections.append(Section(title=_("What it serves"), facts=served))
    entries = reading.entries().filter(family="resource").order_by(*NEWEST.by())
    helping = entries.with_facet(Vocabulary.PRIORITY_OBJECTIVES.value, [terms[0].values["code"]])
    links = [link_to(entry) for entry in helping[:RESOURCES_SIZE]]
    shown.add_links(_("Resources that help"), links)


def priority_name(reading: Reading, term_id: int) -> str:
    """Name a priority objective by its number."""
    rows = reading.terms([term_id])
    number = rows[0].values["data"].get("number") if rows else None
    if number is None:
        return _("Priority objective")
    return _("Priority objective %(number)s") % {"number": number}


def mapped_facts(reading: Reading, mappings: list[dict[str, Any]]) -> tuple[Fact, ...]:
    """Name the mapped terms of each vocabulary, with their paragraphs."""
    facts = []
    for vocabulary in Vocabulary:
        items = [
            Item(text=term_item(reading, row).text, note=paragraphs(mapping))
            for mapping in mappings
            if mapping["target__vocabulary"] == vocabulary.value
            for row in reading.terms([mapping["target"]])
        ]
        if items:
            facts.append(Fact(label=str(vocabulary.label), items=tuple(items)))
    return tuple(facts)


def paragraphs(mapping: dict[str, Any]) -> str:
    """Write a reference to paragraphs as printed, and as it must be meant where the two differ."""
    printed, normalized = mapping["printed"], mapping["normalized"]
    if not printed:
        return ""
    if normalized and normalized != printed:
        words = {"printed": printed, "normalized": normalized}
        return _("paragraphs %(normalized)s, printed as %(printed)s") % words
    return _("paragraphs %(printed)s") % {"printed": printed}
