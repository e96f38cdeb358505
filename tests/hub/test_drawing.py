from io import BytesIO

import pytest
from PIL import Image, ImageStat

from hub.importing.drawing import MOTIFS, draw_cover

ALL_MOTIFS = {"city", "bridge", "people", "book", "chart", "globe", "waves", "hands"}


def test_every_motif_of_the_import_format_can_be_drawn():
    assert set(MOTIFS) == ALL_MOTIFS


@pytest.mark.parametrize("motif", sorted(ALL_MOTIFS))
def test_a_cover_is_a_jpeg_of_the_size_asked_for_with_something_on_it(motif):
    cover = Image.open(BytesIO(draw_cover(motif, seed="annual-report-2022", size=(640, 360))))

    assert (cover.format, cover.size) == ("JPEG", (640, 360))
    assert max(ImageStat.Stat(cover).stddev) > 20


def test_the_same_seed_draws_the_same_bytes_and_another_one_does_not():
    first, again, other = (
        draw_cover("bridge", seed=seed, size=(320, 180)) for seed in ("accra", "accra", "lima")
    )

    assert first == again
    assert first != other


def test_an_unknown_motif_is_an_error():
    with pytest.raises(KeyError, match="unicorn"):
        draw_cover("unicorn", seed="accra")
