"""Rows of organisations with their profiles; one that is known in another spelling is recognised.

Same words in the same country and place are taken for the same. What is only alike is a question
to whoever imports: two governments of one name must not become one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _

from actions.models import Profile
from actions.services.organisations import PROFILE, folded_name, may_be, profile_of
from hub.importing.files import Row
from hub.importing.keys import digest_of
from hub.importing.labelled import LabelledRow, LabelledStore, fields_of, read_labelled
from hub.importing.models import Step
from hub.importing.problems import Findings, ProblemCode, RowError
from hub.importing.records import find_record, keep_record
from hub.importing.references import Reference, References
from hub.importing.values import clean_values
from hub.importing.written_values import Said
from hub.organisations.enums import OrganisationKind
from hub.organisations.models import Organisation
from hub.terms.folding import fold

KIND = "organisation"


@dataclass(frozen=True)
class OrganisationRow(LabelledRow):
    """An organisation with its profile, as a file tells it, and which known one it is."""

    profile: dict[str, Any] = field(default_factory=dict)
    same_as: Reference | None = None

    @property
    def digest(self) -> str:
        digest = super().digest
        return digest_of([digest, self.profile]) if self.profile else digest

    def state(self) -> str | None:
        state = super().state()
        if state is None or not self.profile:
            return state
        profile = Profile.objects.filter(organisation__slug=self.row.key).values(*PROFILE).first()
        return digest_of([state, profile]) if profile else state

    def steps(self) -> dict[str, Step]:
        record = find_record(KIND, self.row.key)
        recognised = record.digest if record is not None and record.object_id else None
        if self.same_as is None:
            return super().steps() if recognised is None else {"": Step.CREATED}
        return {"": Step.UNCHANGED if recognised == self.digest else Step.RECOGNISED}


@dataclass(frozen=True)
class Known:
    """What two spellings are compared by."""

    key: str
    names: tuple[str, ...]
    acronyms: tuple[str, ...]
    country: int | None
    region: str
    city: str
    is_public: bool

    @classmethod
    def of(cls, key: str, said: list[dict[str, Any]], profile: Mapping[str, Any]) -> "Known":
        """Read it off what is said of an organisation: facts first, then words by language."""
        names, acronyms = (
            tuple(words[name] for words in said if words.get(name)) for name in ("name", "acronym")
        )
        region, city = (profile.get(name) or "" for name in ("region", "city"))
        facts = said[0].get("country_id"), region, city, said[0].get("is_public", True)
        return cls(key, names, acronyms, *facts)

    def is_like(self, other: "Known") -> bool:
        if self.key == other.key or len({self.country, other.country} - {None}) > 1:
            return False
        mine, theirs = self.names + self.acronyms, other.names + other.acronyms
        return any(may_be(mine, self.city, name=name, city=other.city) for name in theirs)

    def is_surely(self, other: "Known") -> bool:
        """Tell whether all agrees; nobody has looked yet at one that registered by itself."""
        return (
            self.is_public
            and self.country == other.country is not None
            and not differ(self.region, other.region)
            and not differ(self.city, other.city)
            and not words_in(self.names).isdisjoint(words_in(other.names))
        )


def differ(one: str, other: str) -> bool:
    return bool(one and other) and folded_name(one) != folded_name(other)


def words_in(names: Iterable[str]) -> set[tuple[str, ...]]:
    """Return the words of each name, whatever their order, accents and marks."""
    return {tuple(sorted(re.findall(r"\w+", fold(name)))) for name in names}


class OrganisationStore(LabelledStore):
    @cached_property
    def known(self) -> list[Known]:
        """What is stored, and each row that was read, by the key of what it is."""
        return list(self.stored)

    @cached_property
    def stored(self) -> list[Known]:
        rows = Organisation.objects.select_related("profile").prefetch_related("labels")
        return [
            Known.of(
                row.slug,
                [vars(one) for one in (row, *row.labels.all())],
                vars(getattr(row, "profile", None) or Profile()),
            )
            for row in rows.order_by("pk")
        ]

    def read(self, row: Row, references: References, findings: Findings) -> LabelledRow:
        own = {name: row.data[name] for name in (*PROFILE, "same_as") if name in row.data}
        others = {name: value for name, value in row.data.items() if name not in own}
        same_as = own.pop("same_as", None)
        read = read_labelled(replace(row, data=others), references, findings)
        fields = fields_of(Profile, set(PROFILE))
        profile = clean_values(fields, own, references, findings)
        for name, text in profile.items():
            with findings.at(name):
                MaxLengthValidator(fields[name].max_length)(text)
        found = None
        if not findings.problems:
            new = Known.of(row.key, [read.facts, *read.labels.values()], profile)
            with findings.at("same_as"):
                found = self.recognise(new, same_as, references)
                self.known.append(replace(new, key=found.key) if found else new)
        return OrganisationRow(read.row, read.facts, read.labels, read.items, profile, found)

    def recognise(self, new: Known, same_as: Any, references: References) -> Reference | None:
        """Find the organisation that a row is, where that is not the one of its own key."""
        stored = [one for one in self.stored if one.key == new.key]
        record = find_record(KIND, new.key)
        if same_as not in (None, "", new.key):
            if stored:
                raise ValidationError(_("it is stored by itself; no two become one here."))
            return references.to(KIND, same_as)
        if record is not None and record.object_id and not same_as:
            return Reference(KIND, new.key)
        if same_as or record is not None or any(one.is_public for one in stored):
            return None
        alike = stored or [one for one in self.known if one.is_like(new)]
        names = {one.key: one.names[0] for one in reversed(alike)}
        if len(names) == 1 and any(one.is_surely(new) for one in alike):
            return Reference(KIND, alike[0].key)
        if alike:
            message = _(
                "it may be one of these: %(names)s. Write the key of the one that it is, or its "
                "own key if it is none of them."
            )
            said = ", ".join(f"{key} ({name})" for key, name in sorted(names.items()))
            raise RowError(ProblemCode.DUPLICATE, message % {"names": said})
        return None

    def complete(self, row: Any, steps: dict[str, Step]) -> list[str]:
        if row.same_as is None:
            return super().complete(row, steps)
        found = row.same_as.stored_id()
        keep_record(KIND, row.row.key, digest=row.digest, object_id=found)
        values = {"key": row.row.key, "name": Organisation.objects.get(pk=found).name}
        return [_("%(key)s is “%(name)s”, which stays as it is.") % values]

    def write(self, kind: str, said: Said, *, with_notes: bool) -> Iterator[dict[str, Any]]:
        """Yield organisations with their profiles, each told from those that are alike."""
        profiles = {
            profile.organisation.slug: profile
            for profile in Profile.objects.select_related("organisation")
        }
        fields = fields_of(Profile, set(PROFILE))
        for row in super().write(kind, said, with_notes=with_notes):
            profile = profiles.get(row["key"])
            own = said.values(fields, profile) if profile else None
            yield {**row, **(own or {}), "same_as": row["key"]}

    def store(self, row: Any, facts: dict[str, Any], items: list[dict[str, Any]]) -> Any:
        organisation = super().store(row, facts, items)
        if row.profile:
            profile = profile_of(organisation)
            profile.is_government = organisation.kind == OrganisationKind.LOCAL_GOVERNMENT
            profile.folded_name = folded_name(organisation.name)
            for name, text in row.profile.items():
                setattr(profile, name, text)
            profile.save()
        return organisation
