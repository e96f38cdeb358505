"""Merging and retiring: everything moves or nothing does."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError
from wagtail.models import Page

from hub.catalogue.models import Dependency, Group
from hub.merging import merge
from hub.organisations.models import Organisation
from hub.pages.models import PageTerm
from hub.terms.enums import Vocabulary
from hub.terms.models import Term, TermLabel, TermMapping
from hub.terms.services import retire_term
from tests.factories.hub import OrganisationFactory, TermFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages():
    root = Page.objects.get(depth=1)
    return [root.add_child(title=f"Page {n}", slug=f"page-{n}", live=False) for n in range(3)]


def test_a_merge_moves_the_pages_and_keeps_each_link_once(pages):
    source, target = TermFactory(code="old"), TermFactory(code="new")
    PageTerm.objects.create(page=pages[0], term=source)
    PageTerm.objects.create(page=pages[1], term=source)
    PageTerm.objects.create(page=pages[1], term=target)

    moved = merge(source, target)

    assert moved == 1
    links = PageTerm.objects.order_by("page").values_list("page", "term")
    assert list(links) == [(pages[0].pk, target.pk), (pages[1].pk, target.pk)]
    source.refresh_from_db()
    assert (source.is_retired, source.merged_into) == (True, target)


def test_a_merge_moves_links_between_terms_both_ways():
    source, target, other = TermFactory(), TermFactory(), TermFactory()
    TermMapping.objects.create(source=source, target=other, printed="1")
    TermMapping.objects.create(source=other, target=source, printed="2")
    TermMapping.objects.create(source=other, target=target, printed="2")
    TermMapping.objects.create(source=source, target=target)

    merge(source, target)

    links = TermMapping.objects.order_by("printed").values_list("source", "target", "printed")
    assert list(links) == [(target.pk, other.pk, "1"), (other.pk, target.pk, "2")]


def test_a_merge_moves_narrower_terms_earlier_merges_and_rows_of_other_tables():
    source, target = TermFactory(country=True), TermFactory(country=True)
    place = TermFactory(place=True, parent=source)
    earlier = TermFactory(country=True, is_retired=True, merged_into=source)
    organisation = OrganisationFactory(country=source)

    moved = merge(source, target)

    assert moved == 3
    assert Term.objects.get(pk=place.pk).parent == target
    assert Term.objects.get(pk=earlier.pk).merged_into == target
    assert Organisation.objects.get(pk=organisation.pk).country == target


def test_the_same_merge_moves_what_a_published_draft_brought_back(pages):
    source, target = TermFactory(), TermFactory()
    merge(source, target)
    PageTerm.objects.create(page=pages[0], term=source)

    moved = merge(source, target)

    assert moved == 1
    assert PageTerm.objects.get().term == target


def test_the_labels_of_a_merged_term_stay_with_it():
    source = TermFactory(labels={"en": "Old", "fr": "Ancien"})
    target = TermFactory(labels={"en": "New"})

    merge(source, target)

    assert list(target.labels.values_list("label", flat=True)) == ["New"]
    assert set(source.labels.values_list("label", flat=True)) == {"Old", "Ancien"}


def test_a_term_is_merged_into_its_broader_term():
    broad = TermFactory()
    narrow = TermFactory(parent=broad)
    below = TermFactory(parent=narrow)

    merge(narrow, broad)

    assert Term.objects.get(pk=below.pk).parent == broad


def test_a_merge_marks_what_was_built_from_either_term():
    source, target, other = TermFactory(), TermFactory(), TermFactory()
    built_from = {term.pk: group_built_from(term) for term in (source, target, other)}

    merge(source, target)

    marked = {pk: Group.objects.get(pk=group.pk).is_dirty for pk, group in built_from.items()}
    assert marked == {source.pk: True, target.pk: True, other.pk: False}


REFUSALS = {
    "itself": "“old” cannot be merged into itself.",
    "vocabulary": "“old” and “new” are of different vocabularies.",
    "narrower": "“new” is a narrower term of “old”.",
    "retired": "“new” is retired. Choose one that is offered.",
    "merged": "“old” was already merged into “older”.",
}


@pytest.mark.parametrize("reason", REFUSALS)
def test_a_refused_merge_changes_nothing(reason, pages):
    source, target = TermFactory(code="old"), TermFactory(code="new")
    PageTerm.objects.create(page=pages[0], term=source)
    if reason == "itself":
        target = source
    elif reason == "vocabulary":
        Term.objects.filter(pk=target.pk).update(vocabulary=Vocabulary.AUDIENCES)
    elif reason == "narrower":
        Term.objects.filter(pk=target.pk).update(parent=TermFactory(parent=source))
    elif reason == "retired":
        Term.objects.filter(pk=target.pk).update(is_retired=True)
    else:
        older = TermFactory(code="older")
        Term.objects.filter(pk=source.pk).update(merged_into=older, is_retired=True)
    before = everything()

    with pytest.raises(ValidationError) as refusal:
        merge(source, target)

    assert refusal.value.messages == [REFUSALS[reason]]
    assert everything() == before


def test_a_merge_that_fails_half_way_changes_nothing(pages, monkeypatch):
    """Rows that say more than a link are never dropped: a person decides between them."""
    source, target = TermFactory(country=True), TermFactory(country=True)
    PageTerm.objects.create(page=pages[0], term=source)
    OrganisationFactory(country=source)
    before = everything()
    break_saving_of(monkeypatch, Organisation)

    with pytest.raises(ValidationError) as refusal:
        merge(source, target)

    assert refusal.value.messages == [
        "Two rows of “organisation” would become the same. Decide between them first."
    ]
    assert everything() == before


def test_retiring_keeps_the_term_on_its_pages_and_offers_it_no_longer(pages):
    term = TermFactory()
    link = PageTerm.objects.create(page=pages[0], term=term)

    retire_term(term=term)
    retire_term(term=term)

    assert PageTerm.objects.get().pk == link.pk
    assert not Term.objects.offered().exists()


@pytest.mark.parametrize("use", ["page", "link", "narrower", "organisation", "merged"])
def test_a_used_term_is_never_deleted(use, pages):
    term = TermFactory(country=True)
    if use == "page":
        PageTerm.objects.create(page=pages[0], term=term)
    elif use == "link":
        TermMapping.objects.create(source=TermFactory(), target=term)
    elif use == "narrower":
        TermFactory(place=True, parent=term)
    elif use == "organisation":
        OrganisationFactory(country=term)
    else:
        TermFactory(country=True, merged_into=term, is_retired=True)
    before = everything()

    with pytest.raises(ProtectedError):
        term.delete()

    assert everything() == before


def break_saving_of(monkeypatch, model):
    """Stand in for a table of another app in which a term may stand only once."""

    def save(self, *args, **kwargs):
        raise IntegrityError

    monkeypatch.setattr(model, "save", save)


def group_built_from(term: Term) -> Group:
    group = Group.objects.create(translation_key=uuid4(), type="report", is_dirty=False)
    Dependency.objects.create(group=group, kind="term", key=str(term.pk))
    return group


def everything() -> list[list[dict[str, object]]]:
    tables = (Term, TermLabel, TermMapping, PageTerm, Organisation)
    return [list(model.objects.order_by("pk").values()) for model in tables]
