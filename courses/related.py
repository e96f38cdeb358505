"""Courses and toolkits beside any resource: those that share most of what it is about."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from hub.catalogue.paging import NEWEST
from hub.pages.links import link_to
from hub.pages.presentation import Presentation, Section
from hub.pages.reading import Reading
from hub.terms.enums import Vocabulary

from .finding import TYPES

MOST = 3
#: What pages are about, in the words of these vocabularies.
RELATING = (Vocabulary.TOPICS, Vocabulary.PRIORITY_OBJECTIVES, Vocabulary.TARGET_GROUPS)


def add_related(shown: Presentation, reading: Reading) -> None:
    """Offer what was not named yet: one query, and none for a page that is about nothing."""
    shared = Q()
    for vocabulary in RELATING:
        rows = reading.terms(reading.card["terms"].get(vocabulary.value, ()))
        codes = [row.values["code"] for row in rows]
        if codes:
            shared |= Q(group__facets__name=vocabulary.value, group__facets__value__in=codes)
    if not shared:
        return
    named = {row["group"] for row in reading.card.get("relations", ())}
    named |= {reading.key, *reading.card.get("materials", ())}
    entries = reading.entries().filter(shared, type__in=TYPES, group__facets__is_implied=False)
    others = entries.exclude(group__translation_key__in=named)
    best = others.annotate(count=Count("group__facets")).order_by("-count", *NEWEST.by())
    links = tuple(link_to(entry) for entry in best[:MOST])
    if links:
        shown.sections.append(Section(title=_("Courses and toolkits on this"), links=links))
