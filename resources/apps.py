from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hub.declarations import Declaration, PageType
from hub.installation import require_apps


class ResourcesConfig(AppConfig):
    """The library: reports, toolkits, indicators, programmes, platforms and other pages."""

    name = "resources"
    label = "resources"
    verbose_name = _("Library")
    default_auto_field = "django.db.models.BigAutoField"

    declaration = Declaration(
        page_types=tuple(
            PageType(
                model=f"resources.{model}",
                code=code,
                family=family,
                describe=f"resources.cards.describe_{code}",
                present=f"resources.presenting.present_{code}",
                graphql_type=f"resources.types.{graphql_type}",
            )
            for model, code, family, graphql_type in (
                ("HomePage", "home", "page", "Home"),
                ("LibraryPage", "library", "page", "Library"),
                ("IndexPage", "index", "page", "IndexPage"),
                ("InformationPage", "information", "page", "InformationPage"),
                ("UpdatePage", "update", "page", "Update"),
                ("EventPage", "event", "page", "Event"),
                ("PriorityObjectivePage", "priority", "page", "PriorityObjectivePage"),
                ("Report", "report", "resource", "Report"),
                ("Toolkit", "toolkit", "resource", "Toolkit"),
                ("IndicatorFramework", "indicator_framework", "resource", "IndicatorFramework"),
                ("CityAssessment", "city_assessment", "resource", "CityAssessment"),
                ("Programme", "programme", "resource", "Programme"),
                ("KnowledgePlatform", "knowledge_platform", "resource", "KnowledgePlatform"),
            )
        ),
        queries=("resources.schema.Query",),
        import_formats="resources.importing.FORMATS",
        graphql_fields=(
            ("hub.types.networks.Network", "resources.schema.NetworkFields"),
            ("hub.types.terms.PriorityObjective", "resources.schema.PriorityObjectiveFields"),
        ),
    )

    def import_models(self) -> None:
        require_apps(self)
        super().import_models()
