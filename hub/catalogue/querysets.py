"""The words in which the catalogue is asked; every public read starts with `visible_to`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, Self, cast
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


@dataclass(frozen=True)
class Asker:
    """Who asks: nobody in particular, or a partner site with the networks it may read."""

    networks: frozenset[int] = frozenset()


ANYONE = Asker()


class EntryRow(NamedTuple):
    """What an answer shows of an entry; the other columns are for filters alone."""

    pk: int
    group_id: int
    key: UUID
    locale: str
    actual_locale: str
    type: str
    title: str
    slug: str
    path: str
    sort_title: str
    sort_date: date
    first_published_at: datetime
    updated_at: datetime
    card: dict[str, Any]


class GroupQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def dirty(self) -> Self:
        return self.filter(is_dirty=True)

    def mark_dirty(self) -> int:
        """Give each group a new version, to be rebuilt; first comes `bump_generation`."""
        return self.update(is_dirty=True, version=F("version") + 1)

    def depending_on(self, kind: str, keys: Iterable[object]) -> Self:
        """Keep the groups that were built from any of these objects."""
        return self.filter(
            dependencies__kind=kind, dependencies__key__in=[str(key) for key in keys]
        )


class EntryQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def visible_to(self, asker: Asker, *, now: datetime | None = None) -> Self:
        """Entries this asker may read at this moment."""
        entries = self.filter(is_visible=True, visible_until__gt=now or timezone.now())
        readable = Q(reach="everyone")
        if asker.networks:
            memberships = apps.get_model("hub.Membership").objects
            readable |= Q(
                group__in=memberships.filter(network__in=asker.networks, grants_access=True).values(
                    "group"
                )
            )
        return entries.filter(readable)

    def in_locale(self, locale: str) -> Self:
        return self.filter(locale=locale)

    def of_pages(self, keys: Any) -> Self:
        """Entries of the groups with these translation keys.

        The groups are asked for first: joined to them, SQLite reads all entries of a language as
        soon as there are more than a few keys.
        """
        groups = apps.get_model("hub.Group").objects.filter(translation_key__in=keys)
        return self.filter(group__in=groups.values("pk"))

    def to_show(self) -> Self:
        """Read entries as rows with the attributes of `EntryRow`, and what was annotated before.

        A list of them takes half the time and memory of a list of models with their groups.
        """
        rows = self.annotate(key=F("group__translation_key"))
        names = (*EntryRow._fields, *self.query.annotations)
        return cast(Self, rows.values_list(*names, named=True))

    def with_facet(self, name: str, values: Iterable[str]) -> Self:
        """Entries whose group has any of these values; broader terms count."""
        return self.filter(has_facet(name, values))

    def in_network(self, network_id: int) -> Self:
        memberships = apps.get_model("hub.Membership").objects
        return self.filter(group__in=memberships.filter(network=network_id).values("group"))

    def below_networks(self, network_ids: Iterable[int]) -> Self:
        """Entries of any of these networks, once for each, with the network they are `below`."""
        return self.filter(group__memberships__network__in=network_ids).annotate(
            below=F("group__memberships__network")
        )

    def curated_by(self, network_ids: Iterable[int]) -> Self:
        """Entries `below_networks` with their place in the list, as `position` and `note`."""
        return self.below_networks(network_ids).annotate(
            position=F("group__memberships__position"), note=F("group__memberships__note")
        )


def has_facet(name: str, values: Iterable[str]) -> Q:
    """Return the condition behind `with_facet`, for filter trees."""
    facets = apps.get_model("hub.Facet").objects
    return Q(group__in=facets.filter(name=name, value__in=list(values)).values("group"))
