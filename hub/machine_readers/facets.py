"""What a feed can be narrowed by, under the names that lists and search have for it."""

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from hub.terms.enums import Vocabulary

#: Facets of the catalogue by their names in addresses.
FACETS = {
    "kind": "kind",
    "topic": Vocabulary.TOPICS.value,
    "audience": Vocabulary.AUDIENCES.value,
    "target_group": Vocabulary.TARGET_GROUPS.value,
    "priority_objective": Vocabulary.PRIORITY_OBJECTIVES.value,
    "gcm_objective": Vocabulary.GCM_OBJECTIVES.value,
    "gcr_section": Vocabulary.GCR_SECTIONS.value,
    "sdg": Vocabulary.SDGS.value,
    "place": Vocabulary.PLACES.value,
    "country": Vocabulary.COUNTRIES.value,
    "region": Vocabulary.REGIONS.value,
    "network": "network",
    "organisation": "organisation",
    "year": "year",
}


def feed_query(types: Iterable[str], chosen: Mapping[str, Sequence[str]]) -> str:
    """Write the part of a feed's address behind the path, for a list of these types."""
    kept = {name: values for name, values in chosen.items() if name in FACETS}
    return urlencode({"type": list(types)} | kept, doseq=True)
