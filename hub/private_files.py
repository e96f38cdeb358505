"""Where private files lie: outside the folder that the web server shows."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage


class PrivateStorage(FileSystemStorage):
    """Files without an address: views that ask who asks give them out."""

    def url(self, name: str | None) -> str:
        raise ValueError("A private file has no address.")


def private_storage() -> Storage:
    """Return the store of what people upload for nobody but those who work with it."""
    folder = getattr(settings, "HUB_PRIVATE_ROOT", Path(settings.MEDIA_ROOT).parent / "private")
    return PrivateStorage(location=folder)
