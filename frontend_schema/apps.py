from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hub.declarations import Declaration, Job


class FrontendSchemaConfig(AppConfig):
    """What a front end meets: the root schema, the HTTP view, limits, errors, the explorer."""

    name = "frontend_schema"
    label = "frontend_schema"
    verbose_name = _("GraphQL API")

    declaration = Declaration(
        jobs=(
            Job(
                name="record-usage",
                run="frontend_schema.quotas.record_usage",
                every=timedelta(minutes=5),
            ),
        ),
    )

    def ready(self) -> None:
        from . import checks  # noqa: F401
