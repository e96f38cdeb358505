import re
from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from hub.importing.pdf import make_pdf

MADE_AT = datetime(2023, 6, 20, tzinfo=UTC)

FRENCH = [
    {
        "type": "rich_text",
        "html": "<p>Les villes agissent <strong>déjà</strong>, avec leurs "
        "<a href='https://example.org/allies'>alliés</a> et <a href='page:faq'>la foire aux "
        "questions</a>.</p><ul><li>Logement</li></ul><ol><li>Écouter</li><li>Agir</li></ol>",
    },
    {"type": "heading", "text": "Ce que les villes ont fait"},
    {
        "type": "quote",
        "text": "Nous demandons de quoi vous avez besoin.",
        "attribution": "Une maire",
    },
    {
        "type": "statistics",
        "title": "L’année en chiffres",
        "items": [{"value": "50+", "label": "villes ont répondu", "source": "Enquête 2022"}],
    },
    {
        "type": "accordion",
        "title": "Questions",
        "items": [{"question": "Qui peut participer ?", "answer": "<p>Toute collectivité.</p>"}],
    },
    {
        "type": "table",
        "caption": "Subventions",
        "rows": [["Ville", "Pays"], ["Freetown", "Sierra Leone"]],
    },
    {"type": "teaser", "page": "faq", "text": "Les réponses courtes."},
    {
        "type": "call_to_action",
        "text": "Votre ville aussi ?",
        "label": "Écrivez-nous",
        "url": "https://example.org/agir",
    },
    {"type": "organisations", "title": "Partenaires", "organisations": ["uclg", "unknown"]},
    {
        "type": "figure",
        "motif": "chart",
        "alt": "Des colonnes qui montent",
        "caption": "Actions par an",
        "credit": "Hub",
    },
    {"type": "downloads", "title": "Fichiers"},
]
ARABIC = [
    {"type": "rich_text", "html": "<p>تستقبل المدن الناس <strong>كل يوم</strong>.</p>"},
    {"type": "heading", "text": "ما الذي فعلته المدن"},
    {"type": "rich_text", "html": "<ol><li>السكن والصحة لجميع السكان</li></ol>"},
    {"type": "table", "caption": "المنح حسب المدينة", "rows": [["المدينة"], ["فريتاون"]]},
    {"type": "statistics", "title": "", "items": [{"value": "50+", "label": "مدينة أجابت"}]},
]


def french(**fields) -> bytes:
    fields.setdefault("body_blocks", FRENCH)
    return make_pdf(
        title="Rapport annuel 2022",
        language="fr",
        summary="Ce que cinquante villes ont fait.",
        organisations=["Cités et Gouvernements Locaux Unis"],
        source_note="Fait à partir du texte de la page.",
        names={"faq": "Foire aux questions", "uclg": "CGLU"},
        made_at=MADE_AT,
        **fields,
    )


def text_of(pdf: bytes) -> str:
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return text.replace("\u00a0", " ")


def addresses(pdf: bytes) -> list[str]:
    notes = [note for page in PdfReader(BytesIO(pdf)).pages for note in page.annotations or []]
    return [note.get_object()["/A"]["/URI"] for note in notes]


@pytest.mark.parametrize(
    "words",
    [
        "Rapport annuel 2022",
        "Ce que cinquante villes ont fait.",
        "Cités et Gouvernements Locaux Unis",
        "Les villes agissent déjà, avec leurs alliés et la foire aux questions.",
        "Logement",
        "1.",
        "Écouter",
        "2.",
        "Agir",
        "Ce que les villes ont fait",
        "« Nous demandons de quoi vous avez besoin. »",
        "Une maire",
        "50+",
        "villes ont répondu",
        "Enquête 2022",
        "Qui peut participer ?",
        "Toute collectivité.",
        "Subventions",
        "Freetown",
        "Foire aux questions",
        "Les réponses courtes.",
        "Écrivez-nous · https://example.org/agir",
        "CGLU",
        "Actions par an · Hub",
        "Fait à partir du texte de la page.",
    ],
)
def test_every_block_is_printed_as_text_that_can_be_copied(words, french_text):
    assert words in french_text


