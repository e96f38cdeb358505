"""Redis as Django's cache, and the memory of this process while Redis does not answer."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

#: Seconds before Redis is asked again, so that an outage costs one wait and not one a request.
PAUSE = 5.0


class RedisOrMemoryCache(RedisCache):
    """Never fail over a cache: without Redis, answers are slower and each process counts limits."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        common = {name: value for name, value in params.items() if name != "OPTIONS"}
        self._memory = LocMemCache("while-redis-is-away", common)
        self._away_until = 0.0

    @property
    def is_away(self) -> bool:
        return time.monotonic() < self._away_until

    def _ask(
        self, redis: Callable[..., Any], memory: Callable[..., Any], *args: Any, **kw: Any
    ) -> Any:
        if not self.is_away:
            try:
                return redis(*args, **kw)
            except RedisError as error:
                self._away_until = time.monotonic() + PAUSE
                logger.warning("Redis does not answer (%s)", type(error).__name__)
        return memory(*args, **kw)

    def add(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask(super().add, self._memory.add, *args, **kwargs)

    def get(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask(super().get, self._memory.get, *args, **kwargs)

    def set(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask(super().set, self._memory.set, *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask(super().touch, self._memory.touch, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask(super().delete, self._memory.delete, *args, **kwargs)

    def get_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask(super().get_many, self._memory.get_many, *args, **kwargs)

    def set_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask(super().set_many, self._memory.set_many, *args, **kwargs)

    def delete_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask(super().delete_many, self._memory.delete_many, *args, **kwargs)

    def has_key(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask(super().has_key, self._memory.has_key, *args, **kwargs)

    def incr(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask(super().incr, self._memory.incr, *args, **kwargs)

    def clear(self) -> Any:
        return self._ask(super().clear, self._memory.clear)
