"""Where uploaded files lie: those that may be public, and those that never are."""

from pathlib import Path

from django.conf import settings


def media_folder() -> Path:
    return Path(settings.MEDIA_ROOT)


def private_folder() -> Path:
    """Return the folder of private uploads, outside of what a web server shows."""
    return Path(getattr(settings, "HUB_PRIVATE_ROOT", media_folder().parent / "private"))
