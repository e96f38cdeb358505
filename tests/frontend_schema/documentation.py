"""What `docs/partners.md` tells a partner to write."""

import re

from tests.frontend_schema.conftest import PACKAGE

PAGE = PACKAGE.parent / "docs" / "partners.md"
DEMO = "http://127.0.0.1:8000"
BLOCK = re.compile(r'^```\w+ title="([^"]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)


def block(title: str, hub: str = DEMO) -> str:
    """Return a titled block of the page, with another hub in place of the demo."""
    return dict(BLOCK.findall(PAGE.read_text("utf-8")))[title].replace(DEMO, hub)
