"""Groups that the index may still show and that are hidden by now: left out by their ids."""

from datetime import datetime

from django.core.cache import cache
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q

from hub.catalogue.generation import generation
from hub.catalogue.models import Entry, Group
from hub.catalogue.querysets import Asker
from search.engines.base import EngineAway
from search.models import EngineState

#: More than these are not named in a query: until they are delivered, another engine answers.
MOST = 500
#: The answer holds for one content generation; this only ends the life of old ones.
SECONDS = 300


def hidden_groups(engine: str, locale: str, asker: Asker, now: datetime) -> list[int]:
    """Return what this asker may not see and the engine does not know of yet.

    Raises EngineAway where these are too many, and while the index is being filled.
    """
    if EngineState.objects.up_to_date([engine]):
        return []
    current = generation().number
    networks = "-".join(map(str, sorted(asker.networks)))
    key = f"search:hidden:{engine}:{current}:{locale}:{networks}"
    found: tuple[list[int], bool] | None = cache.get(key)
    if found is None:
        found = look_for_hidden(engine, locale, asker, now)
        cache.set(key, found, SECONDS)
    hidden, is_filled = found
    if not is_filled or len(hidden) > MOST:
        raise EngineAway("Too much of the catalogue is not delivered yet.")
    return hidden


def look_for_hidden(
    engine: str, locale: str, asker: Asker, now: datetime
) -> tuple[list[int], bool]:
    visible = Entry.objects.visible_to(asker, now=now).in_locale(locale)
    is_visible = Exists(visible.filter(group=OuterRef("pk")))
    relation = FilteredRelation("indexed", condition=Q(indexed__engine=engine))
    groups = Group.objects.annotate(at=relation)
    behind = groups.filter(Q(at__isnull=True) | Q(at__version__lt=F("version")))
    hidden = list(behind.filter(~is_visible).values_list("pk", flat=True)[: MOST + 1])
    never_sent = groups.filter(Q(at__isnull=True) | Q(at__version=0)).filter(is_visible)
    return hidden, len(never_sent.values("pk")[: MOST + 1]) <= MOST
