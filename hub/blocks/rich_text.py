"""From what an editor wrote to the little HTML that leaves the hub.

Rich text is cleaned when it is published, whatever put it into the database: an editor, an import
or a translation. What is not on the lists below is dropped.
"""

import html
import re
from collections.abc import Callable
from urllib.parse import urlsplit

import nh3
from wagtail.models import Page

from hub.catalogue.description import Description
from hub.media.documents import describe_document, load_documents

from .fields import WEB_SCHEMES

TAGS = {
    *("p", "br", "h3", "h4", "ul", "ol", "li", "blockquote"),
    *("a", "b", "strong", "i", "em", "sup", "sub"),
}
#: Elements that go with everything inside them; of others that are not allowed the text stays.
DROPPED_WHOLE = {"script", "style", "svg", "math", "iframe", "object", "template", "noscript"}
LINK_SCHEMES = {*WEB_SCHEMES, "mailto", "tel"}

_CLEANER = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=DROPPED_WHOLE,
    attributes={"*": {"lang", "dir"}, "a": {"href", "linktype", "id"}},
    url_schemes=LINK_SCHEMES,
    link_rel=None,
)

# These read what nh3 wrote: attributes always in double quotes, links never inside links.
_LINK = re.compile(r'<a((?: [\w-]+="[^"]*")*)>(.*?)</a>', re.DOTALL)
_ATTRIBUTE = re.compile(r' ([\w-]+)="([^"]*)"')
_TAG_THAT_PARTS_WORDS = re.compile(r"</?(?:p|br|h3|h4|ul|ol|li|blockquote)\b[^>]*>")
_TAG = re.compile(r"<[^>]+>")


def sanitise(source: str) -> str:
    """Keep the allowed elements; links keep their address or Wagtail's reference to a target."""
    # Twice, because an element that is taken out can leave a link inside a link.
    return _CLEANER.clean(_CLEANER.clean(source))


def describe_rich_text(source: str, description: Description) -> str:
    """Clean the HTML and resolve its links; those that lead nowhere become plain text.

    A link to a page names its group and is finished when it is read, by `hub.blocks.resolve`.
    """
    cleaned = sanitise(source)
    pages = page_groups(linked_ids(cleaned, "page"))
    description.depends_on("page", *pages.values())
    documents = load_documents(linked_ids(cleaned, "document"))
    addresses: dict[int, str] = {}
    for key, document in documents.items():
        if described := describe_document(document, description=description):
            addresses[key] = html.escape(described["url"])

    def address(link: dict[str, str]) -> str:
        kind = link.get("linktype", "")
        if not kind:
            return link.get("href", "")
        key = number_in(link.get("id", ""))
        if kind == "page" and key in pages:
            return f"group:{pages[key]}"
        return addresses.get(key, "") if kind == "document" else ""

    return rewrite_links(cleaned, address)


def linked_ids(cleaned: str, kind: str) -> set[int]:
    """Read which pages or documents sanitised rich text links to."""
    links = [dict(_ATTRIBUTE.findall(attributes)) for attributes, _text in _LINK.findall(cleaned)]
    keys = [link.get("id", "") for link in links if link.get("linktype") == kind]
    return {number for key in keys if (number := number_in(key))}


def number_in(key: str) -> int:
    """Read the number of a row; 0 for what is none, and for more digits than any has."""
    return int(key) if key.isdecimal() and len(key) < 19 else 0


def page_groups(primary_keys: set[int]) -> dict[int, str]:
    """Find the groups of these pages; pages that are gone are left out."""
    if not primary_keys:
        return {}
    rows = Page.objects.filter(pk__in=primary_keys).values_list("pk", "translation_key")
    return {key: str(group) for key, group in rows}


def plain_text(cleaned: str) -> str:
    """Turn sanitised HTML into the words a reader sees, for search."""
    parted = _TAG_THAT_PARTS_WORDS.sub(" ", cleaned)
    return " ".join(html.unescape(_TAG.sub("", parted)).split())


def web_address(address: str | None) -> str | None:
    """Return an address only if it is one of the web; forms check it too, but imports skip them."""
    address = (address or "").strip()
    try:
        parts = urlsplit(address)
        is_web = parts.scheme in WEB_SCHEMES and bool(parts.hostname)
    except ValueError:
        return None
    return address if is_web else None


def rewrite_links(cleaned: str, address: Callable[[dict[str, str]], str]) -> str:
    def rewrite(match: re.Match[str]) -> str:
        attributes, text = match.groups()
        target = address(dict(_ATTRIBUTE.findall(attributes)))
        return f'<a href="{target}">{text}</a>' if target and plain_text(text) else text

    return _LINK.sub(rewrite, cleaned)
