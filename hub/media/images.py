"""Images as plain data, in every preset, for cards and bodies; nobody can ask for another size.

Called when a page is published, scheduled or rebuilt: this is where renditions are made. A reader
whose request finds a schedule due finds its renditions made.
"""

import logging
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db import DatabaseError
from wagtail.images import get_image_model

from hub.catalogue.description import Description

from .visibility import private_collection_ids

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class PresetFilters:
    """Two Wagtail filters: for a normal screen, and for one with twice as many points."""

    single: str
    double: str


class ImagePreset(Enum):
    """What an image is shown as. A `fill` cuts around the focal point, a `max` keeps all of it.

    To add or change one, rebuild the catalogue: renditions are made when a page is published
    or scheduled.
    """

    THUMBNAIL = PresetFilters("fill-160x160|format-webp", "fill-320x320|format-webp")
    CARD = PresetFilters("fill-480x320|format-webp", "fill-960x640|format-webp")
    WIDE = PresetFilters("fill-960x540|format-webp", "fill-1920x1080|format-webp")
    LARGE = PresetFilters("max-1200x1200|format-webp", "max-2400x2400|format-webp")
    LOGO = PresetFilters("max-240x120|format-webp", "max-480x240|format-webp")


#: Every filter of every preset, to render or prefetch them in one go.
ALL_FILTERS = tuple(
    spec for preset in ImagePreset for spec in (preset.value.single, preset.value.double)
)
#: Images whose sizes are deleted with one statement.
AT_ONCE = 500
#: Below this, a second file brings nothing that anyone can see.
MIN_DENSITY = 1.25


def describe_image(
    image: Any,
    *,
    alt: str,
    description: Description,
    credit: str = "",
    is_decorative: bool = False,
) -> dict[str, Any] | None:
    """Return an image as plain JSON, or None when there is nothing that everyone may see.

    The dependency is named first, so that a page heals by itself when the image is mended or
    its collection opens.
    """
    if image is None:
        return None
    description.depends_on("image", image.pk)
    if image.collection_id in private_collection_ids():
        return None
    renditions = _render(image)
    if renditions is None:
        return None
    return {
        "alt": "" if is_decorative else alt.strip(),
        "credit": credit.strip(),
        "is_decorative": is_decorative,
        "width": image.width,
        "height": image.height,
        "focal_point": _focal_point(image),
        "renditions": {preset.name: _preset_data(preset, renditions) for preset in ImagePreset},
    }


def _render(image: Any) -> dict[str, Any] | None:
    try:
        return dict(image.get_renditions(*ALL_FILTERS))
    except DatabaseError:
        raise
    except Exception as error:  # an image library raises what it likes over a broken file
        logger.warning("Image %s cannot be shown: %s", image.pk, type(error).__name__)
        return None


def _focal_point(image: Any) -> dict[str, float] | None:
    """Return the focal point in parts of width and height, as CSS `object-position` wants it."""
    point = image.get_focal_point()
    if point is None or not image.width or not image.height:
        return None
    return {
        "x": round(point.centroid_x / image.width, 4),
        "y": round(point.centroid_y / image.height, 4),
    }


def _preset_data(preset: ImagePreset, renditions: dict[str, Any]) -> dict[str, Any]:
    single = renditions[preset.value.single]
    double = renditions[preset.value.double]
    sources = [f"{single.url} 1x"]
    density = round(double.width / single.width, 2)
    if density >= MIN_DENSITY:  # a small original is never blown up
        sources.append(f"{double.url} {density:g}x")
    return {
        "url": single.url,
        "width": single.width,
        "height": single.height,
        "media_type": "image/webp",
        "srcset": ", ".join(sources),
    }


def remove_private_renditions(image_ids: list[int]) -> None:
    """Delete the published sizes of those of these images whose collection has become private.

    Their addresses were public once; a page that shows the image again renders them anew.
    """
    renditions = get_image_model().get_rendition_model().objects
    private = renditions.filter(image__collection__in=private_collection_ids())
    for start in range(0, len(image_ids), AT_ONCE):
        private.filter(image__in=image_ids[start : start + AT_ONCE]).delete()
