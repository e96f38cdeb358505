"""A page as others cite it: in plain words, for BibTeX, and as RIS for everything else."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from .linked_data import Node, creators, names

#: The family of page types that others cite.
CITABLE = "resource"
#: For BibTeX and RIS; anything else is a page of the web.
KINDS = {"Report": ("techreport", "RPRT"), "Article": ("misc", "NEWS")}
SPECIAL = {letter: f"\\{letter}" for letter in "&%$#_{}"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def year_of(thing: Node) -> str:
    return str(thing.get("datePublished", ""))[:4]


def in_words(thing: Node) -> str:
    """Cite in one line, as most styles begin: who, when, what, where."""
    who, year = ", ".join(creators(thing)), year_of(thing) or _("no date")
    opening = f"{who} ({year})." if who else f"({year})."
    return f"{opening} {thing['name'].rstrip('.')}. {thing['url']}"


def as_bibtex(thing: Node) -> str:
    kind = KINDS.get(thing["@type"], ("misc", ""))[0]
    found = {
        "author": " and ".join(f"{{{escaped(name)}}}" for name in creators(thing)),
        "title": f"{{{escaped(thing['name'])}}}",
        "institution" if kind == "techreport" else "publisher": escaped(
            ", ".join(names(thing.get("publisher")))
        ),
        "number": escaped(thing.get("reportNumber") or ""),
        "year": year_of(thing),
        "language": thing["inLanguage"],
        "url": thing["url"],
    }
    slug = re.sub(r"\W+", "-", thing["url"].rstrip("/").rsplit("/", 1)[-1], flags=re.ASCII)
    lines = [f"  {name} = {{{value}}}," for name, value in found.items() if value]
    return "\n".join([f"@{kind}{{{slug}{year_of(thing)},", *lines, "}", ""])


def escaped(text: str) -> str:
    return "".join(SPECIAL.get(letter, letter) for letter in text)


def as_ris(thing: Node) -> str:
    return "".join(f"{tag}  - {' '.join(text.split())}\r\n" for tag, text in ris_lines(thing))


def ris_lines(thing: Node) -> Iterator[tuple[str, str]]:
    yield "TY", KINDS.get(thing["@type"], ("", "ELEC"))[1]
    yield from (("AU", name) for name in creators(thing))
    yield "TI", thing["name"]
    yield from (("PB", name) for name in names(thing.get("publisher")))
    found = {
        "PY": year_of(thing),
        "SN": thing.get("identifier") or thing.get("reportNumber"),
        "LA": thing["inLanguage"],
        "AB": thing.get("description"),
        "UR": thing["url"],
    }
    yield from ((tag, text) for tag, text in found.items() if text)
    yield from (("KW", word) for word in thing.get("keywords", ()))
    yield "ER", ""
