"""In the admin: the list of actions, who joined the Call, and who takes over a profile."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView
from wagtail.admin.viewsets.base import ViewSetGroup

from hub.admin_pages import AdminPageMixin, AdminPageViewSet
from hub.pages.framing import told
from hub.pages.listing import FactColumn
from hub.pages.viewsets import PageListViewSet

from .enums import Decision
from .models import AccessRequest, Action, Commitment
from .permissions import REVIEW
from .services.commitments import decide_commitment
from .services.records import record


class WaitingView(AdminPageMixin, ListView):  # type: ignore[type-arg]
    """List what waits for an answer, or was answered; it names people, so a look is on record."""

    permission_required = REVIEW
    paginate_by = 50

    def get_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset()
        return rows.filter(state=self.chosen_state())

    def chosen_state(self) -> str:
        asked = self.request.GET.get("state", "")
        return asked if asked in Decision.values else Decision.PENDING

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record("people_seen", by=self.request.user, view=self.header_icon)
        return super().get_context_data(**kwargs) | {
            "states": Decision.choices,
            "chosen_state": self.chosen_state(),
        }


class CommitmentsView(WaitingView):
    page_title = _("Signatures and endorsements")
    header_icon = "form"
    template_name = "actions/admin/commitments.html"
    queryset = Commitment.objects.select_related(
        "organisation__country", "organisation__profile", "made_by"
    ).order_by("made_at", "pk")

    def post(self, request: HttpRequest) -> HttpResponse:
        key, accept = request.POST.get("commitment", ""), "accept" in request.POST
        logo = request.POST.get("logo_seen", "")
        try:
            with told(request, _("Decided. The organisation gets a mail.")):
                decide_commitment(request.user, key, accept=accept, logo_seen=logo)
        except Commitment.DoesNotExist:
            messages.error(request, _("This is not there any more."))
        return redirect(request.get_full_path())


class AccessView(WaitingView):
    """Lead to the requests that reviewers decide, and show those that owners have before them."""

    page_title = _("Requests for access")
    header_icon = "key"
    template_name = "actions/admin/access.html"
    queryset = AccessRequest.objects.select_related("organisation", "user").order_by("asked_at")

    def get_queryset(self) -> QuerySet[Any]:
        rows: Any = super().get_queryset()
        return rows.with_turn()  # type: ignore[no-any-return]


COMMITMENTS = AdminPageViewSet(
    "action_commitments",
    view_class=CommitmentsView,
    url_prefix="actions/commitments",
    menu_name="action-commitments",
)
ACCESS = AdminPageViewSet(
    "action_access", view_class=AccessView, url_prefix="actions/access", menu_name="action-access"
)


class JoiningGroup(ViewSetGroup):
    menu_label = _("Joining the Call")
    menu_name = "joining"
    menu_icon = "group"
    menu_order = 240
    items = (COMMITMENTS, ACCESS)


ACTIONS = PageListViewSet(
    "actions",
    model=Action,
    menu_label=_("Actions"),
    menu_order=160,
    add_to_admin_menu=True,
    icon="success",
    fact_columns=(
        FactColumn("starts_on", label=_("Start")),
        FactColumn("ends_on", label=_("Last day")),
    ),
    year="starts_on__year",
)
