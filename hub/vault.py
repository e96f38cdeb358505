"""Secrets that must be read again, kept encrypted: a copy of the database alone opens nothing."""

import base64

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


def encrypt(text: str, *, salt: str) -> str:
    return _vault(salt).encrypt(text.encode()).decode()


def decrypt(encrypted: str, *, salt: str) -> str:
    return _vault(salt).decrypt(encrypted.encode()).decode()


def _vault(salt: str) -> MultiFernet:
    """Derive a key from each secret key, the current one first: a rotated one still reads."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (salted_hmac(salt, "", secret=key, algorithm="sha256").digest() for key in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
