"""Rows of signatures and endorsements that were given elsewhere, each with its source.

They name people, so they go into their private table alone; records of the import hold a hash that
nobody can guess a name by.
"""

from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from actions.enums import CommitmentKind, Decision
from actions.models import Commitment
from actions.services.commitments import check_day, check_signed_document
from actions.services.drafts import needed_commitment
from actions.services.organisations import profile_of
from actions.services.records import record
from hub.importing.attachments import Attached, attach
from hub.importing.files import Row
from hub.importing.keys import digest_of
from hub.importing.labelled import LabelledRow, LabelledStore, fields_of, settled
from hub.importing.models import Step
from hub.importing.problems import Findings, ProblemCode, RowError
from hub.importing.records import keep_record
from hub.importing.references import References
from hub.importing.values import clean_values
from hub.localization.languages import content_locales
from hub.organisations.models import Organisation

_SHARED = {"organisation", "source", "signed_on"}
_SIGNED = {"signatory_name", "signatory_title", "signed_at_place", "text_version", "text_locale"}
#: The kind and the columns of each type of row, by the names of the fields.
SHAPES: dict[str, tuple[CommitmentKind, set[str]]] = {
    "signature": (CommitmentKind.DECLARATION, _SHARED | _SIGNED),
    "endorsement": (CommitmentKind.ENDORSEMENT, _SHARED | {"promises_to_spread"}),
}


@dataclass(frozen=True)
class CommitmentRow(LabelledRow):
    """A signature or an endorsement as a file tells it, cleaned."""

    document: Attached | None = None

    @property
    def kind(self) -> CommitmentKind:
        return SHAPES[self.row.family][0]

    @property
    def digest(self) -> str:
        return keyed([self.facts, self.document])

    def found(self) -> Commitment | None:
        """Return the one of this organisation that stands, wherever it is from."""
        organisation = self.facts["organisation_id"].find()
        standing = Commitment.objects.standing().filter(kind=self.kind)
        found: Commitment | None = standing.filter(organisation=organisation).first()
        return found

    def state(self) -> str | None:
        found, names = self.found(), sorted(SHAPES[self.row.family][1])
        if found is None:
            return None
        return keyed([str(getattr(found, name)) for name in (*names, "document", "state")])


def keyed(value: Any) -> str:
    """Hash with the key of the site, so that a name cannot be found by trying."""
    return salted_hmac(__name__, digest_of(value), algorithm="sha256").hexdigest()


class CommitmentStore(LabelledStore):
    """Reads rows of signatures and endorsements, and stores each as an accepted one."""

    is_exported = False  # they name people

    def read(self, row: Row, references: References, findings: Findings) -> CommitmentRow:
        names = SHAPES[row.family][1]
        findings.add_unknown("", {"type", "key", "document", *names}, row.data)
        values = clean_values(fields_of(Commitment, names), row.data, references, findings)
        for name in {"source", "signed_on"} - {name for name in names if row.data.get(name)}:
            findings.add_missing(name)
        if day := values.get("signed_on"):
            with findings.at("signed_on"):
                check_day(day)
        language = values.get("text_locale")
        if language and language not in content_locales():
            findings.add(ProblemCode.UNKNOWN_LANGUAGE, f"text_locale: {language}")
        document = None
        if file := row.data.get("document"):
            with findings.at("document"):
                document = attach(row, 0, file, "", check=check_signed_document)
        return CommitmentRow(row, values, {}, [], document)

    def complete(self, row: Any, steps: dict[str, Step]) -> list[str]:
        commitment = row.found()
        if commitment is not None and steps[""] is Step.CREATED:
            steps[""] = Step.KEPT  # under another spelling, or in another row
            return []
        organisation = Organisation.objects.get(pk=settled(row.facts["organisation_id"]))
        check_may_join(organisation, row.kind)
        commitment = commitment or Commitment(kind=row.kind, decided_at=timezone.now())
        commitment.state, commitment.decided_by = Decision.ACCEPTED, self.user
        for name, value in row.facts.items():
            setattr(commitment, name, settled(value))
        if row.document is not None and not commitment.document:
            content = ContentFile(row.document.path.read_bytes())
            commitment.document.save(f"{commitment.key}.pdf", content, save=False)
        commitment.full_clean()
        commitment.save()
        verb, key = "commitment_imported", str(commitment.key)
        record(verb, by=self.user, organisation=organisation, commitment=key)
        keep_record(row.row.family, row.row.key, digest=row.digest, state=row.state() or "")
        return []


def check_may_join(organisation: Organisation, kind: CommitmentKind) -> None:
    """Refuse what an organisation cannot have from a file."""
    profile_of(organisation)
    if not organisation.is_public:
        # Whoever registered it may be nobody of that government.
        message = _("“%(name)s” registered by itself; accept what it sent before.")
        raise RowError(ProblemCode.NOT_STORED, message % {"name": organisation.slug})
    if kind != needed_commitment(organisation):
        message = _("Governments sign the Declaration; all others endorse the Call.")
        raise RowError(ProblemCode.INVALID, message)
