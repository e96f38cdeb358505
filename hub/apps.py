from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hub.declarations import Consumer, Declaration, Job, require_apps


class HubConfig(AppConfig):
    """The kernel: catalogue, terms, organisations, networks, media, outbox and worker."""

    name = "hub"
    label = "hub"
    verbose_name = _("Local Action Hub")
    default_auto_field = "django.db.models.BigAutoField"

    declaration = Declaration(
        queries=("hub.schema.Query",),
        # What no field names: a schema would leave it out.
        graphql_types=("hub.types.terms.Region", "hub.types.blocks.BLOCK_TYPES"),
        import_rows=(
            ("organisation", "hub.importing.labelled.LabelledStore"),
            ("network", "hub.importing.labelled.LabelledStore"),
        ),
        consumers=(
            Consumer(
                name="webhook_mail",
                deliver="hub.webhooks.services.tell_contact",
                topics=("webhook.disabled",),
            ),
        ),
        drains=("hub.webhooks.delivering.drain", "hub.importing.runs.drain"),
        morning=("hub.state.morning", "hub.pages.needs.morning"),
        page_needs=("hub.pages.needs.needs_of_every_type",),
        merges=(
            ("hub.Term", "hub.terms.services.settle"),
            ("hub.Organisation", "hub.organisations.services.settle"),
        ),
        personal_rows=(
            ("hub.PersonToken", ("prefix", "created_at", "expires_at", "last_used_at")),
        ),
        jobs=(
            Job(
                name="announce-concluded",
                run="hub.catalogue.news.announce_concluded",
                every=timedelta(minutes=30),
            ),
            Job(
                name="delete-old-previews",
                run="hub.partners.previews.delete_old",
                every=timedelta(minutes=15),
            ),
            Job(name="purge-networks", run="hub.cdn.purge_changed", every=timedelta(seconds=2)),
            Job(
                name="delete-old-imports",
                run="hub.importing.runs.delete_old",
                every=timedelta(hours=6),
            ),
            Job(name="prune-outbox", run="hub.outbox.services.prune", every=timedelta(hours=6)),
            Job(
                name="check-catalogue",
                run="hub.catalogue.healing.check_all",
                every=timedelta(hours=1),
            ),
            Job(
                name="delete-unconfirmed-accounts",
                run="hub.accounts.unconfirmed.delete_unconfirmed",
                every=timedelta(hours=6),
            ),
        ),
    )

    def import_models(self) -> None:
        require_apps(self)
        super().import_models()

    def ready(self) -> None:
        from hub import checks  # noqa: F401
        from hub.catalogue import signal_handlers
        from hub.localization import trees  # noqa: F401 - it listens to translations

        signal_handlers.connect()
