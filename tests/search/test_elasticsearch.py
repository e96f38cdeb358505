"""The index of Elasticsearch: versions, words, order."""

import random
from datetime import date, timedelta

import pytest

from search.analysis import stems
from search.cursors import write_cursor
from search.engines.base import EngineAway
from search.engines.elasticsearch import asking
from search.questions import SearchOrder
from tests.search.cluster import NOW, document, found, groups_found, mark_of

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]


@pytest.mark.parametrize("seed", range(3))
def test_writes_in_any_order_and_number_end_the_same(index, seed):
    chance = random.Random(seed)
    writes = [
        document(group, version, f"Kiwi {version}")
        if (group + version) % 3
        else mark_of(group, version)
        for group in range(1, 7)
        for version in range(1, 9)
    ] * 3
    chance.shuffle(writes)

    while writes:
        batch, writes = writes[:25], writes[25:]
        assert index.write(batch) == {}
    index.refresh()

    assert [(row.group_id, row.version, row.shown_in) for row in index.stored()] == [
        (group, 8, ("en",) if (group + 8) % 3 else ()) for group in range(1, 7)
    ]
    assert groups_found(index, "kiwi") == [2, 3, 5, 6]
    assert groups_found(index, "8") == [2, 3, 5, 6]
    assert groups_found(index, "7") == []


def test_what_is_forgotten_may_come_back_in_an_older_version(index):
    index.write([document(1, 9, "Kiwi")])

    index.forget([1, 2])
    assert list(index.stored()) == []

    index.write([document(1, 3, "Kiwi")])
    assert [(row.group_id, row.version) for row in index.stored()] == [(1, 3)]


def test_a_missing_index_is_never_made_by_a_write(cluster):
    with pytest.raises(EngineAway):
        cluster.write([document(1, 1, "Kiwi")])
    with pytest.raises(EngineAway):
        found(cluster, "kiwi")

    assert list(cluster.stored()) == []
    assert cluster.indices.ours() == {}
    assert not cluster.client.indices.exists(index=cluster.indices.alias)


def test_an_unfit_document_is_refused_with_the_reason_and_the_others_land(index):
    unfit = document(2, 1, "Plum", facets={"topics": ({"not": "a word"},)})

    refused = index.write([document(1, 1, "Plum"), unfit, document(3, 1, "Plum")])
    index.refresh()

    assert list(refused) == [2]
    assert refused[2].startswith("document_parsing_exception: ")
    assert groups_found(index, "plum") == [1, 3]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Cities' Welcoming of REFUGEES, in 2023–24: SDG 10.7 and A/73/12!"),
        ("en", "snake_case e-mail naïve\u00a0space m² ﬁnance"),
        ("fr", "L’accueil des réfugiées : qu'elles s’installent à l'Île-d'Yeu (municipalités)"),
        ("es", "Migraciones y ciudades: ¿cómo acogen las niñas? Año 2020"),
        (
            "fr",
            "bateaux locaux journaux maux eaux rues rue accueillies lieux pays idées idée aux 2000",
        ),
        (
            "es",
            "gobiernos meses casas ciudades clases clase voces crisis tres los vías aces 2019",
        ),
        ("en", "was his news cities city policies policy"),
        ("fr", "re\u0301fugie\u0301s ho\u0302te"),
        ("fr", "parler parlent parlez vent agents mer étrangères nez"),
        ("ar", "مُهَاجِر"),
        ("ar", "المدن والهجرة إلى الأردن، المسؤولون والهيئات: آليات الأسر"),
    ],
)
def test_words_are_cut_folded_and_stemmed_as_in_the_embedded_engine(index, language, text):
    answer = index.client.indices.analyze(
        index=index.indices.alias, analyzer=f"text_{language}", text=text
    )

    assert [token["token"] for token in answer["tokens"]] == list(stems(text, language))


def test_moments_a_microsecond_apart_are_told_apart(index):
    moments = [NOW + timedelta(microseconds=step) for step in (3, 1, 2)]
    index.write([document(n, 1, "Fig", updated_at=at) for n, at in enumerate(moments, start=1)])
    index.refresh()

    pages, after = [], ()
    for _page in range(3):
        page = found(index, order=SearchOrder.UPDATED, first=1, after=cursor(after))
        pages += [match.group_id for match in page.matches]
        after = page.positions[0]

    assert (pages, page.has_next) == ([1, 3, 2], False)


def cursor(position):
    return write_cursor("elasticsearch", SearchOrder.UPDATED, position) if position else None


def test_the_exact_title_the_newer_and_the_dated_come_first(index):
    index.write(
        [
            document(1, 1, "Fig", sort_date=date(2001, 1, 1)),
            document(2, 1, "Fig tree", sort_date=date(2019, 1, 1)),
            document(3, 1, "Fig leaf", sort_date=date(2025, 1, 1)),
            document(4, 1, "Fig wasp", sort_date=date(2027, 1, 1)),
        ]
    )
    index.refresh()

    assert groups_found(index, "fig") == [1, 4, 3, 2]


def test_stretches_that_are_ranked_apart_are_paged_through_once(index, monkeypatch):
    monkeypatch.setattr(asking, "RANKED", 4)
    index.write([document(number, 1, f"Fig {number}") for number in range(1, 12)])
    index.refresh()

    pages, after = [], None
    for has_next in (True, True, True, False):
        page = found(index, "fig", first=3, after=after)
        pages.append([match.group_id for match in page.matches])
        assert (page.total, page.has_next) == (11, has_next)
        after = write_cursor("elasticsearch", SearchOrder.RELEVANCE, page.positions[-1])

    assert pages == [[1, 2, 3], [4, 5, 6], [7, 8, 9], [10, 11]]


def test_no_text_can_be_read_out_of_the_index(index):
    index.write([document(1, 1, "Fig")])
    index.refresh()

    assert "_source" not in index.client.get(index=index.indices.alias, id="1").body
