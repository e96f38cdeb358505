"""Files without an address, outside the folder that the web server shows."""

from django.core.files.storage import FileSystemStorage, Storage

from hub.media.folders import private_folder


class PrivateStorage(FileSystemStorage):
    """Files without an address: views that ask who asks give them out."""

    def url(self, name: str | None) -> str:
        raise ValueError("A private file has no address.")


def private_storage() -> Storage:
    """Return the store of what people upload for nobody but those who work with it."""
    return PrivateStorage(location=private_folder())
