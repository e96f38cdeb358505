"""Covers drawn from nothing but a motif and a seed, for pages that have no photograph."""

import random
from io import BytesIO

from PIL import Image, ImageOps

from .canvas import FIELD, PALETTES, Canvas
from .motifs import MOTIFS, WATER


def draw_cover(motif: str, *, seed: str, size: tuple[int, int] = FIELD) -> bytes:
    """Draw a motif and return it as a JPEG.

    The same seed gives the same bytes, so that an import which runs again changes nothing.
    """
    palettes = [palette for palette in PALETTES if palette.is_watery or motif not in WATER]
    palette = random.Random(seed).choice(palettes)  # noqa: S311 - a picture, not a secret
    canvas = Canvas(palette, f"{motif}:{seed}")
    MOTIFS[motif](canvas)
    buffer = BytesIO()
    cover = ImageOps.fit(canvas.image, size, Image.Resampling.LANCZOS)
    cover.save(buffer, "JPEG", quality=88, optimize=True, subsampling=0)
    return buffer.getvalue()
