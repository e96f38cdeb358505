"""Each server does its simplest work, so that HUB_REQUIRE is never without effect."""

import json
import os
import socket
import urllib.request
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from pytest_socket import SocketConnectBlockedError


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgres_is_the_database_of_this_run() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int >= 140000")

        assert cursor.fetchone() == (True,)


@pytest.mark.redis
def test_redis_is_the_cache_of_this_run() -> None:
    cache.set("greeting", "merhaba", timeout=60)

    assert type(cache).__name__ == "ConnectionProxy"
    assert cache._cache.get_client().ttl(cache.make_key("greeting")) in range(1, 61)


@pytest.mark.elasticsearch
def test_elasticsearch_is_of_the_supported_version() -> None:
    with urllib.request.urlopen(os.environ["HUB_ELASTICSEARCH_URL"], timeout=5) as answer:
        version = json.load(answer)["version"]["number"]

    assert version.split(".")[:2] == ["8", "19"]


@pytest.mark.browser
def test_the_browser_shapes_arabic_from_right_to_left(chromium: Any) -> None:
    page = chromium.new_page()
    page.set_content('<p dir="auto" style="width:20em"><span>مدينة</span></p>')

    left = page.locator("span").bounding_box()["x"]

    assert left > page.viewport_size["width"] * 0.1
    page.close()


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_no_test_reaches_another_machine() -> None:
    with pytest.raises(SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
