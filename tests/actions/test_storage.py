"""Private files lie where no web server looks."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from actions.storage import private_storage


def test_a_private_file_is_outside_of_the_public_folder_and_has_no_address(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    storage = private_storage()

    name = storage.save("drafts/evidence.pdf", ContentFile(b"secret"))

    assert Path(storage.path(name)) == tmp_path / "private" / "drafts" / "evidence.pdf"
    with pytest.raises(ValueError, match="no address"):
        storage.url(name)
