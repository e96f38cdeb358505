"""Redis as Django's cache, and the memory of this process while Redis does not answer."""

import logging
import time
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

#: Seconds before Redis is asked again, so that an outage costs one wait and not one a request.
PAUSE = 5.0


def asked(name: str) -> Any:
    """Make a method that asks Redis, and the memory when Redis does not answer."""

    def ask(self: "RedisOrMemoryCache", *args: Any, **kwargs: Any) -> Any:
        if not self.is_away:
            try:
                return getattr(RedisCache, name)(self, *args, **kwargs)
            except RedisError as error:
                self._away_until = time.monotonic() + PAUSE
                logger.warning("Redis does not answer (%s)", type(error).__name__)
        return getattr(self._memory, name)(*args, **kwargs)

    return ask


class RedisOrMemoryCache(RedisCache):
    """Never fail over a cache: without Redis, answers are slower and each process counts limits."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        common = {name: value for name, value in params.items() if name != "OPTIONS"}
        self._memory = LocMemCache("while-redis-is-away", common)
        self._away_until = 0.0

    add, get, set, touch, delete = map(asked, ("add", "get", "set", "touch", "delete"))
    get_many, set_many, delete_many = map(asked, ("get_many", "set_many", "delete_many"))
    has_key, incr, clear = map(asked, ("has_key", "incr", "clear"))

    @property
    def is_away(self) -> bool:
        return time.monotonic() < self._away_until
