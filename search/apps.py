from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hub.declarations import Declaration, Job, require_apps


class SearchConfig(AppConfig):
    """Search over the catalogue: one question, on the embedded engine or on Elasticsearch."""

    name = "search"
    label = "search"
    verbose_name = _("Search")
    default_auto_field = "django.db.models.BigAutoField"

    declaration = Declaration(
        queries=("search.schema.Query",),
        drains=("search.delivery.deliver",),
        jobs=(
            Job(name="read-files", run="search.files.read_files", every=timedelta(seconds=10)),
            Job(name="audit-search", run="search.audit.audit_engines", every=timedelta(hours=1)),
            Job(name="forget-asked", run="search.query_log.forget", every=timedelta(hours=6)),
        ),
        preparations=("search.synonyms.seed_synonyms",),
        public_models=("search.Synonym",),
        gauges=(
            ("hub_search_waiting_groups", "engine", "search.delivery.waiting_groups"),
            ("hub_search_given_up_groups", "engine", "search.delivery.given_up_groups"),
        ),
        morning=("search.morning.morning",),
    )

    def ready(self) -> None:
        from . import checks  # noqa: F401

    def import_models(self) -> None:
        require_apps(self)
        super().import_models()
