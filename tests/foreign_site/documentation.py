"""What `docs/plugin.md` tells the developer of another site to write and to run."""

import re
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = REPOSITORY / "docs" / "plugin.md"

_BLOCK = re.compile(r'^```(\w+) title="([^"]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)


def blocks() -> dict[str, str]:
    """Return the titled blocks of the page."""
    return {title: text for _language, title, text in _BLOCK.findall(PAGE.read_text("utf-8"))}


def files() -> dict[str, str]:
    """Return the files that the page shows in full, by their path in the site."""
    return {title: text for title, text in blocks().items() if re.fullmatch(r"[\w/]+\.\w+", title)}


def commands(title: str) -> list[list[str]]:
    """Return the arguments of each `manage.py` in a block."""
    start = "python manage.py "
    return [line.removeprefix(start).split() for line in blocks()[title].splitlines()]
