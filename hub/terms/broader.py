"""Broader terms: a page about Accra is also found under Ghana, Western Africa and Africa."""

from .enums import Vocabulary
from .models import Term, TermMapping


def broader_terms() -> dict[int, tuple[int, ...]]:
    """Map each term to those it implies, nearest first: two queries, however many terms there are.

    A country's links to regions count as well: groups such as the Middle East lie across M49.
    """
    parents = dict(Term.objects.values_list("pk", "parent_id"))
    above = {pk: [parent] if parent else [] for pk, parent in parents.items()}
    groups = TermMapping.objects.filter(
        source__vocabulary=Vocabulary.COUNTRIES, target__vocabulary=Vocabulary.REGIONS
    )
    for country, region in groups.order_by("pk").values_list("source", "target"):
        above[country].append(region)
    return {pk: closure(pk, above) for pk in above}


def closure(pk: int, above: dict[int, list[int]]) -> tuple[int, ...]:
    found: dict[int, None] = {}
    queue = list(above[pk])
    while queue:
        term = queue.pop(0)
        if term not in found:
            found[term] = None
            queue.extend(above[term])
    return tuple(found)
