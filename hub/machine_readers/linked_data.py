"""What a page says of itself in the words of schema.org, and the metadata that are made of it.

A page type adds to this in its `present` function, by `shown.linked`; values that are empty are
left out. Machines that read no schema.org find Dublin Core, Open Graph and Twitter in the head.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urljoin

from hub.blocks.rich_text import web_address
from hub.loading import LabelledRow
from hub.localization.languages import chain
from hub.organisations.enums import ContributionRole, OrganisationKind
from hub.pages import chrome
from hub.pages.enums import Licence
from hub.pages.facts import SUBJECTS
from hub.pages.links import PageLink
from hub.pages.presentation import Presentation
from hub.pages.reading import Reading
from hub.pages.roots import base_url

Node = dict[str, Any]

#: `<`, `>` and `&` as JSON writes them too, so that no text ends the element around it.
ESCAPES = {ord(letter): f"\\u{ord(letter):04X}" for letter in "<>&\u2028\u2029"}
KINDS = {
    OrganisationKind.LOCAL_GOVERNMENT: "GovernmentOrganization",
    OrganisationKind.UNIVERSITY: "CollegeOrUniversity",
    OrganisationKind.CIVIL_SOCIETY: "NGO",
}
#: The property that names an organisation of this role; any other contributes.
ROLES = {
    ContributionRole.PUBLISHER: "publisher",
    ContributionRole.AUTHOR: "author",
    ContributionRole.FUNDER: "funder",
}
LICENCES = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC_BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/",
    Licence.CC_BY_IGO: "https://creativecommons.org/licenses/by/3.0/igo/",
    Licence.CC_BY_NC_IGO: "https://creativecommons.org/licenses/by-nc/3.0/igo/",
}


def absolute(path: str) -> str:
    return urljoin(f"{base_url()}/", path)


def node(kind: str, **values: Any) -> Node:
    """Make a node of those values that say something."""
    return {"@type": kind} | {name: value for name, value in values.items() if value}


def organisation(
    *, kind: str, name: str, acronym: str = "", website: str = "", logo: Any = None, **values: Any
) -> Node:
    renditions = (logo or {}).get("renditions") or {}
    return node(
        KINDS.get(OrganisationKind(kind), "Organization"),
        name=name,
        alternateName=acronym if acronym != name else "",
        url=web_address(website),
        logo=absolute(renditions["LOGO"]["url"]) if "LOGO" in renditions else "",
        **values,
    )


def organisation_of(row: LabelledRow, locale: str) -> Node:
    return organisation(
        kind=row.values["kind"],
        name=row.own("name", locale),
        acronym=row.own("acronym", locale),
        website=row.values["website"],
        logo=row.values["logo_card"],
    )


def this_site() -> Node:
    return node("Organization", name=chrome.site_name(), url=absolute("/"))


def contributors(reading: Reading, roles: Iterable[str]) -> list[Node]:
    """Name the organisations that have any of these roles, each once."""
    rows = reading.card.get("contributions", ())
    wanted = set(roles)
    ids = dict.fromkeys(row["organisation"] for row in rows if row["role"] in wanted)
    found = reading.loaders.organisations.get_many(ids)
    return [organisation_of(row, reading.entry.actual_locale) for row in found]


def describe(shown: Presentation, reading: Reading) -> Node:
    """Describe a page: what every page has, and what its type said in `shown.linked`."""
    entry, card = reading.entry, reading.card
    address, cover = absolute(entry.path), card.get("cover")
    values = {
        "@id": address,
        "url": address,
        "name": entry.title,
        "description": card.get("summary"),
        "inLanguage": entry.actual_locale,
        "image": absolute(cover["renditions"]["WIDE"]["url"]) if cover else None,
        "keywords": keywords(reading),
    }
    if shown.linked.get("@type") == "Event":
        others = [role for role in ContributionRole if role is not ContributionRole.FUNDER]
        values |= {
            "organizer": contributors(reading, others) or [this_site()],
            "funder": contributors(reading, [ContributionRole.FUNDER]),
        }
    else:
        values |= of_a_work(reading)
    found = {"@type": "WebPage"} | values | shown.linked
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def of_a_work(reading: Reading) -> Node:
    """Tell what a work has and an event does not: dates of publication, makers, files."""
    entry, card = reading.entry, reading.card
    helpers = [role for role in ContributionRole if role not in ROLES]
    return {
        "datePublished": entry.first_published_at.date().isoformat(),
        "dateModified": entry.updated_at.isoformat(timespec="seconds"),
        "contributor": contributors(reading, helpers),
        **{name: contributors(reading, [role]) for role, name in ROLES.items()},
        "license": LICENCES.get(card.get("licence", "")),
        "encoding": [media_object(file) for file in card.get("files", ()) if not file["is_link"]],
        "isPartOf": node("WebSite", name=chrome.site_name(), url=absolute("/")),
    }


def media_object(file: dict[str, Any]) -> Node:
    return node(
        "MediaObject",
        name=file["title"],
        contentUrl=absolute(file["url"]),
        encodingFormat=file["media_type"],
        contentSize=str(file["bytes"]) if file["bytes"] else "",
        inLanguage=file["languages"],
    )


def keywords(reading: Reading) -> list[str]:
    """Name what a page is about, in the language of the page."""
    terms, order = reading.card.get("terms", {}), chain(reading.entry.actual_locale)
    ids = [pk for vocabulary in SUBJECTS for pk in terms.get(vocabulary.value, ())]
    return [row.label(order) for row in reading.terms(ids)]


def breadcrumbs(trail: list[PageLink], thing: Node) -> Node:
    steps = [*((link.title, absolute(link.path)) for link in trail), (thing["name"], thing["url"])]
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": address}
        for place, (name, address) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def as_json(*nodes: Node) -> str:
    """Write nodes for a script element, which no browser runs and no text can leave."""
    graph = {"@context": "https://schema.org", "@graph": nodes}
    return json.dumps(graph, ensure_ascii=False).translate(ESCAPES)


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
