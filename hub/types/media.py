"""Images in presets, and files."""

from typing import Annotated

import strawberry

from hub.media.images import ImagePreset as Preset
from hub.types.choices import enum_named
from hub.types.languages import Language, language
from hub.types.plain import nested, plain
from hub.types.scalars import DateTime


def preset_description(preset: Preset) -> str:
    """Say what a preset does to an image, from the filter that does it."""
    operation, _dash, rest = preset.value.single.partition("-")
    width, _cross, height = rest.partition("|")[0].partition("x")
    if operation == "fill":
        return f"Cut to {width} by {height} pixels around the focal point."
    return f"The whole image, at most {width} by {height} pixels."


ImagePreset = enum_named(
    "ImagePreset",
    "The sizes in which images are published. There are no others.",
    {preset.name: (preset.name, preset_description(preset)) for preset in Preset},
)


@strawberry.type(
    description="The point of an image that must stay in view, in parts of its width and height."
)
class Point:
    x: float = strawberry.field(description="From the left, 0 to 1.")
    y: float = strawberry.field(description="From the top, 0 to 1.")


@strawberry.type(description="An image in one preset.")
class Rendition:
    url: str = strawberry.field(description="Address of the image file.")
    width: int = strawberry.field(description="Width in pixels.")
    height: int = strawberry.field(description="Height in pixels.")
    media_type: str = strawberry.field(description="For example image/webp.")
    srcset: str = strawberry.field(description="Ready for the srcset attribute of an img element.")


@strawberry.type(description="An image, with the words that stand in its place.")
class Image:
    alt: str = strawberry.field(description="What the image shows; empty when it is decorative.")
    credit: str | None = strawberry.field(description="Who made it.")
    is_decorative: bool = strawberry.field(
        description="True when the image adds nothing to the text."
    )
    width: int = strawberry.field(description="Width of the original in pixels.")
    height: int = strawberry.field(description="Height of the original in pixels.")
    renditions: strawberry.Private[dict[str, dict[str, object]]]
    focal_point = nested(Point | None, "What must stay in view when the image is cropped.")

    @strawberry.field(description="The image in a preset size.")
    def rendition(
        self,
        preset: Annotated[
            ImagePreset,  # type: ignore[valid-type]
            strawberry.argument(
                description="What the image is shown as; its srcset has twice that size too."
            ),
        ] = ImagePreset.CARD,
    ) -> Rendition:
        return plain(Rendition, self.renditions[preset.value])  # type: ignore[attr-defined]


def image(card: dict[str, object] | None) -> Image | None:
    return plain(Image, card) if card else None


@strawberry.type(description="A file or link that a page offers, in one or more languages.")
class File:
    url: str = strawberry.field(description="Where to get it.")
    title: str = strawberry.field(description="Its title, in its own language.")
    is_link: bool = strawberry.field(description="True when it leads to another site.")
    label: str | None = strawberry.field(description="Where a link leads, in words.", default=None)
    media_type: str | None = strawberry.field(
        description="For example application/pdf.", default=None
    )
    bytes: int | None = strawberry.field(description="Size in bytes.", default=None)
    pages: int | None = strawberry.field(
        description="Number of pages, where it has pages.", default=None
    )
    checksum: str | None = strawberry.field(description="SHA-256 of the file.", default=None)
    updated_at: DateTime | None = strawberry.field(
        description="When it was last replaced.", default=None
    )
    languages = nested(list[Language], "The languages of the file itself.", make=language)
