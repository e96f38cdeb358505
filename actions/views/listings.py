"""A listing on the desk: what is handed in, also as files, and what is recorded of it by hand."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from actions.answers import read_date
from actions.enums import ListingStep
from actions.models import Draft
from actions.package_files import FORMS, limits_of
from actions.packages import fields_of, package_of
from actions.permissions import check_reviewer
from actions.routing import REPOSITORY, state_after
from actions.services.listings import TEXTS, Receipt, record_receipt
from actions.services.packages import take_batch, take_package
from hub import days
from hub.pages.downloads import download

from .desk import for_reviewers


@require_http_methods(["GET", "POST"])
@for_reviewers
def desk_listing(request: HttpRequest, draft: Draft, showcase: str) -> HttpResponse:
    """Show one listing, and record what became of it."""
    listing = draft.listings.get(showcase=showcase)
    said: list[str] = []
    if request.method == "POST":
        try:
            done = record_receipt(request.user, draft.key, showcase, receipt_in(request))
        except ValidationError as refused:
            said = refused.messages
            for name in TEXTS:
                setattr(listing, name, request.POST.get(name, ""))
        else:
            message = _("It is now: %(state)s.")
            messages.success(request, message % {"state": done.get_state_display()})
            return redirect("action_desk:draft", key=draft.key)
    package = package_of(listing)
    steps = [(step, step.label) for step in ListingStep if state_after(listing.state, step)]
    context = {
        "draft": draft,
        "listing": listing,
        "steps": [] if showcase == REPOSITORY else steps,
        "today": days.today(),
        "said": said,
        "package": package,
        "lines": [(line, limits_of(line)) for line in package.lines],
        "forms": FORMS,
    }
    status = 400 if said else 200
    return render(request, "actions/admin/listing.html", context, status=status)


def receipt_in(request: HttpRequest) -> Receipt:
    on = request.POST.get("on", "")
    if on and read_date(on) is None:
        raise ValidationError(_("Please write a date."))
    values: dict[str, Any] = {name: request.POST.get(name) for name in TEXTS}
    return Receipt(
        seen=request.POST.get("seen", ""),
        step=request.POST.get("step", ""),
        on=read_date(on),
        **values,
    )


# Packages -----------------------------------------------------------------------------------------


@require_GET
@for_reviewers
def desk_package(request: HttpRequest, draft: Draft, showcase: str, form: str) -> HttpResponse:
    """Give out what is handed in to a showcase."""
    listing = draft.listings.get(showcase=showcase)
    if form not in FORMS or not fields_of(showcase):
        raise Http404
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
