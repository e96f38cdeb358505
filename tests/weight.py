"""What a page sends for: the files of ours that it names, and their bytes as they are sent."""

import gzip
from pathlib import Path
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders

#: Compressed; what a page needs beside its words and pictures.
MOST_BYTES = 30_000
#: Styles and scripts together.
MOST_FILES = 6
#: The page itself, compressed.
MOST_WORDS = 30_000


def files_of(html: bytes) -> dict[str, int]:
    """Return the bytes of each style and script that a page names, compressed."""
    page = BeautifulSoup(html, "html.parser")
    names = [tag["href"] for tag in page.find_all("link", rel="stylesheet")]
    names += [tag["src"] for tag in page.find_all("script", src=True)]
    return {name: len(gzip.compress(content_of(name))) for name in names}


def content_of(name: str) -> bytes:
    found = finders.find(urlsplit(name).path.removeprefix("/static/"))
    assert found, f"{name} is no file of ours"
    return Path(str(found)).read_bytes()


def heavy(pages: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    """Return the pages that send for more than they may."""
    return {
        path: files
        for path, files in pages.items()
        if sum(files.values()) > MOST_BYTES or len(files) > MOST_FILES
    }
