"""The places where an action can appear, from the table that says which there are."""

import csv
from functools import cache
from importlib.resources import files


@cache
def showcase_names() -> dict[str, str]:
    """Return the names of the showcases by code; they are names, the same in every language."""
    table = files("actions") / "reference" / "showcases.tsv"
    rows = csv.DictReader(table.read_text("utf-8").splitlines(), delimiter="\t")
    return {row["code"]: row["name_en"] for row in rows}
