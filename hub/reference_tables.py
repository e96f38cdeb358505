"""The tables that an app brings in its folder `reference`, with tabs between the cells."""

import csv
from collections.abc import Iterator
from importlib.resources import files


def read_table(app: str, name: str) -> Iterator[dict[str, str]]:
    text = files(app).joinpath("reference", f"{name}.tsv").read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)
