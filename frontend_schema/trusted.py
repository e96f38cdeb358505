"""Queries that are asked for by the hash of their text.

The hub knows its own operations, those that the build of a partner site registered, and for a while
those that a client sent with their hash (automatic persisted queries, as Apollo's clients speak
them). `documentId` is that of GraphQL over HTTP: `sha256:` and the hash.
"""

from dataclasses import replace
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from hub.partners.identity import Partner
from hub.partners.models import TrustedDocument
from hub.response_cache import store

from .errors import ErrorCode, Refused, coded, unreadable
from .parsing import GraphQLRequest

OPERATIONS = Path(__file__).parent / "operations"
#: Automatic persisted queries are kept for a day, and no longer ones than this.
KEPT = 24 * 60 * 60
LONGEST = 10_000


def hash_of(text: str) -> str:
    return sha256(text.encode(errors="replace")).hexdigest()


@cache
def own_operations() -> dict[str, str]:
    """Return the operations that come with the package, by the names of their files."""
    return {path.stem: path.read_text("utf-8") for path in sorted(OPERATIONS.glob("*.graphql"))}


@cache
def own_documents() -> dict[str, str]:
    """Return the operations that come with the package, by the hash of their files."""
    return {hash_of(text): text for text in own_operations().values()}


def known_text(hash_: str, partner: Partner | None) -> str:
    """Return the query with this hash that comes with the package or that a site registered."""
    return own_documents().get(hash_) or (registered(partner.site_id, hash_) if partner else "")


def text_of(hash_: str, partner: Partner | None) -> str:
    """Return the query with this hash, or raise `Refused`."""
    text = known_text(hash_, partner)
    persisted = store()
    if not text and persisted is not None:
        text = persisted.get(_name(hash_), "")
    if text:
        return text
    # The clients that speak automatic persisted queries know this word.
    raise Refused([coded("PersistedQueryNotFound", ErrorCode.DOCUMENT_UNKNOWN)])


def remember(hash_: str, text: str) -> None:
    """Keep a query that was sent with its hash and found valid."""
    persisted = store()
    if persisted is not None and len(text) <= LONGEST and hash_ not in own_documents():
        persisted.add(_name(hash_), text, KEPT)


def complete(asked: GraphQLRequest, partner: Partner | None) -> GraphQLRequest:
    """Return a request with the text of its query; refuse a hash that is not its own."""
    if asked.query and asked.document_hash and asked.document_hash != hash_of(asked.query):
        raise unreadable("The hash is not that of the query.")
    if not asked.query and asked.document_hash:
        asked = replace(asked, query=text_of(asked.document_hash, partner))
    takes_all = getattr(settings, "HUB_GRAPHQL_FREE_QUERIES", True)
    if not takes_all and not known_text(hash_of(asked.query), partner):
        message = "This hub answers registered documents alone."
        raise Refused([coded(message, ErrorCode.DOCUMENT_UNKNOWN)])
    return asked


@lru_cache(maxsize=1000)
def _registered(site_id: int, hash_: str) -> str:
    return TrustedDocument.objects.values_list("text", flat=True).get(site=site_id, hash=hash_)


def registered(site_id: int, hash_: str) -> str:
    """Return a document of a partner site; a hash has one text, so that it is read once."""
    try:
        return _registered(site_id, hash_)
    except TrustedDocument.DoesNotExist:
        return ""


def _name(hash_: str) -> str:
    return f"document:{hash_}"
