"""A question as the address of a search page: read from one, and written with one thing changed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from .facets import FacetName
from .questions import Question, SearchOrder, Selection

#: Values that one address chooses at most, in all facets.
MAX_CHOSEN = 50
PAGE_SIZE = 20


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an address asks for; chosen values of one facet widen it, those of others narrow it."""

    text: str = ""
    chosen: tuple[tuple[FacetName, str], ...] = ()
    order: SearchOrder = SearchOrder.RELEVANCE
    after: str = ""

    def toggled(self, facet: FacetName, value: str) -> Self:
        """Return the same with a value chosen, or without it when it was; its first page."""
        one = (facet, value)
        rest = tuple(other for other in self.chosen if other != one)
        return replace(self, chosen=rest if one in self.chosen else (*rest, one), after="")

    def without(self, facet: FacetName) -> Self:
        return replace(self, chosen=tuple(one for one in self.chosen if one[0] != facet), after="")

    def with_(self, **changes: Any) -> Self:
        return replace(self, **{"after": "", **changes})

    @property
    def facets(self) -> tuple[FacetName, ...]:
        """Return the facets in which something is chosen, in the order of all facets."""
        return tuple(facet for facet in FacetName if any(one[0] == facet for one in self.chosen))

    def values(self, facet: FacetName) -> tuple[str, ...]:
        return tuple(value for name, value in self.chosen if name == facet)

    def question(self, *, locale: str, now: datetime, facets: Iterable[FacetName]) -> Question:
        return Question(
            locale=locale,
            now=now,
            text=self.text,
            selections=tuple(Selection(facet, self.values(facet)) for facet in self.facets),
            facets=tuple(facet.value for facet in facets),
            order=self.order,
            first=PAGE_SIZE,
            after=self.after or None,
        )

    def kept(self) -> list[tuple[str, str]]:
        """Return what stays when other words are searched for: the choices and the order."""
        pairs = [(name_of(facet), value) for facet in self.facets for value in self.values(facet)]
        if self.order is not SearchOrder.RELEVANCE:
            pairs.append(("order", self.order.value))
        return pairs

    def query(self) -> str:
        """Write the part of an address behind the path, one question always in the same way."""
        pairs = [("q", self.text), *self.kept(), ("after", self.after)]
        return f"?{urlencode(found)}" if (found := [pair for pair in pairs if pair[1]]) else ""


def name_of(facet: FacetName) -> str:
    """Return the name of a facet in addresses: that of the API's filter, in small letters."""
    return facet.name.lower()


def read_address(parameters: QueryDict) -> Asked:
    """Read what an address asks for; what nobody knows in it asks for nothing."""
    orders = {order.value: order for order in SearchOrder}
    asked = Asked(
        text=parameters.get("q", ""),
        chosen=tuple(
            (facet, value)
            for facet in FacetName
            for value in dict.fromkeys(parameters.getlist(name_of(facet)))
            if value
        ),
        order=orders.get(parameters.get("order", ""), SearchOrder.RELEVANCE),
        after=parameters.get("after", ""),
    )
    if len(asked.chosen) > MAX_CHOSEN:
        raise ValidationError({"filter": _("The filter has too many conditions.")})
    if any("\x00" in value for _facet, value in asked.chosen):
        raise ValidationError({"filter": _("The text holds characters that are none.")})
    return asked
