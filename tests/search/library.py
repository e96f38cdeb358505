"""A few reports on a shelf, for tests of what stands in front of the engines."""

from typing import Any

from hub.media.models import PageFile
from hub.pages.models import PageTerm
from tests.factories.hub import TermFactory
from tests.site import add_report, library, translate


def make_reports(home: Any) -> None:
    """Publish three reports, one of them in French as well, with two topics and a file."""
    shelf = library(home)
    health = TermFactory(labels={"en": "Health", "fr": "Santé", "ar": "الصحة"}, code="health")
    housing = TermFactory(labels={"en": "Housing", "fr": "Logement"}, code="housing")
    annual = add_report(
        shelf,
        "Annual report 2023",
        report_year=2023,
        number="A/73/12",
        summary="How cities welcome refugees.",
        body=[
            ("heading", {"text": "A roof for all", "anchor": ""}),
            ("rich_text", "<p>Municipalities offer homes & shelter.</p>"),
        ],
        hub_terms=[PageTerm(term=health), PageTerm(term=housing)],
        hub_files=[
            PageFile(title="Shelter in figures", languages=["en"], link_url="https://example.org/f")
        ],
    )
    translate(annual, "fr", title="Rapport annuel 2023", summary="L’accueil des réfugiés.")
    add_report(
        shelf,
        "Annual report 2021",
        report_year=2021,
        summary="What cities did in the pandemic.",
        hub_terms=[PageTerm(term=health)],
    )
    add_report(shelf, "Study of borders", report_year=2019, summary="Checkpoints at the sea.")
