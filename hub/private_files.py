"""Where uploaded files lie: those that may be public, and those that never are."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage


def media_folder() -> Path:
    return Path(settings.MEDIA_ROOT)


def private_folder() -> Path:
    """Return the folder of private uploads, outside of what a web server shows."""
    return Path(getattr(settings, "HUB_PRIVATE_ROOT", media_folder().parent / "private"))


class PrivateStorage(FileSystemStorage):
    """Files without an address: views that ask who asks give them out."""

    def url(self, name: str | None) -> str:
        raise ValueError("A private file has no address.")


def private_storage() -> Storage:
    """Return the store of what people upload for nobody but those who work with it."""
    return PrivateStorage(location=private_folder())
