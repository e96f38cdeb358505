"""A listing on the desk: what is handed in, also as files, and what is recorded of it.

It is recorded by hand or from tables, which are shown line by line first, then taken as a whole.
"""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET
from django.views.generic import TemplateView

from actions.answers import read_date
from actions.enums import ListingStep
from actions.models import Draft
from actions.package_files import FORMS, limits_of
from actions.packages import fields_of, package_of
from actions.permissions import REVIEW, check_reviewer
from actions.routing import REPOSITORY, state_after
from actions.services import choices, listings
from actions.services.listings import TEXTS, Receipt, record_receipt, take_batch, take_package
from actions.tables import LARGEST, Line
from hub import days
from hub.admin_pages import AdminPageMixin
from hub.pages.downloads import download

from .desk import for_reviewers


@for_reviewers("GET", "POST")
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


@for_reviewers("GET")
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


# Tables that are taken in -------------------------------------------------------------------------


class TableView(AdminPageMixin, TemplateView):
    """Look through a table, and take it in when all of it is right."""

    permission_required = REVIEW
    header_icon = "upload"
    template_name = "actions/admin/table.html"
    #: What the table is, its columns and those that are shown of each line, and where one goes on.
    guidance: Any = ""
    columns: Sequence[str] = ()
    shown: Sequence[str] = ()
    done_url = ""
    take: Callable[..., list[Line]]

    def post(self, request: HttpRequest) -> HttpResponse:
        is_trial = "file" in request.FILES
        try:
            data = self.data_in(request)
            lines = self.take(request.user, data, is_trial=is_trial)
        except ValidationError as refused:
            context = self.get_context_data(said=refused.messages)
            return self.render_to_response(context, status=400)
        problems = sum(bool(line.problem) for line in lines)
        if not is_trial and not problems:
            new = sum(not line.is_known for line in lines)
            messages.success(request, _("Lines taken in: %(count)s.") % {"count": new})
            return redirect(self.done_url)
        rows = [(line, [line.cells.get(name, "") for name in self.shown]) for line in lines]
        text = b64encode(data).decode()
        context = self.get_context_data(lines=lines, rows=rows, problems=problems, text=text)
        return self.render_to_response(context, status=400 if problems else 200)

    def data_in(self, request: HttpRequest) -> bytes:
        """Return the file, or what was looked through and comes back."""
        if "file" in request.FILES:
            file: Any = request.FILES["file"]
            return bytes(file.read(LARGEST + 1))
        try:
            return b64decode(request.POST.get("text", ""), validate=True)
        except (NotBase64, ValueError):
            raise ValidationError(_("Please choose the file once more.")) from None


class ReceiptsView(TableView):
    page_title = gettext_lazy("Receipts from a table")
    guidance = gettext_lazy(
        "The first three are needed; action is the number on the receipt of the city, state is "
        "sent, received, published, refused or taken_down."
    )
    columns, shown = listings.COLUMNS, listings.NEEDED
    done_url = "action_desk:listings"
    take = staticmethod(listings.take_receipts)


class UnsubscribesView(TableView):
    page_title = gettext_lazy("Unsubscribes from a table")
    guidance = gettext_lazy(
        "Only email is needed; without an interest all choices of the address end. The list that "
        "is given out here can come back with the lines of those who have had enough."
    )
    columns, shown = choices.COLUMNS, ("email", "interest")
    done_url = "action_desk:interests"
    take = staticmethod(choices.take_unsubscribes)
