"""A translator works in French, and a reviewer publishes what she wrote."""

from collections.abc import Callable

import pytest

from .conftest import Hub
from .people import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

TITLE, SUMMARY = "Study of cities", "How cities act."
TITRE, RESUME = "Étude des villes", "Comment les villes agissent."
STUDY = """query($locale: String) {
  resource(slug: "study-of-cities", locale: $locale) { title summary isFallback }
}"""
FALLBACK = {"title": TITLE, "summary": SUMMARY, "isFallback": True}
TRANSLATED = {"title": TITRE, "summary": RESUME, "isFallback": False}


def test_a_translation_waits_for_a_reviewer(hub: Hub, log_in: Callable[..., Person]) -> None:
    translator = log_in("translator@example.org", "fr")
    translator.open_report(TITLE)
    translator.send_to_translation("Français")
    translator.translate(TITLE, TITRE)
    translator.translate(SUMMARY, RESUME)
    assert translator.page.get_by_role("button", name="Publier").count() == 0
    assert study(hub, "fr") == FALLBACK

    reviewer = log_in("editor@example.org")
    reviewer.open_report(TITLE)
    reviewer.open_language("French", "French")
    reviewer.publish_translation(TITRE, "French")
    assert study(hub, "fr") == TRANSLATED
    assert study(hub, "en") == FALLBACK | {"isFallback": False}
    assert study(hub, "ar") == TRANSLATED | {"isFallback": True}  # whose chain begins with French


def study(hub: Hub, locale: str) -> object:
    return hub.ask(STUDY, locale=locale)["resource"]
