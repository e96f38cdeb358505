"""The synonyms that come with the hub."""

import csv
from pathlib import Path

from hub.catalogue.generation import bump_generation

from .models import Synonym

TABLE = Path(__file__).parent / "reference" / "synonyms.tsv"


def seed_synonyms() -> int:
    """Create the synonyms that are missing, and return how many; an editor's changes stay."""
    known = set(Synonym.objects.values_list("concept", "locale"))
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    missing = [
        Synonym(
            concept=row["concept"],
            locale=row["locale"],
            preferred=row["preferred"],
            variants=row["variants"].replace("|", "\n"),
            homonyms=row["homonyms"].replace("|", "\n"),
            source=row["source"],
        )
        for row in rows
        if (row["concept"], row["locale"]) not in known
    ]
    if missing:
        bump_generation()
    return len(Synonym.objects.bulk_create(missing))
