"""The synonyms that come with the hub."""

from hub.catalogue.generation import bump_generation
from hub.reference_tables import read_table

from .models import Synonym


def seed_synonyms() -> int:
    """Create the synonyms that are missing, and return how many; an editor's changes stay."""
    known = set(Synonym.objects.values_list("concept", "locale"))
    missing = [
        Synonym(
            concept=row["concept"],
            locale=row["locale"],
            preferred=row["preferred"],
            variants=row["variants"].replace("|", "\n"),
            homonyms=row["homonyms"].replace("|", "\n"),
            source=row["source"],
        )
        for row in read_table("search", "synonyms")
        if (row["concept"], row["locale"]) not in known
    ]
    if missing:
        bump_generation()
    return len(Synonym.objects.bulk_create(missing))
