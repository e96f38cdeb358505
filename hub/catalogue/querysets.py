"""The words in which the catalogue is asked; every public read starts with `visible_to`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


@dataclass(frozen=True)
class Asker:
    """Who asks: nobody in particular, or a partner site with the networks it may read."""

    networks: frozenset[int] = field(default_factory=frozenset)


ANYONE = Asker()


class GroupQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def dirty(self) -> Self:
        return self.filter(is_dirty=True)

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

    def with_facet(self, name: str, values: Iterable[str]) -> Self:
        """Entries whose group has any of these values; broader terms count."""
        return self.filter(has_facet(name, values))

    def in_network(self, network_id: int) -> Self:
        memberships = apps.get_model("hub.Membership").objects
        return self.filter(group__in=memberships.filter(network=network_id).values("group"))

    def curated_by(self, network_id: int) -> Self:
        """Entries of a network with their place in its list, as `position` and `note`."""
        return self.filter(group__memberships__network=network_id).annotate(
            position=F("group__memberships__position"), note=F("group__memberships__note")
        )


def has_facet(name: str, values: Iterable[str]) -> Q:
    """Return the condition behind `with_facet`, for filter trees."""
    facets = apps.get_model("hub.Facet").objects
    return Q(group__in=facets.filter(name=name, value__in=list(values)).values("group"))
