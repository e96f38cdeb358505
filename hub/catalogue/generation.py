"""The content generation: one row that grows whenever anything public may have changed."""

import hashlib
import json
from datetime import date, datetime, time
from functools import cache, reduce
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import F
from django.utils.timezone import get_default_timezone, make_aware

from hub.declarations import page_types
from hub.localization.languages import content_locales, locale_chains
from hub.media.images import ALL_FILTERS

from .models import Generation


def generation() -> Generation:
    """Return the row itself; one query."""
    row = Generation.objects.filter(pk=1).first()
    return row or Generation.objects.get_or_create(pk=1)[0]


def token_and_due() -> tuple[UUID, datetime]:
    """Return the token of the generation and when the next schedule is due; one query.

    For what is asked at every request: to build this query costs more than to have it answered, so
    it is built once.
    """
    statement, converters = _built_query(connection.alias)
    with connection.cursor() as cursor:
        cursor.execute(statement)
        row: Any = cursor.fetchone()
    if row is None:
        made = generation()
        return made.token, made.next_due_at
    token, due = (
        reduce(lambda value, convert: convert(value, column, connection), functions, value)
        for value, (functions, column) in zip(row, converters, strict=True)
    )
    return token, due


@cache
def _built_query(alias: str) -> tuple[str, list[tuple[Any, Any]]]:
    rows = Generation.objects.using(alias).filter(pk=1).values_list("token", "next_due_at")
    compiler = rows.query.get_compiler(alias)
    statement, parameters = compiler.as_sql()
    columns = [column for column, _sql, _alias in compiler.select or ()]
    found = compiler.get_converters(columns)
    converters = [found.get(place, ([], None)) for place in range(len(columns))]
    return statement % tuple(map(str, parameters)), converters


def bump_generation() -> None:
    """Tell every process that something public may have changed.

    Its row stays locked until the commit. Who writes groups or entries does this before anything
    else: whoever held theirs and waited for this row would wait for one who waits for theirs. And
    who asks which groups a change concerns asks afterwards: a page that was moved below a shelf by
    one editor, while another restricts the shelf, would else be seen by neither of the two.
    """
    if not Generation.objects.filter(pk=1).update(number=F("number") + 1, token=uuid4()):
        Generation.objects.get_or_create(pk=1)


def note_due(moment: datetime) -> None:
    """Remember that a schedule changes what is public at this moment."""
    bump_generation()
    Generation.objects.filter(pk=1, next_due_at__gt=moment).update(next_due_at=moment)


def beginning_of(day: date) -> datetime:
    """Return the first moment of a day where the hub is."""
    return make_aware(datetime.combine(day, time.min), get_default_timezone())


def current_keys_version() -> str:
    """Locales, chains, declared page types and image presets; when it changes, rebuild."""
    parts = [
        content_locales(),
        sorted((code, list(chain)) for code, chain in locale_chains().items()),
        sorted(
            (kind.code, kind.family, kind.model, kind.describe) for kind in page_types().values()
        ),
        list(ALL_FILTERS),
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
