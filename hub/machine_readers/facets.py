"""What a feed can be narrowed by, under the names that lists and search have for it."""

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from hub.catalogue.filter_names import FILTERS

#: Names that lists use for something else, or not at all.
_OTHERS = ("language", "publisher")
#: Facets of the catalogue by their names in addresses.
FACETS = {
    "kind": "kind",
    **{name: facet for name, (facet, _code) in FILTERS.items() if name not in _OTHERS},
    "year": "year",
}


def feed_query(types: Iterable[str], chosen: Mapping[str, Sequence[str]]) -> str:
    """Write the part of a feed's address behind the path, for a list of these types."""
    kept = {name: values for name, values in chosen.items() if name in FACETS}
    return urlencode({"type": list(types)} | kept, doseq=True)
