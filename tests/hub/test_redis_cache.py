"""Redis in front, memory behind: nothing fails when Redis is away, and nothing is asked twice."""

import time
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings

from hub.redis_cache import RedisOrMemoryCache


def make_cache(address: str = "redis://127.0.0.1:1/0") -> RedisOrMemoryCache:
    return RedisOrMemoryCache(address, {"OPTIONS": {"socket_connect_timeout": 0.15}})


def test_every_operation_works_without_redis() -> None:
    cache, key = make_cache(), uuid4().hex

    found: list[Any] = [
        cache.add(key, 1),
        cache.add(key, 2),
        cache.get(key),
        cache.incr(key),
        cache.has_key(key),
        cache.touch(key, 60),
        cache.set_many({f"{key}a": 1, f"{key}b": 2}),
        cache.get_many([f"{key}a", f"{key}b"]),
        cache.delete_many([f"{key}a"]),
        cache.get(f"{key}a", "gone"),
        cache.delete(key),
        cache.get(key),
        cache.clear(),
        cache.get(f"{key}b"),
    ]

    many = {f"{key}a": 1, f"{key}b": 2}
    assert found == [
        *(True, False, 1, 2, True, True),
        *([], many, None, "gone", True, None, None, None),
    ]
    assert cache.is_away


def test_what_one_thread_keeps_another_finds() -> None:
    key = uuid4().hex
    make_cache().set(key, "kept")

    assert make_cache().get(key) == "kept"


def test_redis_is_asked_again_after_a_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    cache, now = make_cache(), time.monotonic()
    cache.get("any")

    monkeypatch.setattr(time, "monotonic", lambda: now + 60)

    assert not cache.is_away


@pytest.mark.redis
def test_redis_is_used_when_it_is_there() -> None:
    key = uuid4().hex
    cache = make_cache(settings.REDIS_URL)
    cache.set(key, "kept", 60)

    assert make_cache(settings.REDIS_URL).get(key) == "kept"
    assert cache._memory.get(key) is None
    assert not cache.is_away
