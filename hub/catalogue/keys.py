"""The hash of everything besides content that the catalogue's rows were made with."""

import hashlib
import json

from hub.declarations import page_types
from hub.localization.languages import content_locales, locale_chains
from hub.media.presets import ALL_FILTERS


def current_keys_version() -> str:
    """Locales, chains, declared page types and image presets; when it changes, rebuild."""
    parts = [
        content_locales(),
        sorted((code, list(chain)) for code, chain in locale_chains().items()),
        sorted(
            (kind.code, kind.family, kind.model, kind.describe) for kind in page_types().values()
        ),
        list(ALL_FILTERS),
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
