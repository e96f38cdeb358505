"""What every list of pages is filtered by: the names that people use, and the facets behind them.

The API and the export share it, so that the same filter finds the same pages in both.
"""

from collections.abc import Iterable

from django.db.models import Q

from .querysets import has_facet

#: By name: the facet, and how a value becomes a code of it; GCM objective 7 is `gcm-07`.
FILTERS = {
    "topic": ("topics", "{}"),
    "audience": ("audiences", "{}"),
    "target_group": ("target_groups", "{}"),
    "network": ("network", "{}"),
    "priority_objective": ("priority_objectives", "po-{}"),
    "gcm_objective": ("gcm_objectives", "gcm-{:0>2}"),
    "gcr_section": ("gcr_sections", "{}"),
    "sdg": ("sdgs", "sdg-{:0>2}"),
    "language": ("asset_language", "{}"),
    "country": ("countries", "{}"),
    "region": ("regions", "{}"),
    "place": ("places", "{}"),
    "publisher": ("publisher", "{}"),
    "organisation": ("organisation", "{}"),
}


def has_any(name: str, values: Iterable[object]) -> Q:
    """Return the condition of the filter with this name."""
    facet, code = FILTERS[name]
    return has_facet(facet, [code.format(value) for value in values])
