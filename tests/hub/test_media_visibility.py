import pytest

from hub.media.visibility import private_collection_ids, private_collections_read_once
from tests.factories.media import make_collection

pytestmark = pytest.mark.django_db


def test_a_collection_is_private_with_everything_below_it():
    open_collection = make_collection("Open")
    private = make_collection("Private", is_private=True)
    child = make_collection("Child", parent=private)
    grandchild = make_collection("Grandchild", parent=child)

    private_ids = private_collection_ids()

    assert private_ids == {private.pk, child.pk, grandchild.pk}
    assert open_collection.pk not in private_ids


def test_a_private_child_hides_neither_its_parent_nor_its_sibling():
    parent = make_collection("Parent")
    private = make_collection("A private one", parent=parent, is_private=True)
    make_collection("B sibling", parent=parent)
    inner = make_collection("Inner", parent=private, is_private=True)
    last = make_collection("Last", parent=private)

    assert private_collection_ids() == {private.pk, inner.pk, last.pk}


def test_any_number_of_restrictions_is_one_query(django_assert_num_queries):
    for number in range(30):
        make_collection(f"Private {number}", is_private=True)

    with django_assert_num_queries(1):
        private_ids = private_collection_ids()

    assert len(private_ids) == 30


def test_a_batch_asks_once_and_the_next_one_asks_again(django_assert_num_queries):
    with django_assert_num_queries(1), private_collections_read_once():
        for _time in range(5):
            assert private_collection_ids() == frozenset()

    private = make_collection("Private", is_private=True)

    assert private_collection_ids() == {private.pk}
