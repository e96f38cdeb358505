"""The hub with a catalogue that has many more groups than pages; all are older than the library."""

from datetime import date, timedelta
from functools import cache, partial
from uuid import uuid4

from django.http import HttpRequest

from benchmarks.hub_site.graphql import LONG_PATH, Q1, Q3, post
from hub.catalogue.models import Entry, Facet, Group
from hub.catalogue.paging import NEWEST, write_cursor

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


def copy_of(model: Entry, number: int, group: Group) -> Entry:
    columns = {field.attname: getattr(model, field.attname) for field in Entry._meta.fields}
    name = f"{number:06d}-{model.slug}"
    return Entry(
        **columns
        | {
            "id": None,
            "group_id": group.pk,
            "title": f"{number:06d} {model.title}",
            "slug": name,
            "path": f"/en/library/{name}/",
            "sort_title": f"{number:06d} {model.sort_title}",
            "sort_date": LAST_DAY - timedelta(days=number * 7919 % 9_000),
        }
    )


def ask_middle() -> HttpRequest:
    return post(Q1, {"first": 20, "locale": "en", "after": middle()})


@cache
def middle() -> str:
    """Return the cursor in the middle of all reports."""
    reports = Entry.objects.filter(type="report", locale="en").order_by(*NEWEST.by())
    return write_cursor(reports[reports.count() // 2], NEWEST)


QUESTIONS = {
    "Q1": partial(post, Q1, {"first": 20, "locale": "en"}),
    "middle": ask_middle,
    "topic": partial(
        post, Q1, {"first": 20, "locale": "en", "filter": {"topic": {"in": ["on-work"]}}}
    ),
    "Q3": partial(post, Q3, {"path": LONG_PATH}),
}
