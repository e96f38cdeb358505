"""Rows of organisations: facts, and their names and short texts in each language."""

from dataclasses import dataclass
from typing import Any

from hub.localization.languages import content_locales
from hub.organisations.models import Organisation, OrganisationLabel

from .files import Row
from .keys import digest_of, stable_key
from .models import ImportRecord
from .problems import Findings, ProblemCode
from .records import Records, Step, state_of_object
from .references import References
from .values import clean_values

KIND = ImportRecord.Kind.ORGANISATION
FACTS = ("name", "acronym", "kind", "country", "website")
LABEL_FIELDS = ("name", "acronym", "description")
KNOWN = {"type", "key", "labels", "description", "note", "editor_note", *FACTS}


@dataclass(frozen=True)
class OrganisationRow:
    """An organisation as a file tells it, cleaned."""

    key: str
    facts: dict[str, Any]
    labels: dict[str, dict[str, str]]

    @property
    def digest(self) -> str:
        return digest_of([self.facts, self.labels])

    def step(self, records: Records) -> Step:
        return records.step(KIND, self.key, "", self.digest, self.stored_state)

    def stored_state(self) -> str | None:
        stored = Organisation.objects.filter(slug=self.key).first()
        return state_of_object(stored) if stored else None


def read_organisation(row: Row, references: References, findings: Findings) -> OrganisationRow:
    findings.add_unknown("", KNOWN, row.data)
    fields = {name: Organisation._meta.get_field(name) for name in FACTS}
    facts = clean_values(fields, row.data, references, findings)
    facts["editor_note"] = str(row.data.get("editor_note") or row.data.get("note") or "")
    labels = read_labels(row, LABEL_FIELDS, OrganisationLabel, findings)
    for code, text in dict(row.data.get("description") or {}).items():
        labels.setdefault(code, {})["description"] = str(text or "")
    check_languages(labels, findings)
    return OrganisationRow(row.key, facts, labels)


def read_labels(
    row: Row, names: tuple[str, ...], model: Any, findings: Findings
) -> dict[str, dict[str, str]]:
    """Read the words of each language, and measure them by the fields they go to."""
    labels: dict[str, dict[str, str]] = {}
    for code, words in dict(row.data.get("labels") or {}).items():
        given = dict(words or {})
        findings.add_unknown(f"labels.{code}.", names, given)
        labels[code] = {name: str(given.get(name) or "") for name in names if name in given}
        for name, text in labels[code].items():
            limit = model._meta.get_field(name).max_length
            if limit and len(text) > limit:
                findings.add(ProblemCode.INVALID, f"labels.{code}.{name}: {len(text)} > {limit}")
    return labels


def check_languages(labels: dict[str, Any], findings: Findings) -> None:
    for code in labels:
        if code not in content_locales():
            findings.add(ProblemCode.UNKNOWN_LANGUAGE, str(code))


def store_organisation(row: OrganisationRow, records: Records, references: References) -> None:
    organisation = Organisation.objects.filter(slug=row.key).first()
    organisation = organisation or Organisation(slug=row.key, key=stable_key(KIND, row.key))
    for name, value in row.facts.items():
        setattr(organisation, name, value)
    organisation.labels = merged_labels(organisation, row.labels, OrganisationLabel)
    organisation.full_clean()
    organisation.save()
    references.organisations[row.key] = organisation.pk
    organisation = Organisation.objects.get(pk=organisation.pk)
    records.keep(KIND, row.key, digest=row.digest, state=state_of_object(organisation))


def merged_labels(thing: Any, labels: dict[str, dict[str, str]], model: Any) -> list[Any]:
    """Put words into the rows of their languages; languages that the file leaves out stay."""
    rows = {label.locale: label for label in thing.labels.all()} if thing.pk else {}
    for code, words in labels.items():
        label = rows.setdefault(code, model(locale=code))
        for name, text in words.items():
            setattr(label, name, text)
    return list(rows.values())
