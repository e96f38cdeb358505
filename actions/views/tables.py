"""Tables that the desk takes in: shown line by line first, then taken as a whole."""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from actions.permissions import REVIEW
from actions.services import choices, listings
from actions.tables import LARGEST, Line
from hub.admin_pages import AdminPageMixin


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
