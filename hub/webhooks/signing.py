"""Signatures as Standard Webhooks writes them, so that its libraries verify them."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable

BEGINNING = "whsec_"


def new_secret() -> str:
    return BEGINNING + base64.b64encode(secrets.token_bytes(32)).decode()


def signed_headers(
    message_id: str, timestamp: int, body: bytes, with_secrets: Iterable[str]
) -> dict[str, str]:
    """Sign a body with each secret: while one is replaced, either of the two verifies it."""
    content = f"{message_id}.{timestamp}.".encode() + body
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signature(secret, content) for secret in with_secrets),
    }


def signature(secret: str, content: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(BEGINNING))
    return "v1," + base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()
