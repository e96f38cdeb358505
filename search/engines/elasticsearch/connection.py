"""The way to the cluster: its client, its failures as EngineAway, and a breaker for readers."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from django.conf import settings
from elasticsearch import ApiError, BadRequestError, Elasticsearch, TransportError

from search.engines.base import EngineAway

logger = logging.getLogger(__name__)

#: A reader waits this long at most; then the embedded engine answers.
READ_SECONDS = 2.0
WRITE_SECONDS = 10.0
#: Failures in a row after which readers are not sent there, and for how long.
FAILURES, REST_SECONDS = 3, 10.0


class Refused(EngineAway):
    """The cluster is well and does not take this one request, so others need not fear it."""


def connect() -> Elasticsearch:
    """Return a client that tries each node once and waits for none of them twice."""
    addresses = list(settings.HUB_ELASTICSEARCH_URL)
    return Elasticsearch(
        addresses,
        request_timeout=READ_SECONDS,
        max_retries=len(addresses) - 1,
        retry_on_timeout=False,
        retry_on_status=(502, 503, 504),
    )


@contextmanager
def failures_as_away() -> Iterator[None]:
    """Turn whatever a cluster, or what stands in for it, does wrong into EngineAway."""
    try:
        yield
    except BadRequestError as error:
        logger.exception("Elasticsearch refused a request")
        raise Refused(str(error)) from error
    except (ApiError, TransportError) as error:
        raise EngineAway(str(error)) from error
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        logger.exception("Elasticsearch gave an answer that cannot be read")
        raise EngineAway("The answer cannot be read.") from error


class Breaker:
    """Spares readers the wait for a cluster that failed; one of them tries again now and then."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.failures = 0
        self.tried_at = 0.0

    @contextmanager
    def guarding(self) -> Iterator[None]:
        self._let_through()
        try:
            yield
        except Refused:
            raise
        except EngineAway:
            with self.lock:
                self.failures += 1
                self.tried_at = time.monotonic()
            raise
        else:
            self.failures = 0

    def _let_through(self) -> None:
        with self.lock:
            if self.failures < FAILURES:
                return
            if time.monotonic() - self.tried_at < REST_SECONDS:
                raise EngineAway(f"Not asked: it failed {self.failures} times in a row.")
            self.tried_at = time.monotonic()
