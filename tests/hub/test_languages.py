"""Languages of a site that says little about them, or in Django's own way."""

from typing import Any

import pytest

from hub.localization.languages import asset_languages, chain, content_locales, default_locale


def test_a_site_may_name_its_language_with_a_country(settings: Any) -> None:
    settings.LANGUAGE_CODE = "en-us"

    assert default_locale() == "en"
    assert chain("ar") == ["ar", "fr", "en"]


def test_a_default_that_is_not_offered_gives_way_to_the_first_that_is(settings: Any) -> None:
    settings.LANGUAGE_CODE = "pt"

    assert default_locale() == "en"


def test_a_site_without_any_such_setting_has_its_one_language(settings: Any) -> None:
    settings.WAGTAIL_CONTENT_LANGUAGES = None  # as good as not made; deleting it tells nobody
    del settings.HUB_LOCALE_CHAINS
    del settings.HUB_ASSET_LANGUAGES

    assert content_locales() == asset_languages() == ["en"]
    assert chain("en") == ["en"]


@pytest.mark.parametrize(
    ("more", "languages"),
    [([], ["en", "fr", "es", "ar"]), (["pt", "fr"], ["en", "fr", "es", "ar", "pt"])],
)
def test_files_can_be_in_more_languages_than_pages(
    more: list[str], languages: list[str], settings: Any
) -> None:
    settings.HUB_ASSET_LANGUAGES = more

    assert asset_languages() == languages
