"""Tells a content delivery network in front to drop what it keeps.

All that is public has one key, because any change may concern any answer (ADR 0010); the caches
that Wagtail's settings name are told as soon as a worker sees one.
"""

import time
from collections.abc import Iterable, Mapping
from typing import Any

import requests
from django.conf import settings
from django.core.cache import cache
from wagtail.contrib.frontend_cache.backends import BaseBackend
from wagtail.contrib.frontend_cache.utils import get_backends
from wagtail.models import Site

from hub.response_cache import SURROGATE_KEY, public_version

#: After so many seconds everything is dropped once more: what was made before a change, and came
#: to the network after it was told.
AGAIN = 10
#: Seconds for one cache to answer.
PATIENCE = 5
PURGED = "hub.cdn.purged"


class SurrogateKeyBackend(BaseBackend):
    """Drops what has our key, by one request to `LOCATION`: Varnish, Fastly, Cloudflare.

    `METHOD` is PURGE unless said otherwise; `HEADERS` hold the secret of the network; `JSON` is the
    body where one is wanted.
    """

    def __init__(self, params: Mapping[str, Any]) -> None:
        super().__init__(params)
        self.location: str = params["LOCATION"]
        self.method: str = params.get("METHOD", "PURGE")
        self.headers: dict[str, str] = dict(params.get("HEADERS", {}))
        self.json: Any = params.get("JSON")

    def purge(self, url: str) -> None:
        self.purge_batch([url])

    def purge_batch(self, urls: Iterable[str]) -> None:
        """Drop everything, whichever addresses are meant; raises `OSError` where that failed."""
        headers = {"Surrogate-Key": SURROGATE_KEY, **self.headers}
        answer = requests.request(
            self.method, self.location, headers=headers, json=self.json, timeout=PATIENCE
        )
        answer.raise_for_status()


def purge_changed() -> None:
    """Tell every network when what is public has changed; what failed is tried at the next turn."""
    if not getattr(settings, "WAGTAILFRONTENDCACHE", None):
        return
    version, now = public_version(), time.time()
    told, at, is_again = cache.get(PURGED, ("", 0.0, True))
    is_new = version != told
    if version and (is_new or (not is_again and now - at >= AGAIN)):
        everything = [f"{site.root_url}/*" for site in Site.objects.all()]
        for backend in get_backends().values():
            backend.purge_batch(everything)
        cache.set(PURGED, (version, now, not is_new), timeout=None)
