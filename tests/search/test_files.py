"""The text of files is found, and reading it can harm nobody."""

from io import BytesIO

import docx
import pytest
from django.core.files.base import ContentFile
from fpdf import FPDF
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from hub.catalogue.healing import heal
from hub.media.models import PageFile
from search.files import read_files
from search.models import FileText
from tests.site import add_report, library

pytestmark = pytest.mark.django_db


def pdf_saying(text):
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=12)
    pdf.multi_cell(0, text=text)
    return bytes(pdf.output())


def docx_saying(text):
    document, file = docx.Document(), BytesIO()
    document.add_paragraph(text)
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = "quoll"
    document.save(file)
    return file.getvalue()


def publish(home, committed, name, data, languages=("en",), collection=None):
    more = {"collection": collection} if collection else {}
    file = ContentFile(data, name=name)
    document = get_document_model().objects.create(title=name, file=file, **more)
    with committed():
        return add_report(
            library(home),
            "Annual report",
            hub_files=[PageFile(title="The file", languages=list(languages), document=document)],
        )


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.pdf", pdf_saying("A wombat in the city.")), ("a.docx", docx_saying("A wombat, too."))],
)
def test_a_page_is_found_by_the_text_of_its_file(home, committed, searching, name, data):
    publish(home, committed, name, data)
    searching.deliver()
    assert searching.titles("wombat") == []

    with committed():
        assert read_files() == 1
    heal()
    searching.deliver()

    assert searching.titles("wombat") == ["Annual report"]
    assert read_files() == 0


def test_the_text_of_a_file_belongs_to_its_language(home, committed, searching):
    publish(home, committed, "a.pdf", pdf_saying("Le wombat et les villes."), languages=["fr"])
    with committed():
        read_files()
    heal()
    searching.deliver()

    assert searching.titles("wombat", "fr") == ["Annual report"]


def test_a_private_file_is_not_read(home, committed):
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    publish(home, committed, "a.pdf", pdf_saying("secret"), collection=private)

    assert read_files() == 0
    assert not FileText.objects.exists()


def test_private_files_do_not_keep_others_from_being_read(home, committed, monkeypatch):
    monkeypatch.setattr("search.files.BATCH", 1)
    private = Collection.get_first_root_node().add_child(name="Private")
    document = publish(home, committed, "a.pdf", pdf_saying("open")).hub_files.get().document
    document.collection = private
    document.save()
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    publish(home, committed, "b.pdf", pdf_saying("wombat"))
    heal()

    with committed():
        assert read_files() == 1
    assert FileText.objects.get().text == "wombat"


def test_a_file_that_two_documents_have_is_read_once_and_found_on_both_pages(
    home, committed, searching, monkeypatch
):
    monkeypatch.setattr("search.files.BATCH", 1)
    data = pdf_saying("A wombat in the city.")
    publish(home, committed, "a.pdf", data)
    publish(home, committed, "b.pdf", data)
    searching.deliver()

    with committed():
        assert read_files() == 1
    heal()
    searching.deliver()

    assert len(searching.titles("wombat")) == 2
    assert read_files() == 0


def test_a_file_that_cannot_be_read_is_noted_and_not_tried_again(home, committed):
    publish(home, committed, "a.pdf", b"%PDF-1.4 broken")

    assert read_files() == 1
    row = FileText.objects.get()
    assert (row.text, row.error) == ("", "CalledProcessError")
    assert read_files() == 0
