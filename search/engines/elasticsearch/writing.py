"""From documents to what is sent in bulk, and from the results to what each of them means."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from hub.localization.languages import content_locales
from search.analysis import words
from search.documents import GroupDocument
from search.engines.base import EngineAway
from search.engines.text_index import column_of

#: One request carries this much at most; texts of files make documents large.
MAX_ACTIONS, MAX_BYTES = 200, 8 * 1024 * 1024
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NEWER_IS_THERE, GONE, NEVER_ACCEPTED = 409, 404, 400

#: As the bulk API takes it: what to do, and with which fields.
Action = tuple[dict[str, Any], dict[str, Any] | None]


def microseconds(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1)


def source_of(document: GroupDocument) -> dict[str, Any]:
    """Return the fields of a document; of a hidden group only what marks its version."""
    mark = {"group": document.group_id, "type": document.type}
    if not document.languages:
        return mark
    known = content_locales()
    fields: dict[str, Any] = {
        **mark,
        "languages": sorted(document.languages),
        "reach": list(document.reach),
        "updated_at": microseconds(document.updated_at),
        "sort_date": document.sort_date.isoformat(),
        "year": document.year,
        "facets": {name: list(values) for name, values in document.facets.items()},
        "shown_in": {key: code for key, code in document.shown_in.items() if key in known},
        "sort_titles": {key: text for key, text in document.sort_titles.items() if key in known},
        "visible_until": {
            key: microseconds(at) for key, at in document.visible_until.items() if key in known
        },
    }
    for locale, language in document.languages.items():
        if locale in known:
            exact = " ".join(words(language.title))
            fields.setdefault("title_exact", {})[locale] = exact
            for weight, parts in language.texts.items():
                column = fields.setdefault(column_of(weight), {}).setdefault(locale, [])
                column += parts
    return fields


def write(
    client: Elasticsearch, documents: list[GroupDocument], targets: list[str], optional: str = ""
) -> dict[int, str]:
    """Write to aliases, of which one may be gone; return why documents are never accepted."""
    refused: dict[int, str] = {}
    places = [(document, target) for document in documents for target in targets]
    results = bulk(client, (index_action(document, target) for document, target in places))
    for (document, target), (is_written, result) in zip(places, results, strict=True):
        if is_written:
            continue
        row = result["index"]
        if row["status"] == NEVER_ACCEPTED:
            refused[document.group_id] = f"{row['error']['type']}: {row['error']['reason']}"
        elif row["status"] != NEWER_IS_THERE and (row["status"], target) != (GONE, optional):
            raise EngineAway(f"{row['status']}: {row['error']}")
    return refused


def index_action(document: GroupDocument, target: str) -> Action:
    head = {
        "_index": target,
        "_id": str(document.group_id),
        # Otherwise a missing alias would become an index of its own.
        "require_alias": True,
        # An older version is refused; the same one may come any number of times.
        "version": document.version,
        "version_type": "external_gte",
    }
    return {"index": head}, source_of(document)


def forget(client: Elasticsearch, group_ids: Iterable[int], targets: list[str]) -> None:
    rows: list[Action] = [
        ({"delete": {"_index": target, "_id": str(group_id), "require_alias": True}}, None)
        for group_id in group_ids
        for target in targets
    ]
    for is_gone, result in bulk(client, rows):
        if not is_gone and result["delete"]["status"] != GONE:
            raise EngineAway(f"{result['delete']['status']}: {result['delete']['error']}")


def bulk(client: Elasticsearch, actions: Iterable[Any]) -> Iterable[tuple[bool, Any]]:
    """Send actions in requests of a bounded size; results come in the same order."""
    return streaming_bulk(
        client,
        actions,
        expand_action_callback=as_it_is,
        chunk_size=MAX_ACTIONS,
        max_chunk_bytes=MAX_BYTES,
        raise_on_error=False,
        max_retries=0,
    )


def as_it_is(action: Any) -> Any:
    return action
