"""Child rows of a page that an editor ticks: its terms, by vocabulary, and its networks."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from hub.networks.models import Network
from hub.terms.enums import Vocabulary
from hub.terms.models import Term

NETWORKS = "networks"
#: More options than this are folded away until the editor wants to change them.
FOLDED_FROM = 12


def terms_field(vocabulary: str) -> str:
    """Name the form field for the terms of a vocabulary."""
    return f"terms_{vocabulary}"


@dataclass(frozen=True)
class Offer:
    """What can be ticked in one field, and which child rows of the page the ticks stand for."""

    relation: str
    column: str
    names: dict[int, str]

    def rows(self, page: Page) -> list[Any]:
        rows = getattr(page, self.relation).all()
        return [row for row in rows if getattr(row, self.column) in self.names]

    def chosen(self, page: Page) -> list[int]:
        """Find what the page has of this, in the order in which it is offered."""
        present = {getattr(row, self.column) for row in self.rows(page)}
        return [key for key in self.names if key in present]

    def chosen_names(self, page: Page) -> list[str]:
        return [self.names[key] for key in self.chosen(page)]

    def write(self, page: Page, keys: Iterable[int]) -> None:
        """Make the page's rows agree with the ticks, in memory; a row that stays keeps its key."""
        manager = getattr(page, self.relation)
        wanted = list(keys)
        others = [row for row in manager.all() if getattr(row, self.column) not in self.names]
        kept = [row for row in self.rows(page) if getattr(row, self.column) in wanted]
        known = {getattr(row, self.column) for row in kept}
        added = [manager.model(**{self.column: key}) for key in wanted if key not in known]
        manager.set([*others, *kept, *added])


class Offers:
    """The offers of one form or comparison; all terms are read together, when first asked for."""

    def __init__(self, vocabularies: Iterable[str], *pages: Page) -> None:
        self.vocabularies = list(vocabularies)
        self.pages = pages

    def __getitem__(self, field: str) -> Offer:
        if field == NETWORKS:
            names = {network.pk: str(network) for network in self.networks}
            return Offer("hub_networks", "network_id", names)
        names = {
            term.pk: name_of(term) for term in self.terms if terms_field(term.vocabulary) == field
        }
        return Offer("hub_terms", "term_id", names)

    @cached_property
    def networks(self) -> list[Network]:
        return list(Network.objects.prefetch_related("labels"))

    @cached_property
    def terms(self) -> list[Term]:
        """Read what is still offered, and what the pages have though it is offered no more."""
        present = {row.term_id for page in self.pages for row in page.hub_terms.all()}
        terms = Term.objects.in_vocabulary(*self.vocabularies)
        offered = terms.offered() | terms.filter(pk__in=present)
        return list(offered.order_by("order", "code").with_labels())


def name_of(term: Term) -> str:
    name = term.label_in(get_language() or "en")
    if term.vocabulary == Vocabulary.PLACES and term.parent is not None:
        name = f"{name} ({term.parent})"
    return _("%(name)s (retired)") % {"name": name} if term.is_retired else name


class Checklist(forms.CheckboxSelectMultiple):
    """Checkboxes; a long list is folded, says what is ticked in it and can be searched."""

    template_name = "hub/admin/checklist.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        groups = [options for _name, options, _index in context["widget"]["optgroups"]]
        options = list(chain.from_iterable(groups))
        context["ticked"] = [option["label"] for option in options if option["selected"]]
        context["is_folded"] = len(options) > FOLDED_FROM
        return context

    class Media:
        js = ["hub/admin/checklist.js"]


class ChecklistField(forms.TypedMultipleChoiceField):
    """A field for one offer; the value is a list of keys."""

    def __init__(self, offer: Offer, **kwargs: Any) -> None:
        super().__init__(
            coerce=int,
            choices=list(offer.names.items()),
            required=False,
            widget=Checklist,
            **kwargs,
        )
