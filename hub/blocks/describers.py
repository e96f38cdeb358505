"""What each block says of itself: its value as plain JSON, or None when nothing is left to show.

A block is left out when its picture or recording is gone or private; the dependency stays, so that
the block comes back when the file does.
"""

from typing import Any

from django.db.models import prefetch_related_objects
from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext

from hub.localization.languages import joined, language_name
from hub.media.documents import describe_document
from hub.media.file_types import DOCUMENT_TYPES
from hub.media.images import describe_image

from .body import Body
from .rich_text import web_address

Fields = dict[str, Any]

_EXTENSIONS = {media_type: name.upper() for name, media_type in DOCUMENT_TYPES.items()}


def describe_rich_text(value: Any, body: Body) -> Fields | None:
    html = body.rich_text(value.source)
    return {"html": html} if html else None


def describe_heading(value: Any, body: Body) -> Fields | None:
    text = value["text"].strip()
    if not text:
        return None
    body.section = body.anchor(text, value["anchor"] or "")
    body.add_text(text, weight="heading")
    return {"text": text, "anchor": body.section}


def describe_quote(value: Any, body: Body) -> Fields | None:
    if not value["text"].strip():
        return None
    body.add_text(value["text"], value["attribution"], value["role"])
    return {
        "text": value["text"].strip(),
        "attribution": value["attribution"] or None,
        "role": value["role"] or None,
        "source_url": web_address(value["source_url"]),
    }


def describe_accordion(value: Any, body: Body) -> Fields | None:
    """Give each question an anchor of its own: a search leads to the answer, not to the list."""
    body.add_text(value["title"])
    items = []
    for item in value["items"]:
        question = item["question"].strip()
        anchor = body.anchor(question)
        body.add_text(question, weight="heading", anchor=anchor)
        answer = body.rich_text(item["answer"].source, anchor=anchor)
        items.append({"question": question, "answer": answer, "anchor": anchor})
    return {"title": value["title"] or None, "items": items} if items else None


def describe_figure(value: Any, body: Body) -> Fields | None:
    image = describe_image(
        value["image"],
        alt=value["alt"],
        credit=value["credit"],
        is_decorative=value["is_decorative"],
        description=body.description,
    )
    if image is None:
        return None
    body.add_text(image["alt"], value["caption"])
    return {"image": image, "caption": value["caption"] or None}


def describe_video(value: Any, body: Body) -> Fields | None:
    recording = describe_audio(value, body)
    if recording is None:
        return None
    captions = describe_document(value["captions"], description=body.description)
    return recording | {"captions": file_of(captions, value["title"]) if captions else None}


def describe_audio(value: Any, body: Body) -> Fields | None:
    document = describe_document(value["document"], description=body.description)
    address = web_address(value["url"])
    if document is None and address is None:
        return None
    body.add_text(value["title"])
    return {
        "title": value["title"],
        "url": address,
        "file": file_of(document, value["title"]) if document else None,
        "transcript": body.rich_text(value["transcript"].source),
    }


def describe_downloads(value: Any, body: Body) -> Fields | None:
    """List the chosen files, or those of the page itself, which its card holds already."""
    files = body.description.card.get("files", [])
    if value["items"]:
        files = []
        for item in value["items"]:
            document = describe_document(item["document"], description=body.description)
            if document is not None:
                files.append(file_of(document, item["title"], languages=[item["language"]]))
                body.add_text(item["title"], weight="file")
    if not files:
        return None
    body.add_text(value["title"])
    files = [file | {"note": file_note(file)} for file in files]
    return {"title": value["title"] or None, "files": files}


def describe_statistics(value: Any, body: Body) -> Fields | None:
    body.add_text(value["title"])
    items = []
    for item in value["items"]:
        body.add_text(item["value"], item["label"], item["source"])
        items.append(
            {
                "value": item["value"],
                "label": item["label"],
                "source": item["source"] or None,
                "as_of": item["as_of"].isoformat() if item["as_of"] else None,
                "as_of_text": date_format(item["as_of"]) if item["as_of"] else "",
                "is_unverified": item["is_unverified"],
            }
        )
    return {"title": value["title"] or None, "items": items} if items else None


def describe_table(value: Any, body: Body) -> Fields | None:
    """Fill short rows up: a hole would shift the cells of a table read aloud."""
    rows = [[cell.strip() for cell in row] for row in value["rows"]]
    width = max((len(row) for row in rows), default=0)
    if not width:
        return None
    body.add_text(value["caption"], *(cell for row in rows for cell in row))
    return {
        "caption": value["caption"] or None,
        "has_header_row": value["has_header_row"],
        "has_header_column": value["has_header_column"],
        "draws_bars": value["draws_bars"],
        "rows": [row + [""] * (width - len(row)) for row in rows],
    }


def describe_call_to_action(value: Any, body: Body) -> Fields | None:
    group = body.group_of(value["page"])
    address = None if group else web_address(value["url"])
    if not group and not address:
        return None
    body.add_text(value["text"], value["label"])
    return {"text": value["text"], "label": value["label"], "url": address, "group": group}


def describe_teaser(value: Any, body: Body) -> Fields | None:
    group = body.group_of(value["page"])
    if group is None:
        return None
    body.add_text(value["text"])
    return {"text": value["text"], "group": group}


def describe_organisations(value: Any, body: Body) -> Fields | None:
    organisations = [one.current for one in value["organisations"] if one]
    if not organisations:
        return None
    body.description.depends_on("organisation", *(one.pk for one in organisations))
    body.description.depends_on("image", *(one.logo_id for one in organisations))
    prefetch_related_objects(organisations, "labels")
    items = [
        {
            "id": organisation.pk,
            "name": organisation.name_in(get_language() or ""),
            "website": web_address(organisation.website),
            "logo": organisation.logo_rendition,
        }
        for organisation in organisations
    ]
    body.add_text(value["title"], *(item["name"] for item in items))
    return {"title": value["title"] or None, "organisations": items}


def file_of(document: Fields, title: str, *, languages: list[str] | None = None) -> Fields:
    """Return a described document in the shape in which cards hold the files of a page."""
    return document | {"title": title, "languages": languages or [], "is_link": False, "label": ""}


def file_note(file: Fields) -> str:
    """Say what a reader on a slow line wants to know before opening a file."""
    reader = get_language() or ""
    parts = [language_name(code, reader) for code in file["languages"]]
    if file["is_link"]:
        parts.append(file["label"])
    else:
        parts += [_EXTENSIONS.get(file["media_type"], ""), filesizeformat(file["bytes"])]
        if pages := file["pages"]:
            parts.append(ngettext("%(count)d page", "%(count)d pages", pages) % {"count": pages})
    return joined(parts)
