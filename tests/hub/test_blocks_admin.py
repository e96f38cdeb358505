"""Every block through the views that editors and translators use."""

import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.models import Locale
from wagtail.test.utils.form_data import querydict_from_html
from wagtail_localize.models import Translation, TranslationSource

from resources.models import InformationPage
from tests.factories.blocks import choices, posted_body, samples, stored
from tests.site import add

pytestmark = pytest.mark.django_db


@pytest.fixture
def items():
    every = samples(choices()).items()
    return [stored(kind, value, number=number) for number, (kind, value) in enumerate(every)]


@pytest.fixture
def page(home, committed, monkeypatch):
    """Add a page whose editor shows its body and little else."""
    panels = ObjectList([FieldPanel("title"), FieldPanel("slug"), FieldPanel("body")])
    monkeypatch.setattr(InformationPage, "edit_handler", panels, raising=False)
    InformationPage.get_edit_handler.cache_clear()
    with committed():
        yield add(home, InformationPage(title="Help", slug="help"))
    InformationPage.get_edit_handler.cache_clear()


def test_an_editor_publishes_every_block(admin_client, page, items, committed):
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = querydict_from_html(admin_client.get(address).text, form_id="page-edit-form")
    form.update(posted_body(items) | {"action-publish": "1"})

    with committed():
        response = admin_client.post(address, form)

    assert response.status_code == 302
    page.refresh_from_db()
    assert page.body.get_prep_value() == items


def test_a_translator_gets_each_word_in_its_place_and_each_choice_with_its_chooser(
    admin_client, page, items
):
    page.body = page.body.stream_block.to_python(items)
    page.save_revision().publish()
    source, _created = TranslationSource.update_or_create_from_instance(page)
    french = Locale.objects.get(language_code="fr")
    translation = Translation.objects.create(source=source, target_locale=french)
    translation.save_target(publish=False)
    target = translation.get_target_instance()

    response = admin_client.get(reverse("wagtailadmin_pages:edit", args=[target.pk]))

    editor = BeautifulSoup(response.text, "html.parser").select_one(".js-translation-editor")
    segments = json.loads(editor["data-props"])["segments"]
    shown = {
        (segment["location"]["field"], segment["location"]["subField"]): segment
        for segment in segments
        if segment["location"]["blockId"]
    }
    kinds = {
        place: segment["location"]["widget"]["type"]
        for place, segment in shown.items()
        if segment["type"] == "synchronised_value"
    }
    assert kinds == {
        ("Quote", "source"): "text",
        ("Image", "image"): "image_chooser",
        ("Video", "or a video file"): "document_chooser",
        ("Video", "captions"): "document_chooser",
        ("Sound recording", "or a sound file"): "document_chooser",
        ("Call to action", "page"): "page_chooser",
        ("Teaser of a page", "page"): "page_chooser",
    }
    assert shown["Table", "rows"]["source"] == "2022"
    assert shown["Heading", "heading"]["source"] == "How to apply"
    assert [block["type"] for block in target.body.raw_data] == [item["type"] for item in items]
