"""Fill the hub with the library, through its page models and its own rebuild."""

from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page, Site

from benchmarks.content import Item, library
from benchmarks.filling import Shelf
from hub.catalogue.healing import heal
from hub.media.models import PageFile
from hub.organisations.models import Organisation
from hub.pages.models import Contribution, PageTerm
from hub.terms.models import Term, TermLabel
from resources import models


def fill() -> None:
    for code in ("en", "fr", "es", "ar"):
        Locale.objects.get_or_create(language_code=code)
    with transaction.atomic():
        index = make_library_page()
        shelf = Shelf(
            topic=make_topic,
            organisation=lambda name: Organisation.objects.create(
                slug=name.lower().replace(" ", "-"), name=name
            ),
        )
        place = make_topic("accra", "Accra", vocabulary="places")
        for item in library():
            page, parent = make_page(item, shelf), index
            if item.kind == "CityAssessment":
                page.place = place
                parent = models.IndicatorFramework.objects.order_by("path")[0]
            shelf.add(page, item, parent)
    heal()


def make_library_page() -> Page:
    """Make a home page with a library below it, in the place of Wagtail's welcome page."""
    site = Site.objects.get(is_default_site=True)
    welcome = site.root_page
    locale = Locale.objects.get(language_code="en")
    home = models.HomePage(title="Home", slug="hub", locale=locale)
    Page.objects.get(depth=1).add_child(instance=home)
    site.hostname = "testserver"
    site.root_page = home
    site.save()
    welcome.delete()
    return home.add_child(instance=models.LibraryPage(title="Library", slug="library"))


def make_topic(code: str, label: str, *, vocabulary: str = "topics") -> Term:
    term = Term.objects.create(vocabulary=vocabulary, code=code)
    TermLabel.objects.create(term=term, locale="en", label=label)
    return term


def make_page(item: Item, shelf: Shelf) -> Any:
    page = getattr(models, item.kind)()
    if item.kind == "Report":
        page.report_year, page.kind = item.issued_on.year, "study"
    page.hub_terms = [PageTerm(term=shelf.topics[code]) for code in item.topics]
    page.hub_files = [
        PageFile(sort_order=at, title=file.title, languages=[file.language], link_url=file.url)
        for at, file in enumerate(item.files)
    ]
    publisher = shelf.publishers[item.publisher]
    page.hub_contributions = [Contribution(organisation=publisher, role="publisher")]
    if item.phases:
        page.phases = [
            models.Phase(title=title, code=f"phase-{number}")
            for number, title in enumerate(item.phases)
        ]
    return page
