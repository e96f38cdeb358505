"""The hub with a catalogue that has many more groups than pages.

All come after the library, by date and by title, so that the answers stay the same.
"""

from datetime import date, timedelta
from uuid import uuid4

from django.db import connection

from benchmarks.hub_site.graphql import LONG_PATH
from hub.catalogue.models import Entry, Facet, Group

BATCH = 1_000
LAST_DAY = date(2015, 12, 31)


def fill(groups: int, *types: str) -> None:
    """Bulk-create what the rebuild of so many reports would have written, in one language.

    Other types may be named; what is copied is what the catalogue has of them.
    """
    copied = Entry.objects.filter(type__in=types or ["report"], locale="en")
    models = list(copied.exclude(path=LONG_PATH))
    facets = {entry.pk: list(Facet.objects.filter(group=entry.group)) for entry in models}
    have = Group.objects.count()
    for start in range(have, groups, BATCH):
        numbers = range(start, min(start + BATCH, groups))
        made = Group.objects.bulk_create(
            Group(
                translation_key=uuid4(),
                type=models[number % len(models)].type,
                source_locale="en",
                is_dirty=False,
            )
            for number in numbers
        )
        entries, values = [], []
        for number, group in zip(numbers, made, strict=True):
            model = models[number % len(models)]
            entries.append(copy_of(model, number, group))
            values += [
                Facet(group=group, name=facet.name, value=facet.value, is_implied=facet.is_implied)
                for facet in facets[model.pk]
            ]
        Entry.objects.bulk_create(entries)
        Facet.objects.bulk_create(values)
    if connection.vendor == "postgresql":  # which would do so by itself within minutes
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def copy_of(model: Entry, number: int, group: Group) -> Entry:
    columns = {field.attname: getattr(model, field.attname) for field in Entry._meta.fields}
    name = f"{number:06d}-{model.slug}"
    return Entry(
        **columns
        | {
            "id": None,
            "group_id": group.pk,
            "title": f"Zone {number:06d}: {model.title}",
            "slug": name,
            "path": f"/en/library/{name}/",
            "sort_title": f"zone {number:06d}: {model.sort_title}",
            "sort_date": LAST_DAY - timedelta(days=number * 7919 % 9_000),
        }
    )
