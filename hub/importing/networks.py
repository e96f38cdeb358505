"""Rows of networks: their names in each language, their page, and their curated list in order."""

from dataclasses import dataclass
from typing import Any

from hub.networks.models import Network, NetworkItem, NetworkLabel

from .files import Row
from .keys import digest_of
from .models import ImportRecord
from .organisations import check_languages, merged_labels, read_labels
from .problems import Findings, ProblemCode, RowError
from .records import Records, Step, state_of_object
from .references import PageReference, References

KIND = ImportRecord.Kind.NETWORK
KNOWN = {"type", "key", "labels", "page", "items", "order"}


@dataclass(frozen=True)
class NetworkRow:
    """A network as a file tells it, cleaned."""

    key: str
    order: int
    labels: dict[str, dict[str, str]]
    page: PageReference | None
    items: list[tuple[PageReference, str]]

    @property
    def digest(self) -> str:
        return digest_of([self.order, self.labels, self.page, self.items])

    def step(self, records: Records) -> Step:
        return records.step(KIND, self.key, "", self.digest, self.stored_state)

    def stored_state(self) -> str | None:
        stored = Network.objects.filter(slug=self.key).first()
        return state_of_object(stored) if stored else None


def read_network(row: Row, references: References, findings: Findings) -> NetworkRow:
    findings.add_unknown("", KNOWN, row.data)
    labels = read_labels(row, ("name", "description"), NetworkLabel, findings)
    check_languages(labels, findings)
    for code, words in labels.items():
        if not words.get("name"):
            findings.add(ProblemCode.MISSING, f"labels.{code}.name")
    page = read_page(row.data.get("page"), references, findings)
    items = []
    for item in row.data.get("items") or []:
        found = read_page(item.get("page"), references, findings)
        if found is not None:
            items.append((found, str(item.get("note") or "")))
    order = row.data.get("order") or 0
    return NetworkRow(row.key, int(order), labels, page, items)


def read_page(key: Any, references: References, findings: Findings) -> PageReference | None:
    if not key:
        return None
    try:
        return references.page(key)
    except RowError as error:
        findings.add(error.code, str(error))
        return None


def begin_network(row: NetworkRow, records: Records, references: References) -> None:
    """Make a network with its names, so that pages can belong to it; its list comes at the end."""
    network = Network.objects.filter(slug=row.key).first() or Network(slug=row.key)
    network.order = row.order
    network.labels = merged_labels(network, row.labels, NetworkLabel)
    network.save()
    references.networks[row.key] = network.pk
    records.keep(KIND, row.key, digest="", state="")


def finish_network(row: NetworkRow, records: Records, references: References) -> None:
    network = Network.objects.get(slug=row.key)
    network.page_id = references.page_id(row.page) if row.page else None
    known = {item.page_id: item for item in network.items.all()}
    items = []
    for place, (page, note) in enumerate(row.items):
        page_id = references.page_id(page)
        item = known.get(page_id) or NetworkItem(page_id=page_id)
        item.sort_order, item.note = place, note
        items.append(item)
    network.items = items
    network.save()
    network = Network.objects.get(pk=network.pk)
    records.keep(KIND, row.key, digest=row.digest, state=state_of_object(network))
