"""The sizes in which images leave the hub; nobody can ask for any other."""

from dataclasses import dataclass
from enum import Enum


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
