"""The engines of this site: the embedded one always, Elasticsearch where there is a cluster."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from .base import Engine

EMBEDDED = "search.engines.embedded.EmbeddedEngine"
ELASTICSEARCH = "search.engines.elasticsearch.ElasticsearchEngine"


def names() -> list[str]:
    """Return the engines that the settings name, in the order in which they are asked."""
    return (
        [ELASTICSEARCH, EMBEDDED] if getattr(settings, "HUB_ELASTICSEARCH_URL", "") else [EMBEDDED]
    )


@cache
def engines() -> tuple[Engine, ...]:
    return tuple(import_string(name)() for name in names())
