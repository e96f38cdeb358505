"""Pages as their readers meet them, taken apart."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup


@pytest.fixture
def read(client: Any) -> Callable[..., BeautifulSoup]:
    """Get an address as a parsed page."""

    def read(path: str, *, status: int = 200) -> BeautifulSoup:
        response = client.get(path)
        assert response.status_code == status, path
        return BeautifulSoup(response.content, "html.parser")

    return read


def words(element: Any) -> str:
    """Read what an element says, with one blank between its words."""
    return " ".join(element.get_text(" ").split())


def section(page: Any, title: str) -> Any:
    """Find a section of the page by its heading."""
    return next(
        found for found in page.find_all("section") if found.h2 and words(found.h2) == title
    )


def titles(element: Any) -> list[str]:
    """Read the titles of the cards in an element."""
    return [words(card.find(["h2", "h3"])) for card in element.find_all(class_="hub-card")]


def facts(page: Any, box: str = "hub-facts") -> dict[str, list[str]]:
    """Read the facts that stand beside a page, or in another box of it."""
    rows = page.find(class_=box).dl.find_all("div")
    return {words(row.dt): [words(dd) for dd in row.find_all("dd")] for row in rows}


def table(element: Any) -> list[list[str]]:
    """Read the rows of a table."""
    return [[words(cell) for cell in row.find_all(["th", "td"])] for row in element.find_all("tr")]


def on_map(element: Any) -> dict[str, str]:
    """Read a map: what each mark is called and where it leads."""
    links = element.find(class_="hub-map").svg.find_all("a")
    return {words(link.title): link["href"] for link in links}
