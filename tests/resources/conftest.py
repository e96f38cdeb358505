"""Pages of the library that tests of several kinds ask for."""

import pytest

from hub.pages.models import PageTerm
from hub.terms.models import TermMapping
from resources import models
from tests.factories.hub import TermFactory, TermLabelFactory
from tests.site import add, add_report, library


@pytest.fixture
def priority(home, committed):
    """Make the page of a priority objective with its mapping, and a resource that helps."""
    with committed():
        term = TermFactory(vocabulary="priority_objectives", code="po-1", data={"number": 1})
        TermLabelFactory(term=term, label="Governance", guidance="Plans and bodies.")
        goal = TermFactory(
            vocabulary="gcm_objectives", data={"number": 23}, labels={"en": "Partnerships"}
        )
        part = TermFactory(vocabulary="gcr_sections", labels={"en": "Global arrangement"})
        TermMapping.objects.create(source=term, target=goal)
        TermMapping.objects.create(source=term, target=part, printed="17-91", normalized="17-19")
        index = add(home, models.IndexPage(title="Priorities", lists="priorities"))
        add_report(library(home), "Helpful", hub_terms=[PageTerm(term=term)])
        return add(
            index,
            models.PriorityObjectivePage(
                title="Better governance",
                term=term,
                example="São Paulo wrote a plan.",
                hub_terms=[PageTerm(term=term)],
            ),
        )
