from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hub.declarations import Consumer, Declaration, Job, PageType
from hub.installation import require_apps

#: Model, code, GraphQL type.
PAGES = (
    ("Action", "action", "Action"),
    ("ActionRepository", "action_repository", "ActionRepository"),
)


class ActionsConfig(AppConfig):
    """What cities and their partners do: joining the Call, writing, submitting, publishing."""

    name = "actions"
    label = "actions"
    verbose_name = _("Actions")
    default_auto_field = "django.db.models.BigAutoField"
    declaration = Declaration(
        page_types=tuple(
            PageType(
                model=f"actions.{model}",
                code=code,
                describe=f"actions.cards.describe_{code}",
                present=f"actions.presenting.present_{code}",
                in_feeds=code == "action",
                graphql_type=f"actions.types.pages.{graphql_type}",
            )
            for model, code, graphql_type in PAGES
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