@pytest.fixture(scope="module")
def french_text() -> str:
    return text_of(french())


def test_what_paper_cannot_show_is_left_out(french_text):
    assert "Fichiers" not in french_text
    assert "unknown" not in french_text
    assert "page:" not in french_text


def test_links_to_the_web_can_be_followed_and_links_to_pages_are_only_words():
    assert addresses(french()) == ["https://example.org/allies"]


@pytest.mark.parametrize(("language", "title"), [("fr", "Rapport annuel 2022"), ("ar", "تقرير")])
def test_language_title_and_metadata_are_in_the_file(language, title):
    pdf = make_pdf(
        title=title,
        language=language,
        summary="S",
        body_blocks=[],
        organisations=["A", "B"],
        made_at=MADE_AT,
    )

    reader = PdfReader(BytesIO(pdf))

    assert reader.trailer["/Root"]["/Lang"] == language
    assert reader.metadata.title == title
    assert reader.metadata.author == "A, B"
    assert reader.metadata.subject == "S"
    assert reader.metadata.creation_date == MADE_AT


def test_the_outline_follows_the_headings():
    reader = PdfReader(BytesIO(french()))

    title, below = reader.outline

    assert title["/Title"] == "Rapport annuel 2022"
    assert [entry["/Title"] for entry in below if not isinstance(entry, list)] == [
        "Ce que les villes ont fait",
        "Questions",
    ]


def test_headings_inside_rich_text_are_words_only():
    html = "<h3>A <strong>bold</strong> word, 2015--2020</h3><p>Text.</p>"

    pdf = french(body_blocks=[{"type": "rich_text", "html": html}])

    assert PdfReader(BytesIO(pdf)).outline[1][0]["/Title"] == "A bold word, 2015--2020"
    assert "A bold word, 2015--2020" in text_of(pdf)


def test_arabic_is_joined_and_each_word_of_it_can_be_copied():
    pdf = make_pdf(
        title="التقرير السنوي",
        language="ar",
        summary="ما فعلته المدن",
        body_blocks=ARABIC,
        organisations=["UCLG"],
    )

    # The words of a line stand as they are seen, marked as reversed; pypdf reads them so.
    text = text_of(pdf)
    for words in ("التقرير السنوي", "ما فعلته المدن", "السكن والصحة لجميع السكان", "مدينة أجابت"):
        for word in words.split():
            assert word in text
    for words in ("المدينة", "فريتاون", "50+"):
        assert words in text


def test_arabic_starts_on_the_right_and_french_on_the_left():
    def first_x(pdf: bytes, words: str) -> float:
        places = []

        def visit(text, matrix, text_matrix, _font, _size):
            if words in text:
                places.append(matrix[4] + text_matrix[4])

        PdfReader(BytesIO(pdf)).pages[0].extract_text(visitor_text=visit)
        return places[0]

    arabic = make_pdf(title="مدن", language="ar", summary="", body_blocks=[])
    latin = make_pdf(title="Villes", language="fr", summary="", body_blocks=[])

    assert first_x(latin, "Villes") < 70
    assert first_x(arabic, "مدن") > 400


def test_words_of_the_other_script_are_printed_too():
    english = make_pdf(title="Cities", language="en", summary="In Arabic: مدن", body_blocks=[])
    arabic = make_pdf(title="مدن", language="ar", summary="São Paulo, Łódź, Київ", body_blocks=[])

    assert "مدن" in text_of(english)
    for name in ("São", "Paulo", "Łódź", "Київ"):
        assert name in text_of(arabic)


