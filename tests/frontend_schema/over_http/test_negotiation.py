import pytest

from frontend_schema.negotiation import preferred_type, prefers_html

from .conftest import LEGACY, MODERN


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, LEGACY),
        ("", LEGACY),
        ("*/*", LEGACY),
        ("application/*", LEGACY),
        (LEGACY, LEGACY),
        (MODERN, MODERN),
        (f"{LEGACY}, {MODERN}", LEGACY),
        (f"{MODERN}, {LEGACY}", MODERN),
        (f"{LEGACY};q=0.9, {MODERN}", MODERN),
        (f"{MODERN};q=0.5, {LEGACY};q=0.8", LEGACY),
        (f"{MODERN}; charset=utf-8, {LEGACY}; charset=utf-8", MODERN),
        (f'{MODERN}; charset="UTF-8"', MODERN),
        (f"{MODERN}; charset=iso-8859-1", None),
        (f"*/*;q=0.1, {MODERN}", MODERN),
        (f"{LEGACY};q=0, */*", MODERN),
        ("text/html, application/xhtml+xml, */*;q=0.8", LEGACY),
        (f"{LEGACY};q=0", None),
        ("text/html", None),
        ("text/*", None),
        ("application/json/graphql, nonsense, ;;,", None),
        (f"{LEGACY};q=nonsense", None),
    ],
)
def test_the_accept_header_decides_on_the_media_type(
    accept: str | None, expected: str | None
) -> None:
    assert preferred_type(accept) == expected


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", True),
        ("text/html", True),
        (f"text/html, {LEGACY}", True),
        (f"{LEGACY}, text/html", False),
        (f"text/html;q=0.5, {LEGACY}", False),
        ("text/html;q=0, */*", False),
        ("*/*", False),
        (None, False),
    ],
)
def test_a_browser_is_known_by_what_it_asks_for_first(accept: str | None, expected: bool) -> None:
    assert prefers_html(accept) is expected
