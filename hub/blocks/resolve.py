"""Finish the links of a body for one reader: only pages that this reader may see are named.

Pure functions over the JSON of `hub.blocks.describe`; the caller reads the pages in one query.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import escape

from hub.pages.links import PageLink

#: How `hub.blocks.rich_text` writes a link to a page of the hub.
_GROUP_LINK = re.compile(r'<a href="group:([0-9a-f-]{36})">(.*?)</a>', re.DOTALL)
_TEMPLATES = {"TeaserBlock": "teaser", "CallToActionBlock": "call_to_action"}


def referenced_groups(body: list[dict[str, Any]]) -> set[str]:
    """Collect the translation keys of all pages that this body leads to."""
    groups = {block["group"] for block in body if block.get("group")}
    # The HTML of a block holds its transcript and its answers as well.
    return groups.union(found[1] for block in body for found in _GROUP_LINK.finditer(block["html"]))


def finish_body(body: list[dict[str, Any]], links: Mapping[str, PageLink]) -> list[dict[str, Any]]:
    """Resolve the links of a body, and leave out the blocks that lead to a page not in `links`.

    The blocks that are passed in may be shared by a cache and are never changed.
    """
    finished = []
    for block in body:
        group = block.get("group")
        if not group:
            finished.append(_finish_html(block, links))
        elif group in links:
            finished.append(_finish_link(block, links[group]))
    return finished


def _finish_link(block: dict[str, Any], page: PageLink) -> dict[str, Any]:
    is_summary = block["type"] == "TeaserBlock" and not block["text"]
    if is_summary:
        block = block | {"text": page.summary}
    template = f"hub/blocks/{_TEMPLATES[block['type']]}.html"
    words = {"block": block, "page": page, "is_summary": is_summary}
    return block | {"html": render_to_string(template, words).strip()}


def _finish_html(block: dict[str, Any], links: Mapping[str, PageLink]) -> dict[str, Any]:
    if 'href="group:' not in block["html"]:
        return block

    def resolve(html: str) -> str:
        return _GROUP_LINK.sub(lambda match: _link(match, links), html)

    finished = block | {"html": resolve(block["html"])}
    if "transcript" in block:
        finished["transcript"] = resolve(block["transcript"])
    if block["type"] == "AccordionBlock":
        finished["items"] = [item | {"answer": resolve(item["answer"])} for item in block["items"]]
    return finished


def _link(match: re.Match[str], links: Mapping[str, PageLink]) -> str:
    group, text = match.groups()
    page = links.get(group)
    return f'<a href="{escape(page.path)}">{text}</a>' if page else text
