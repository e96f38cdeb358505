"""The hub as it runs in production, over HTTP: what it answers is kept."""

from hub.settings.base import cache_for

from .settings import *

ALLOWED_HOSTS = [*ALLOWED_HOSTS, "127.0.0.1"]
CACHES["responses"] = cache_for("responses")
