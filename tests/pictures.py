"""Pictures of pages, for people who want to look."""

import os
from typing import Any


def keep_picture(page: Any, name: str) -> None:
    """Keep a picture of a whole page in the folder `HUB_SCREENSHOTS`, where one is named."""
    if folder := os.environ.get("HUB_SCREENSHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
