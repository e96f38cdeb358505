"""Keys that never change: the same row gives the same page, rows and blocks, here and elsewhere."""

import hashlib
import json
from typing import Any
from uuid import UUID, uuid5

NAMESPACE = UUID("6f0c9c1e-5a55-4f0e-8b0b-0d1a6d7c3a52")


def stable_key(*parts: object) -> UUID:
    return uuid5(NAMESPACE, "/".join(str(part) for part in parts))


def digest_of(value: Any) -> str:
    """Hash what JSON can hold, whatever the order of its names."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
