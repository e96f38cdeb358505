"""Files that only some may have."""

from typing import Any

from django.http import FileResponse, Http404


def private_file(file: Any, *, name: str) -> Any:
    """Give out a file as a download: no browser opens it as a page of this site."""
    try:
        return FileResponse(file.open("rb"), as_attachment=True, filename=name)
    except FileNotFoundError:
        raise Http404 from None