def tags_of(pdf: bytes) -> str:
    """Write the structure of a file as a line of tags, each with its kids in brackets."""

    def told(element) -> str:
        element = element.get_object() if hasattr(element, "get_object") else element
        if isinstance(element, list):
            return " ".join(filter(None, map(told, element)))
        if not isinstance(element, dict) or "/S" not in element:
            return ""
        inside = told(element.get("/K", []))
        return element["/S"][1:] + (f"({inside})" if inside else "")

    return told(PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]["/K"])


def test_the_file_is_tagged_as_its_standard_asks():
    table = {"rows": [["Ville", "Actions"], ["Freetown", "3"]], "draws_bars": True, "caption": "C"}
    listed = [{"type": "rich_text", "html": "<ul><li>Logement</li></ul>"}, FRENCH[1]]

    pdf = french(body_blocks=[*listed, {"type": "table", **table}, FRENCH[-2]])

    root = PdfReader(BytesIO(pdf)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    tags = tags_of(pdf)
    assert "H1 P P L(LI(Lbl LBody)) H2" in tags
    assert "H2 P Table(THead(TR(TH(Strong) TH(Strong))) TBody(TR(TD TD(P))))" in tags
    assert tags.count("Figure") == 1  # bars repeat the numbers beside them, so they are not told


def test_no_heading_skips_a_level():
    html = "<h4>Deep</h4><p>Text.</p>"

    assert tags_of(french(body_blocks=[{"type": "rich_text", "html": html}])) == (
        "Document(H1 P P H2 P P)"
    )


def test_a_sign_that_no_font_has_keeps_nobody_from_the_rest():
    pdf = french(body_blocks=[{"type": "heading", "text": "Face \U0001f600"}])

    assert "Face" in text_of(pdf)
    assert "H2" in tags_of(pdf)


def test_the_same_text_gives_the_same_bytes():
    assert french() == french()


def test_pages_are_numbered_and_long_texts_go_on():
    paragraphs = "".join(f"<p>{'Une ville accueille. ' * 30}</p>" for _number in range(30))

    reader = PdfReader(BytesIO(french(body_blocks=[{"type": "rich_text", "html": paragraphs}])))

    assert len(reader.pages) > 3
    for number, page in enumerate(reader.pages, start=1):
        lines = page.extract_text().strip().splitlines()
        assert str(number) in " ".join(lines[-2:] + lines[:2]).split()


def test_a_figure_is_drawn_and_says_what_it_shows():
    pdf = french(body_blocks=[block for block in FRENCH if block["type"] == "figure"])

    assert [len(page.images) for page in PdfReader(BytesIO(pdf)).pages] == [1]
    assert "Actions par an · Hub" in text_of(pdf)


def test_nested_lists_keep_their_marks_and_comments_are_not_printed():
    html = (
        "<ol><li>Logement<ul><li>Abri</li></ul></li><li>Santé<!-- à vérifier --></li></ol>"
        "<p>Fin<br>de liste</p>"
    )

    text = text_of(french(body_blocks=[{"type": "rich_text", "html": html}]))

    assert re.findall(r"1\.|2\.|•|Logement|Abri|Santé|Fin de liste", text) == [
        "1.",
        "Logement",
        "•",
        "Abri",
        "2.",
        "Santé",
        "Fin de liste",
    ]
    assert "vérifier" not in text


def test_marks_in_the_text_are_printed_and_not_obeyed():
    html = "<p>2015--2020, a**b**c, __init__ and [a](https://example.org)</p>"

    pdf = french(body_blocks=[{"type": "rich_text", "html": html}])

    assert "2015--2020, a**b**c, __init__ and [a](https://example.org)" in text_of(pdf)
    assert addresses(pdf) == []


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"]
)
def test_only_addresses_of_the_web_become_links(address):
    html = f"<p>See <a href='{address}'>this</a>.</p>"

    pdf = french(body_blocks=[{"type": "rich_text", "html": html}])

    assert "See this." in text_of(pdf)
    assert addresses(pdf) == []
