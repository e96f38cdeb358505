"""Files that only some may have."""

from typing import Any

from django.http import FileResponse, Http404


def private_file(file: Any, *, name: str, media_type: str | None = None) -> Any:
    """Give out a file as a download: no browser opens it as a page of this site."""
    try:
        opened = file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(opened, as_attachment=True, filename=name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response
