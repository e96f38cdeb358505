from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hub.declarations import Consumer, Declaration, Job, PageType, require_apps


class ActionsConfig(AppConfig):
    """What cities and their partners do: joining the Call, writing, submitting, publishing."""

    name = "actions"
    label = "actions"
    verbose_name = _("Actions")
    default_auto_field = "django.db.models.BigAutoField"
    declaration = Declaration(
        page_types=(
            PageType(
                model="actions.Action",
                code="action",
                describe="actions.cards.describe_action",
                present="actions.presenting.present_action",
                graphql_type="actions.types.pages.Action",
            ),
            PageType(
                model="actions.ActionRepository",
                code="action_repository",
                present="actions.presenting.present_action_repository",
                in_feeds=False,
                graphql_type="actions.types.pages.ActionRepository",
            ),
        ),
        queries=(
            "actions.schema.lists.Query",
            "actions.schema.joining.Query",
            "actions.schema.writing.Query",
        ),
        mutations=("actions.schema.joining.Mutation", "actions.schema.writing.Mutation"),
        graphql_fields=(
            ("hub.types.networks.Network", "actions.schema.lists.NetworkFields"),
            ("hub.types.organisations.Organisation", "actions.schema.lists.OrganisationFields"),
            ("hub.types.terms.PriorityObjective", "actions.schema.lists.PriorityObjectiveFields"),
            ("hub.types.viewer.Viewer", "actions.types.drafts.ViewerFields"),
        ),
        presentations=(
            ("priority", "actions.presenting.add_actions_to_priority"),
            ("report", "actions.presenting.add_actions_to_report"),
        ),
        import_formats="actions.importing.FORMATS",
        import_rows=(
            ("organisation", "actions.importing.organisations.OrganisationStore"),
            ("signature", "actions.importing.commitments.CommitmentStore"),
            ("endorsement", "actions.importing.commitments.CommitmentStore"),
        ),
        demo="actions.demo.people.ensure_people",
        landing="actions.views.joining.landing_for",
        morning=("actions.morning.morning",),
        merges=(("hub.Organisation", "actions.services.merging.settle"),),
        public_models=("actions.Commitment",),
        account_pages=(
            ("joining_home", _("My organisations")),
            ("action_list", _("Our actions")),
            ("joining_kit", _("Spread the Call")),
        ),
        consumers=(
            Consumer(name="action_mail", deliver="actions.mail.deliver", topics=("action.",)),
            Consumer(
                name="action_routing",
                deliver="actions.services.routing.hear",
                topics=(
                    "action.submitted",
                    "action.reviewed",
                    "action.withdrawn",
                    "action.report_decided",
                ),
            ),
        ),
        jobs=(
            Job(
                name="route-listings",
                run="actions.services.routing.keep_up",
                every=timedelta(hours=1),
            ),
            Job(
                name="forget-what-is-old",
                run="actions.services.retention.forget_old",
                every=timedelta(hours=24),
            ),
            Job(
                name="forget-word-uploads",
                run="actions.word.accepting.forget_uploads",
                every=timedelta(hours=6),
            ),
        ),
    )

    def ready(self) -> None:
        from . import checks  # noqa: F401
        from .signal_handlers import connect

        connect()

    def import_models(self) -> None:
        require_apps(self)
        super().import_models()
