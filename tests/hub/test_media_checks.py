import pytest

from hub.checks import check_media_settings


def found():
    return [message.id for message in check_media_settings()]


def test_our_own_settings_need_no_advice():
    assert found() == []


@pytest.mark.parametrize(
    ("setting", "value", "identifier"),
    [
        ("WAGTAILIMAGES_IMAGE_FORM_BASE", "wagtail.images.forms.BaseImageForm", "hub.W201"),
        ("WAGTAILDOCS_DOCUMENT_FORM_BASE", "", "hub.W202"),
        ("WAGTAILDOCS_SERVE_METHOD", "direct", "hub.W203"),
    ],
)
def test_a_site_that_forgot_something_is_told(settings, setting, value, identifier):
    setattr(settings, setting, value)

    assert found() == [identifier]
