"""The head of a page for machines that read no schema.org: Dublin Core, Open Graph, Twitter."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from .linked_data import Node


class Tag(NamedTuple):
    """One meta element: Dublin Core has a `name`, Open Graph a `property`."""

    attribute: str
    name: str
    content: str


def names(nodes: list[Node] | None) -> list[str]:
    return [node["name"] for node in nodes or ()]


def creators(thing: Node) -> list[str]:
    """Name who made something: its authors, or else who published, led or held it."""
    roles = ("author", "publisher", "contributor", "provider", "organizer")
    return next((names(thing[role]) for role in roles if thing.get(role)), [])


def metadata(
    thing: Node, *, title: str, language: str, site_name: str, image: dict[str, Any] | None
) -> list[Tag]:
    return [
        *(Tag("name", name, text) for name, text in dublin_core(thing)),
        *(Tag("property", name, text) for name, text in open_graph(thing, title, image)),
        Tag("name", "DC.language", language),
        Tag("property", "og:locale", language.replace("-", "_")),
        Tag("property", "og:site_name", site_name),
        Tag("name", "twitter:card", "summary_large_image" if image else "summary"),
    ]


def dublin_core(thing: Node) -> Iterator[tuple[str, str]]:
    found: dict[str, Any] = {
        "title": thing["name"],
        "creator": creators(thing),
        "publisher": names(thing.get("publisher")),
        "date": thing.get("datePublished") or thing.get("startDate"),
        "identifier": thing["url"],
        "type": thing["@type"],
        "description": thing.get("description"),
        "subject": thing.get("keywords"),
        "rights": thing.get("license"),
    }
    for name, value in found.items():
        for text in value if isinstance(value, list) else [value]:
            if text:
                yield f"DC.{name}", text


def open_graph(thing: Node, title: str, image: dict[str, Any] | None) -> Iterator[tuple[str, str]]:
    yield "og:title", title
    yield "og:type", "article" if "datePublished" in thing else "website"
    yield "og:url", thing["url"]
    if thing.get("description"):
        yield "og:description", thing["description"]
    if image:
        yield "og:image", image["url"]
        for name in ("width", "height", "alt"):
            if image[name]:
                yield f"og:image:{name}", str(image[name])
