"""Listings on the desk: what is recorded of one by hand, and of many from a table."""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from django.views.generic import TemplateView

from actions.answers import read_date
from actions.models import Draft, Listing
from actions.package_files import FORMS, limits_of
from actions.packages import package_of
from actions.permissions import REVIEW
from actions.routing import (
    PREPARE,
    PUBLISH,
    RECEIVE,
    REFUSE,
    REOPEN,
    REPOSITORY,
    SEND,
    TAKE_DOWN,
    state_after,
)
from actions.services.listings import TEXTS, Receipt, record_receipt
from actions.services.receipt_tables import COLUMNS, LARGEST, take_receipts
from hub import days
from hub.admin_pages import AdminPageMixin

from .desk import for_reviewers

LABELS = {
    PREPARE: gettext_lazy("It is prepared"),
    SEND: gettext_lazy("It was sent"),
    RECEIVE: gettext_lazy("They have received it"),
    PUBLISH: gettext_lazy("It is published there"),
    REFUSE: gettext_lazy("They refuse it, or it does not belong there"),
    TAKE_DOWN: gettext_lazy("It was taken down"),
    REOPEN: gettext_lazy("Begin again"),
}


@require_http_methods(["GET", "POST"])
@for_reviewers
def desk_listing(request: HttpRequest, draft: Draft, showcase: str) -> HttpResponse:
    """Show one listing, and record what became of it."""
    listing = Listing.objects.get(draft=draft, showcase=showcase)
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
    listing.draft = draft
    package = package_of(listing)
    steps = [(name, label) for name, label in LABELS.items() if state_after(listing.state, name)]
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
    """Read what was filled in."""
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


class ReceiptsView(AdminPageMixin, TemplateView):
    """Look through a table of receipts, line by line, and take it in as a whole."""

    permission_required = REVIEW
    page_title = gettext_lazy("Receipts from a table")
    header_icon = "upload"
    template_name = "actions/admin/receipts.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        is_trial = "file" in request.FILES
        try:
            data = self.data_in(request)
            lines = take_receipts(request.user, data, is_trial=is_trial)
        except ValidationError as refused:
            context = self.get_context_data(said=refused.messages)
            return self.render_to_response(context, status=400)
        problems = sum(bool(line.problem) for line in lines)
        if not is_trial and not problems:
            new = sum(not line.is_known for line in lines)
            messages.success(request, _("%(count)s receipts are recorded.") % {"count": new})
            return redirect("action_desk:listings")
        text = b64encode(data).decode()
        context = self.get_context_data(lines=lines, problems=problems, text=text)
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

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"columns": COLUMNS}
