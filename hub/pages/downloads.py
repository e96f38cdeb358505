"""Files that views give out, to be saved and not shown."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def download(data: bytes | str, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
