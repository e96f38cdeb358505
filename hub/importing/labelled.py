"""Rows of organisations and networks: facts, words in each language, a network's curated list."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from hub.localization.languages import content_locales
from hub.networks.models import Network, NetworkItem, NetworkLabel
from hub.organisations.models import Organisation, OrganisationLabel

from .files import Row
from .keys import digest_of, stable_key
from .models import Step
from .problems import Findings, ProblemCode
from .records import keep_record, next_step, state_of_object
from .references import Reference, References
from .values import clean_values
from .written_values import Said, filled

#: The model, its facts, the model of its words, and these, by the type of a row.
SHAPES: dict[str, tuple[Any, set[str], Any, set[str]]] = {
    "organisation": (
        Organisation,
        {"name", "acronym", "kind", "country", "website", "editor_note"},
        OrganisationLabel,
        {"name", "acronym", "description"},
    ),
    "network": (Network, {"order", "page"}, NetworkLabel, {"name", "description"}),
}
KNOWN = {"organisation": {"description", "note"}, "network": {"items"}}


@dataclass(frozen=True)
class LabelledRow:
    """An organisation or a network as a file tells it, cleaned."""

    row: Row
    facts: dict[str, Any]
    labels: dict[str, dict[str, str]]
    items: list[dict[str, Any]]

    @property
    def digest(self) -> str:
        return digest_of([self.facts, self.labels, self.items])

    def steps(self) -> dict[str, Step]:
        return {"": next_step(self.row.family, self.row.key, "", self.digest, self.state)}

    def state(self) -> str | None:
        stored = Reference(self.row.family, self.row.key).find()
        return state_of_object(stored) if stored else None


def read_labelled(row: Row, references: References, findings: Findings) -> LabelledRow:
    model, names, label_model, words = SHAPES[row.family]
    findings.add_unknown("", {"type", "key", "labels", *names, *KNOWN[row.family]}, row.data)
    data = {"editor_note": row.data.get("note"), **row.data}
    facts = clean_values(fields_of(model, names), data, references, findings)
    labels = {code: dict(said or {}) for code, said in dict(data.get("labels") or {}).items()}
    if row.family == "organisation":
        for code, text in dict(data.get("description") or {}).items():
            labels.setdefault(code, {})["description"] = text
    for code, said in labels.items():
        if code not in content_locales():
            findings.add(ProblemCode.UNKNOWN_LANGUAGE, str(code))
        place = f"labels.{code}."
        findings.add_unknown(place, words, said)
        fields = fields_of(label_model, words)
        labels[code] = clean_values(fields, said, references, findings, place)
    fields = fields_of(NetworkItem, {"page", "note"})
    given = data.get("items") or []
    items = [clean_values(fields, item, references, findings, "items.") for item in given]
    return LabelledRow(row, facts, labels, items)


def fields_of(model: Any, names: set[str]) -> dict[str, Any]:
    return {name: model._meta.get_field(name) for name in sorted(names)}


@dataclass
class LabelledStore:
    """Reads, stores and writes organisations and networks."""

    user: Any = None
    #: Whether an export has such rows.
    is_exported: ClassVar[bool] = True

    def read(self, row: Row, references: References, findings: Findings) -> LabelledRow:
        return read_labelled(row, references, findings)

    def begin(self, row: LabelledRow) -> None:
        """Make a network with its names, so that pages can belong to it; its list comes later."""
        if row.row.family == "network":
            self.store(row, {"order": row.facts.get("order", 0)}, [])
            keep_record(row.row.family, row.row.key)

    def complete(self, row: LabelledRow, steps: dict[str, Step]) -> list[str]:
        facts = {name: settled(value) for name, value in row.facts.items()}
        items = [{name: settled(value) for name, value in item.items()} for item in row.items]
        self.store(row, facts, items)
        state = row.state() or ""
        keep_record(row.row.family, row.row.key, digest=row.digest, state=state, object_id=None)
        return []

    def discard(self, row: LabelledRow) -> None:
        """Leave what was there before, and the names of a network whose list is not complete."""

    def write(self, kind: str, said: Said, *, with_notes: bool) -> Iterator[dict[str, Any]]:
        """Yield the rows of what everybody may see."""
        model, names, label_model, words = SHAPES[kind]
        facts, said_words = fields_of(model, names - {"editor_note"}), fields_of(label_model, words)
        things = model.objects.order_by("slug").prefetch_related("labels")
        for thing in things.filter(is_public=True) if model is Organisation else things:
            row = {"type": kind, "key": thing.slug, **(said.values(facts, thing) or {})}
            if with_notes and getattr(thing, "editor_note", None):
                row["note"] = thing.editor_note
            labels = {one.locale: said.values(said_words, one) for one in thing.labels.all()}
            row["labels"] = {code: labels[code] for code in sorted(labels) if labels[code]}
            if model is Network:
                fields = fields_of(NetworkItem, {"page", "note"})
                items = [said.values(fields, item) for item in thing.items.all()]
                row["items"] = [item for item in items if item is not None]
            yield filled(row)

    def store(self, row: LabelledRow, facts: dict[str, Any], items: list[dict[str, Any]]) -> Any:
        model, _names, label_model, _words = SHAPES[row.row.family]
        found = model.objects.filter(slug=row.row.key).first()
        thing = found or model(slug=row.row.key)
        if not found and model is Organisation:
            thing.key = stable_key(row.row.family, row.row.key)
        for name, value in facts.items():
            setattr(thing, name, value)
        # Languages that the file leaves out stay.
        labels = {label.locale: label for label in thing.labels.all()} if found else {}
        for code, words in row.labels.items():
            label = labels.setdefault(code, label_model(locale=code))
            for name, text in words.items():
                setattr(label, name, text)
        thing.labels = list(labels.values())
        if model is Network:
            known = {item.page_id: item for item in thing.items.all()} if found else {}
            rows = [known.get(item["page_id"]) or NetworkItem() for item in items]
            for place, (kept, item) in enumerate(zip(rows, items, strict=True)):
                kept.page_id, kept.note = item["page_id"], item.get("note", "")
                kept.sort_order = place
            thing.items = rows
        thing.full_clean()
        thing.save()
        return thing


def settled(value: Any) -> Any:
    """Return the id of what is named by key, and any other value as it is."""
    return value.stored_id() if isinstance(value, Reference) else value
