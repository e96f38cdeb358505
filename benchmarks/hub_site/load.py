"""Fill the hub with the benchmark's library, through its page models and its own rebuild."""

from io import BytesIO
from typing import Any

from django.core.files.images import ImageFile
from django.db import transaction
from django.utils.timezone import now
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Site

from benchmarks.content import PICTURES, PUBLISHERS, TOPICS, Item, library, picture
from hub.catalogue.healing import heal
from hub.media.models import PageFile
from hub.organisations.models import Organisation
from hub.pages.models import Contribution, PageTerm
from hub.terms.models import Term, TermLabel
from resources import models

MODELS = {
    "report": models.Report,
    "toolkit": models.Toolkit,
    "indicator_framework": models.IndicatorFramework,
    "city_assessment": models.CityAssessment,
    "programme": models.Programme,
    "knowledge_platform": models.KnowledgePlatform,
}


def load() -> None:
    """Everything in one transaction, and the catalogue built at its end."""
    for code in ("en", "fr", "es", "ar"):
        Locale.objects.get_or_create(language_code=code)
    with transaction.atomic():
        shelf = make_shelf()
        facts = Facts()
        for item in library():
            facts.add(item, shelf)
    heal()


def make_shelf() -> Page:
    """A home page with a library below it, in the place of Wagtail's welcome page."""
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


def make_term(vocabulary: str, code: str) -> Term:
    term = Term.objects.create(vocabulary=vocabulary, code=code)
    TermLabel.objects.create(term=term, locale="en", label=code.capitalize())
    return term


class Facts:
    """What the pages name, made once."""

    def __init__(self) -> None:
        self.pages: dict[str, Any] = {}
        self.terms = {code: make_term("topics", code) for code in TOPICS}
        self.place = make_term("places", "accra")
        self.pictures = [
            get_image_model().objects.create(
                title=f"Picture {number}",
                file=ImageFile(BytesIO(picture(number)), f"picture-{number}.jpg"),
            )
            for number in range(PICTURES)
        ]
        self.publishers = [
            Organisation.objects.create(slug=name.lower().replace(" ", "-"), name=name)
            for name in PUBLISHERS
        ]

    def add(self, item: Item, shelf: Page) -> None:
        moment = now()
        page = MODELS[item.kind](
            title=item.title,
            slug=item.slug,
            summary=item.summary,
            issued_on=item.issued_on,
            cover=self.pictures[item.picture],
            cover_alt=f"Picture {item.picture}",
            body=[(name, self.block(name, values)) for name, values in item.body],
            first_published_at=moment,
            last_published_at=moment,
            **self.own_fields(item),
        )
        page.hub_terms = [PageTerm(term=self.terms[code]) for code in item.topics]
        page.hub_files = [
            PageFile(sort_order=number, title=file.title, languages=[file.language], link_url=file.url)
            for number, file in enumerate(item.files)
        ]
        page.hub_contributions = [
            Contribution(organisation=self.publishers[item.publisher], role="publisher")
        ]
        if item.phases:
            page.phases = [
                models.Phase(title=title, code=f"phase-{number}")
                for number, title in enumerate(item.phases)
            ]
        parent = self.framework if item.kind == "city_assessment" else shelf
        parent.add_child(instance=page)
        self.pages[item.title] = page

    @property
    def framework(self) -> Page:
        return models.IndicatorFramework.objects.order_by("path")[0]

    def own_fields(self, item: Item) -> dict[str, Any]:
        if item.kind == "report":
            return {"report_year": item.issued_on.year, "kind": "study"}
        return {"place": self.place} if item.kind == "city_assessment" else {}

    def block(self, name: str, values: dict[str, Any]) -> Any:
        """A block as its editor's form would give it."""
        match name:
            case "figure":
                image = self.pictures[values["picture"]]
                words = {"alt": values["alt"], "caption": values["caption"]}
                return {"image": image, "credit": "", "is_decorative": False, **words}
            case "teaser":
                return {"page": self.pages[values["page"]], "text": ""}
            case "rich_text":
                return values["html"].format(id=self.pages[values["page"]].pk)
            case "heading":
                return {"text": values["text"], "anchor": ""}
            case "quote":
                return {**values, "role": "", "source_url": ""}
            case _:
                chosen = [self.publishers[number] for number in values["publishers"]]
                return {"title": values["title"], "organisations": chosen}
