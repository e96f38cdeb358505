"""How the hub itself is: parts that are not well, and what was given up; for administrators."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db.models import Count, Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.models import TaskState

from .admin_pages import AdminPageMixin, AdminPageViewSet
from .health import PARTS
from .morning import Line, Urgency
from .outbox.models import Delivery, DeliveryState
from .outbox.services import again
from .webhooks.models import PREFIX, WebhookEndpoint

PERMISSION = "hub.change_partnersite"


def given_up() -> "QuerySet[Delivery]":
    """Return what consumers of ours refused for good; webhooks have pages of their own."""
    return Delivery.objects.filter(state=DeliveryState.DEAD).exclude(consumer__startswith=PREFIX)


def remarks() -> dict[str, str]:
    """Return what is not well, by the part."""
    return {name: remark for name, problem in PARTS.items() if (remark := problem())}


def morning(user: Any) -> Iterator[Line]:
    yield Line(
        label=_("Pages that wait for your review"),
        count=TaskState.objects.reviewable_by(user).count(),
        address=f"{reverse('wagtailadmin_reports:workflow_tasks')}?reviewable=true",
        urgency=Urgency.NOW,
    )
    if not user.has_perm(PERMISSION):
        return
    state = reverse("hub_state:index")
    yield Line(
        label=_("Parts of the hub that are not well"),
        count=len(remarks()),
        address=state,
        urgency=Urgency.NOW,
    )
    yield Line(
        label=_("Messages that were given up"),
        count=given_up().count(),
        address=state,
        urgency=Urgency.SOON,
    )
    yield Line(
        label=_("Partner sites with a webhook that was given up"),
        count=WebhookEndpoint.objects.given_up().values("site").distinct().count(),
        address=f"{reverse('wagtailsnippets_hub_partnersite:list')}?given_up=true",
        urgency=Urgency.SOON,
    )


class StateView(AdminPageMixin, TemplateView):
    """Show what is not well; a POST sends again what a consumer gave up."""

    permission_required = PERMISSION
    page_title = gettext_lazy("State of the hub")
    header_icon = "cogs"
    template_name = "hub/admin/state.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = (
            given_up()
            .values("consumer")
            .annotate(times=Count("pk"), last=Max("tried_at"), error=Max("error"))
        )
        return super().get_context_data(**kwargs) | {
            "remarks": remarks(),
            "given_up": rows.order_by("consumer"),
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        count = again(given_up().filter(consumer=request.POST.get("consumer", "")))
        text = ngettext(
            "%(count)d message is sent again.", "%(count)d messages are sent again.", count
        )
        messages.success(request, text % {"count": count})
        return redirect(request.path)


STATE = AdminPageViewSet(
    "hub_state", view_class=StateView, url_prefix="hub/state", menu_name="hub-state"
)
