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
#: Letters of the way back in an address; servers take about 4,000 in all.
MAX_BACK = 1_500
#: The first page, which has no cursor, on the way back.
BEGINNING = "start"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an address asks for; chosen values of one facet widen it, those of others narrow it.

    A cursor leads on and not back, so an address keeps those of the pages before it, nearest last.
    """

    text: str = ""
    chosen: tuple[tuple[FacetName, str], ...] = ()
    order: SearchOrder = SearchOrder.RELEVANCE
    after: str = ""
    back: tuple[str, ...] = ()

    def toggled(self, facet: FacetName, value: str) -> Self:
        """Return the same with a value chosen, or without it when it was; its first page."""
        one = (facet, value)
        rest = tuple(other for other in self.chosen if other != one)
        return self.with_(chosen=rest if one in self.chosen else (*rest, one))

    def without(self, facet: FacetName) -> Self:
        return self.with_(chosen=tuple(one for one in self.chosen if one[0] != facet))

    def with_(self, **changes: Any) -> Self:
        """Return the first page of another question."""
        return replace(self, **{"after": "", "back": (), **changes})

    def next_page(self, cursor: str) -> Self:
        return replace(self, after=cursor, back=bounded((*self.back, self.after or BEGINNING)))

    def previous_page(self) -> Self | None:
        """Return the page before this one, where the address still knows it."""
        if not self.after or not self.back:
            return None
        *others, cursor = self.back
        return replace(self, after=cursor.removeprefix(BEGINNING), back=tuple(others))

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
        place = [("after", self.after), *(("back", cursor) for cursor in self.back)]
        pairs = [("q", self.text), *self.kept(), *place]
        return f"?{urlencode(found)}" if (found := [pair for pair in pairs if pair[1]]) else ""


def bounded(back: tuple[str, ...]) -> tuple[str, ...]:
    """Forget the pages that are furthest back, so that addresses stay short."""
    while sum(map(len, back)) > MAX_BACK:
        back = back[1:]
    return back


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
        back=bounded(tuple(parameters.getlist("back"))),
    )
    if len(asked.chosen) > MAX_CHOSEN:
        raise ValidationError({"filter": _("The filter has too many conditions.")})
    if any("\x00" in value for _facet, value in asked.chosen):
        raise ValidationError({"filter": _("The text holds characters that are none.")})
    return asked
