"""Which media type an answer gets: RFC 9110's Accept header, for the types that we have."""

from typing import NamedTuple

GRAPHQL_RESPONSE = "application/graphql-response+json"
JSON = "application/json"
HTML = "text/html"

# Where a client does not mind, it gets what every client can read.
OFFERS = (JSON, GRAPHQL_RESPONSE)


class Range(NamedTuple):
    """One entry of an Accept header."""

    type: str
    quality: float
    position: int

    @property
    def precision(self) -> int:
        """Return how exactly the type is named: as such, by its first half, or not at all."""
        return 2 - self.type.count("*")

    @property
    def rank(self) -> tuple[float, int, int]:
        return self.quality, self.precision, -self.position

    def covers(self, media_type: str) -> bool:
        return self.type in {media_type, f"{media_type.partition('/')[0]}/*", "*/*"}


def preferred_type(accept: str | None) -> str | None:
    """Return the type to answer in, or None when the client accepts none of ours."""
    if accept is None or not accept.strip():
        return JSON
    ranges = _ranges(accept)
    deciding = {offer: found for offer in OFFERS if (found := _best(ranges, offer)) is not None}
    acceptable = [offer for offer, found in deciding.items() if found.quality > 0]
    return max(acceptable, key=lambda offer: deciding[offer].rank, default=None)


def prefers_html(accept: str | None) -> bool:
    """Tell a browser that opens the address from a program that asks."""
    ranges = _ranges(accept or "")
    html = next((found for found in ranges if found.type == HTML and found.quality > 0), None)
    if html is None:
        return False
    named = [found for found in ranges if found.type in OFFERS]
    return all(html.rank > found.rank for found in named)


def _best(ranges: list[Range], media_type: str) -> Range | None:
    """Return the entry that decides about a type: the most precise one that covers it."""
    covering = [found for found in ranges if found.covers(media_type)]
    return max(covering, key=lambda found: (found.precision, -found.position), default=None)


def _ranges(accept: str) -> list[Range]:
    found = []
    for position, entry in enumerate(accept.split(",")):
        name, *parameters = (part.strip().lower() for part in entry.split(";"))
        values = dict(part.partition("=")[::2] for part in parameters)
        if name.count("/") == 1 and is_utf8(values.get("charset", "utf-8")):
            found.append(Range(name, _quality(values.get("q", "1")), position))
    return found


def _quality(text: str) -> float:
    try:
        quality = float(text)
    except ValueError:
        return 0.0
    return quality if 0 <= quality <= 1 else 0.0


def is_utf8(charset: str) -> bool:
    """Tell whether a charset parameter names the one encoding that we read and write."""
    return charset.strip('"').lower() in {"utf-8", "utf8"}
