from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FrontendSchemaConfig(AppConfig):
    """What a front end meets: the root schema, the HTTP view, limits, errors, the explorer."""

    name = "frontend_schema"
    label = "frontend_schema"
    verbose_name = _("GraphQL API")

    def ready(self) -> None:
        from . import checks  # noqa: F401
