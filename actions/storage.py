"""Where private files lie: outside the folder that the web server shows."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage


def private_storage() -> Storage:
    """Return the store of what cities upload; files are given out by views that ask who asks."""
    folder = getattr(settings, "HUB_PRIVATE_ROOT", Path(settings.MEDIA_ROOT).parent / "private")
    return FileSystemStorage(location=folder, base_url=None)
