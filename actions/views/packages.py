"""Packages on the desk: one to look at and to keep, and all of a month."""

from datetime import date
from typing import Any

from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from actions.answers import read_date
from actions.models import Draft, Listing
from actions.package_files import FORMS
from actions.packages import fields_of
from actions.permissions import check_reviewer
from actions.services.packages import take_batch, take_package
from hub import days
from hub.pages.downloads import download

from .desk import for_reviewers


@require_GET
@for_reviewers
def desk_package(request: HttpRequest, draft: Draft, showcase: str, form: str) -> HttpResponse:
    """Give out what is handed in to a showcase."""
    listing = Listing.objects.get(draft=draft, showcase=showcase)
    if form not in FORMS or not fields_of(showcase):
        raise Http404
    listing.draft = draft
    name, media_type, data = take_package(request.user, listing, form)
    return download(data, media_type, name)


@require_GET
def desk_packages(request: HttpRequest) -> HttpResponse:
    """Give out all packages of a month, this one unless another is asked for."""
    check_reviewer(request.user)
    month = month_in(request.GET.get("month", ""))
    batch: Any = FileResponse(
        take_batch(request.user, month), as_attachment=True, filename=f"packages-{month:%Y-%m}.zip"
    )
    batch["X-Content-Type-Options"] = "nosniff"
    return batch  # type: ignore[no-any-return]


def month_in(text: str) -> date:
    """Read a month in the form 2026-11."""
    if not text:
        return days.today().replace(day=1)
    month = read_date(f"{text}-01")
    if month is None:
        raise BadRequest
    return month
