"""Fill the grapple site with the benchmark's library, renditions included."""

from io import BytesIO
from typing import Any

from django.core.files.images import ImageFile
from django.db import transaction
from django.utils.timezone import now
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from benchmarks.content import FILTERS, PICTURES, PUBLISHERS, TOPICS, Item, library, picture

from . import models

MODELS = {
    "report": models.Report,
    "toolkit": models.Toolkit,
    "indicator_framework": models.IndicatorFramework,
    "city_assessment": models.CityAssessment,
    "programme": models.Programme,
    "knowledge_platform": models.KnowledgePlatform,
}


def load() -> None:
    site = Site.objects.get(is_default_site=True)
    site.hostname = "testserver"
    site.save()
    with transaction.atomic():
        facts = Facts(site.root_page)
        for item in library():
            facts.add(item)


class Facts:
    """What the pages name, made once."""

    def __init__(self, home: Page) -> None:
        self.home = home
        self.pages: dict[str, Page] = {}
        self.topics = {
            code: models.Topic.objects.create(code=code, label=code.capitalize())
            for code in TOPICS
        }
        self.publishers = [models.Organisation.objects.create(name=name) for name in PUBLISHERS]
        self.pictures = [self.add_picture(number) for number in range(PICTURES)]

    def add_picture(self, number: int) -> Any:
        file = ImageFile(BytesIO(picture(number)), f"picture-{number}.jpg")
        image = get_image_model().objects.create(title=f"Picture {number}", file=file)
        image.get_renditions(*FILTERS.values())
        return image

    def add(self, item: Item) -> None:
        moment = now()
        own = {"year": item.issued_on.year, "kind": "study"} if item.kind == "report" else {}
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
            **own,
        )
        page.files = [models.File(sort_order=at, **vars(file)) for at, file in enumerate(item.files)]
        page.publishers = [
            models.Contribution(organisation=self.publishers[item.publisher], role="publisher")
        ]
        if item.phases:
            page.phases = [
                models.Phase(sort_order=at, title=title) for at, title in enumerate(item.phases)
            ]
        page.topics = [self.topics[code] for code in item.topics]
        self.home.add_child(instance=page)
        self.pages[item.title] = page

    def block(self, name: str, values: dict[str, Any]) -> Any:
        """A block as its editor's form would give it."""
        match name:
            case "figure":
                words = {"alt": values["alt"], "caption": values["caption"]}
                return {"image": self.pictures[values["picture"]], **words}
            case "teaser":
                return {"page": self.pages[values["page"]]}
            case "rich_text":
                return values["html"].format(id=self.pages[values["page"]].pk)
            case "organisations":
                chosen = [self.publishers[number] for number in values["publishers"]]
                return {"title": values["title"], "organisations": chosen}
            case _:
                return values
