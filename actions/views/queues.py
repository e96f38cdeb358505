"""The lists of the desk: actions that were sent, and their listings on showcases."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView

from actions.desk import completeness, person
from actions.enums import Decision, Interest, Light, ListingState, ReviewState
from actions.models import ActionReport, Draft, Listing, Subscription
from actions.permissions import REVIEW, people_who_review
from actions.querysets import lit
from actions.routing import TO_DO
from actions.services.choices import export_interests, standing_choices
from actions.services.records import record
from actions.showcases import showcase_names
from actions.states import WAITING
from hub import days
from hub.admin_pages import AdminPageMixin
from hub.localization.languages import language_choices
from hub.pages.downloads import download

ALL = "all"
SENT_STATES = [choice for choice in ReviewState.choices if choice[0] != ReviewState.DRAFT]
REPORTS = 50


class LightColumn(Column):
    """When something is due, and in a word how urgent that makes it."""

    cell_template_name = "actions/admin/light_cell.html"

    def get_value(self, instance: Any) -> dict[str, Any]:
        return {"due_on": super().get_value(instance), "light": Light(instance.light)}


class ShowcasesColumn(Column):
    """On which showcases an action belongs, each with its state."""

    cell_template_name = "actions/admin/showcases_cell.html"


def in_state(rows: QuerySet[Any], name: str, state: str) -> QuerySet[Any]:
    return rows if state == ALL else rows.filter(state=state)


class DraftFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[(ALL, _("All")), *SENT_STATES],
        method=in_state,
        empty_label=_("What waits for us"),
    )
    light = django_filters.ChoiceFilter(label=_("Light"), choices=Light.choices)
    assignee = django_filters.ModelChoiceFilter(
        label=_("Who has it"), queryset=lambda request: people_who_review(), null_label=_("Nobody")
    )
    locale = django_filters.ChoiceFilter(label=_("Language"), choices=language_choices)
    showcase = django_filters.ChoiceFilter(
        label=_("Showcase"), choices=lambda: showcase_names().items(), method="filter_showcase"
    )

    class Meta:
        model = Draft
        fields: list[str] = []

    def filter_showcase(self, drafts: QuerySet[Any], name: str, showcase: str) -> QuerySet[Any]:
        there = Listing.objects.filter(draft=OuterRef("pk"), showcase=showcase)
        return drafts.filter(Exists(there.exclude(state=ListingState.TAKEN_DOWN)))


class DeskListView(AdminPageMixin, IndexView):
    """A list of the desk, the most urgent first; what has no date comes last."""

    permission_required = REVIEW
    #: The right is checked above; Wagtail's own rights of a model are none of ours.
    permission_policy = None
    any_permission_required = None
    paginate_by = 50
    #: The states of which rows are shown as long as nobody asks for others.
    shown_first: Sequence[str] = ()

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        name, is_descending = self.ordering.lstrip("-"), self.ordering.startswith("-")
        by = F(name).desc(nulls_last=True) if is_descending else F(name).asc(nulls_last=True)
        return queryset.order_by(by, "pk")

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        found: QuerySet[Any] = super().filter_queryset(queryset)
        is_asked = not self.shown_first or self.request.GET.get("state")
        return found if is_asked else found.filter(state__in=self.shown_first)


class QueueView(DeskListView):
    """List what cities sent: what waits for the secretariat, and the rest when it is asked for."""

    model = Draft
    page_title = _("Submitted actions")
    header_icon = "tasks"
    template_name = "actions/admin/desk_list.html"
    index_url_name = "action_desk:list"
    index_results_url_name = "action_desk:list_results"
    filterset_class = DraftFilterSet
    default_ordering = "next_due"
    shown_first = WAITING
    columns = [
        TitleColumn(
            "title",
            label=_("Action"),
            accessor=str,
            url_name="action_desk:draft",
            id_accessor="key",
        ),
        Column("organisation", label=_("Organisation"), sort_key="organisation__name"),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        LightColumn("next_due", label=_("Due"), sort_key="next_due"),
        Column("assignee", label=_("Who has it"), accessor=lambda draft: person(draft.assignee)),
        Column("locale", label=_("Language"), accessor="get_locale_display", sort_key="locale"),
        Column(
            "completeness",
            label=_("Answered"),
            accessor=lambda draft: "{} / {}".format(*completeness(draft.answers)),
        ),
        ShowcasesColumn("showcases", label=_("Showcases"), accessor=lambda draft: standing(draft)),
    ]

    def get_base_queryset(self) -> QuerySet[Any]:
        listings = Listing.objects.filter(draft=OuterRef("pk"), state__in=TO_DO)
        due = listings.exclude(due_on=None).order_by("due_on").values("due_on")[:1]
        drafts = Draft.objects.sent().annotate(next_due=Subquery(due))
        drafts = drafts.annotate(light=lit("next_due", days.today()))
        found: QuerySet[Any] = drafts.select_related("organisation", "assignee")
        return found.prefetch_related("listings")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reports = ActionReport.objects.filter(state=Decision.PENDING)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"reports": reports.select_related("draft__organisation")[:REPORTS]}


def standing(draft: Draft) -> list[Listing]:
    return [one for one in draft.listings.all() if one.state != ListingState.TAKEN_DOWN]


class ListingFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[(ALL, _("All")), *ListingState.choices],
        method=in_state,
        empty_label=_("What is to be done"),
    )
    showcase = django_filters.ChoiceFilter(
        label=_("Showcase"), choices=lambda: showcase_names().items()
    )
    light = django_filters.ChoiceFilter(label=_("Light"), choices=Light.choices)

    class Meta:
        model = Listing
        fields: list[str] = []


class ListingsView(DeskListView):
    """List where actions are on their way to the showcases: what is to be done, or all."""

    model = Listing
    page_title = _("Showcases of actions")
    header_icon = "site"
    template_name = "actions/admin/listing_list.html"
    index_url_name = "action_desk:listings"
    index_results_url_name = "action_desk:listings_results"
    filterset_class = ListingFilterSet
    default_ordering = "due_on"
    shown_first = TO_DO
    columns = [
        TitleColumn(
            "draft",
            label=_("Action"),
            get_url=lambda row: reverse("action_desk:listing", args=[row.draft.key, row.showcase]),
        ),
        Column("organisation", label=_("Organisation"), accessor="draft.organisation"),
        Column("showcase", label=_("Showcase"), accessor="get_showcase_display"),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        LightColumn("due_on", label=_("Due"), sort_key="due_on"),
        Column("remote_id", label=_("Number there")),
    ]

    def get_base_queryset(self) -> QuerySet[Any]:
        rows = Listing.objects.select_related("draft__organisation")
        found: QuerySet[Any] = rows.annotate(light=lit("due_on", days.today()))
        return found


class InterestFilterSet(WagtailFilterSet):
    interest = django_filters.ChoiceFilter(label=_("What they chose"), choices=Interest.choices)

    class Meta:
        model = Subscription
        fields: list[str] = []


class InterestsView(DeskListView):
    """List who confirmed by mail what they chose to hear of; a look is on record."""

    model = Subscription
    page_title = _("Who wants to hear of what")
    header_icon = "mail"
    template_name = "actions/admin/interest_list.html"
    index_url_name = "action_desk:interests"
    index_results_url_name = "action_desk:interests_results"
    filterset_class = InterestFilterSet
    default_ordering = "email"
    columns = [
        Column("email", label=_("E-mail address"), sort_key="email"),
        Column("interest", label=_("What they chose"), accessor="get_interest_display"),
        Column("locale", label=_("Language"), sort_key="locale"),
        Column("chosen_at", label=_("Chosen"), sort_key="chosen_at"),
        Column("confirmed_at", label=_("Confirmed"), sort_key="confirmed_at"),
    ]

    def get_base_queryset(self) -> QuerySet[Any]:
        return standing_choices()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record("people_seen", by=self.request.user, view="interests")
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"chosen": self.request.GET.get("interest", "")}


@require_GET
def interests_file(request: HttpRequest) -> HttpResponse:
    """Give out the list of one interest, or of all."""
    interest = request.GET.get("interest", "")
    if interest and interest not in Interest.values:
        raise Http404
    table = export_interests(request.user, interest)
    return download(table, "text/csv", f"{interest or 'interests'}.csv")
