"""Fill the grapple site with the library."""

from typing import Any

from django.db import transaction
from wagtail.models import Site

from benchmarks.content import Item, library
from benchmarks.filling import Shelf

from . import models


def fill() -> None:
    site = Site.objects.get(is_default_site=True)
    site.hostname = "testserver"
    site.save()
    with transaction.atomic():
        shelf = Shelf(
            topic=lambda code, label: models.Topic.objects.create(code=code, label=label),
            organisation=lambda name: models.Organisation.objects.create(name=name),
        )
        for item in library():
            shelf.add(make_page(item, shelf), item, site.root_page)


def make_page(item: Item, shelf: Shelf) -> Any:
    page = getattr(models, item.kind)()
    if item.kind == "Report":
        page.report_year, page.kind = item.issued_on.year, "study"
    page.topics = [shelf.topics[code] for code in item.topics]
    page.files = [models.File(sort_order=at, **vars(file)) for at, file in enumerate(item.files)]
    publisher = shelf.publishers[item.publisher]
    page.publishers = [models.Contribution(organisation=publisher, role="publisher")]
    if item.phases:
        page.phases = [models.Phase(title=title) for title in item.phases]
    return page
