"""The picture beside a link to a page: its title and its kind, set in the language of the text."""

from pathlib import Path
from typing import Any
from uuid import UUID

import typst
from django.http import HttpRequest, HttpResponse
from django.utils.text import Truncator
from django.utils.translation import override
from django.views.decorators.http import require_safe

from hub.catalogue.models import Entry
from hub.localization.languages import text_direction
from hub.pages.chrome import site_name
from hub.pages.links import kind_of, named_address
from hub.pages.roots import base_url
from hub.response_cache import respond

from .answers import entry_or_404

_HERE = Path(__file__).parent
FONTS = _HERE.parent / "importing" / "fonts"
#: In pixels, as Open Graph recommends.
WIDTH, HEIGHT = 1200, 630
#: What has room in the largest number of lines.
LONGEST_TITLE = 170


@require_safe
def picture(request: HttpRequest, key: UUID) -> HttpResponse:
    """Draw a page's picture; it is kept by its words, whatever else changes in the library."""
    said = words_of(entry_or_404(key))

    def make() -> tuple[HttpResponse, bool]:
        return HttpResponse(draw(said), content_type="image/png"), True

    return respond(request, "sharing", said.values(), make)


def words_of(entry: Entry) -> dict[str, str]:
    language = entry.actual_locale
    with override(language):
        kind, site = kind_of(entry.type), site_name()
    return {
        "title": Truncator(entry.title).chars(LONGEST_TITLE),
        "kind": kind,
        "site": site,
        "language": language.split("-")[0],
        "direction": text_direction(language),
    }


def draw(said: dict[str, str]) -> bytes:
    drawn: Any = typst.compile(
        _HERE / "sharing.typ",
        format="png",
        ppi=72,
        sys_inputs=said,
        font_paths=[FONTS],
        ignore_system_fonts=True,
    )
    return bytes(drawn)


def sharing_image(entry: Entry) -> dict[str, Any] | None:
    """Name the picture of a page as `open_graph` wants it; None where a site shows none."""
    address = named_address("hub_sharing_picture", entry.key)
    if not address:
        return None
    return {"url": base_url() + address, "width": WIDTH, "height": HEIGHT, "alt": entry.title}
