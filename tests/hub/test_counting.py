from django.core.cache import cache

from hub.counting import count


def test_counts_add_up_and_one_that_is_lost_begins_again(monkeypatch):
    assert [count("visits", seconds=60), count("visits", seconds=60, by=3)] == [1, 4]
    assert count("visits", seconds=60, by=-3) == 1

    monkeypatch.setattr(cache, "add", lambda *given: cache.delete("visits"))  # as it may be evicted
    assert count("visits", seconds=60, by=5) == 5
