"""What the secretariat does with terms: retire one, or merge two (`hub.merging`).

A term is never deleted while it is used: its code stands in links, filters and partner sites. Both
services lock what they change and do everything in one transaction or nothing.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from .models import Term, TermMapping
from .seeding import SeedReport, seed_terms

__all__ = ["SeedReport", "retire_term", "seed_terms"]


@transaction.atomic
def retire_term(*, term: Term) -> None:
    """Offer a term no longer; pages that have it keep it."""
    term = Term.objects.select_for_update().get(pk=term.pk)
    if not term.is_retired:
        term.is_retired = True
        term.save()


def settle(source: Term, target: Term) -> None:
    """Refuse what makes no sense, and drop links that both have, or that would lead to itself."""
    names = {"source": source, "target": target}
    if source.vocabulary != target.vocabulary:
        raise ValidationError(
            _("“%(source)s” and “%(target)s” are of different vocabularies.") % names
        )
    if target.is_within(source):
        raise ValidationError(_("“%(target)s” is a narrower term of “%(source)s”.") % names)
    both = Q(source=source, target=target) | Q(source=target, target=source)
    TermMapping.objects.filter(both).delete()
    for mapping in TermMapping.objects.filter(Q(source=source) | Q(target=source)):
        ends = {
            name: target if getattr(mapping, name) == source else getattr(mapping, name)
            for name in ("source", "target")
        }
        if TermMapping.objects.filter(printed=mapping.printed, **ends).exists():
            mapping.delete()
