from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hub.declarations import Declaration, PageType, require_apps

#: Model, code, GraphQL type and the module that presents it.
PAGES = (
    ("HomePage", "home", "pages.Home", "indexes"),
    ("LibraryPage", "library", "pages.Library", "indexes"),
    ("IndexPage", "index", "pages.IndexPage", "indexes"),
    ("InformationPage", "information", "pages.InformationPage", "pages"),
    ("UpdatePage", "update", "pages.Update", "pages"),
    ("EventPage", "event", "pages.Event", "pages"),
    ("PriorityObjectivePage", "priority", "pages.PriorityObjectivePage", "priorities"),
)
RESOURCES = (
    ("Report", "report", "kinds.Report", "resources"),
    ("Toolkit", "toolkit", "kinds.Toolkit", "resources"),
    ("IndicatorFramework", "indicator_framework", "kinds.IndicatorFramework", "resources"),
    ("CityAssessment", "city_assessment", "kinds.CityAssessment", "resources"),
    ("Programme", "programme", "kinds.Programme", "programmes"),
    ("KnowledgePlatform", "knowledge_platform", "kinds.KnowledgePlatform", "resources"),
)


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
                present=f"resources.presenting.{present}.present_{code}",
                in_feeds=present != "indexes",
                graphql_type=f"resources.types.{graphql_type}",
            )
            for family, kinds in (("page", PAGES), ("resource", RESOURCES))
            for model, code, graphql_type, present in kinds
        ),
        queries=("resources.schema.Query",),
        import_formats="resources.importing.FORMATS",
        page_needs=("resources.needs.needs",),
        graphql_fields=(
            ("hub.types.networks.Network", "resources.schema.NetworkFields"),
            ("hub.types.terms.PriorityObjective", "resources.schema.PriorityObjectiveFields"),
        ),
    )

    def import_models(self) -> None:
        require_apps(self)
        super().import_models()
