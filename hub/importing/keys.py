"""Keys that never change: the same row gives the same page, rows and blocks, here and elsewhere."""

import hashlib
import json
import re
from typing import Any
from uuid import UUID, uuid5

NAMESPACE = UUID("6f0c9c1e-5a55-4f0e-8b0b-0d1a6d7c3a52")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def stable_key(*parts: object) -> UUID:
    return uuid5(NAMESPACE, "/".join(str(part) for part in parts))


def page_key(key: str) -> UUID:
    """Return the translation key of a page by its key; one that editors made goes by itself."""
    return UUID(key) if _UUID.fullmatch(key) else stable_key(key)


def digest_of(value: Any) -> str:
    """Hash what JSON can hold, whatever the order of its names."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
