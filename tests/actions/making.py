"""Actions for tests: a repository below the home page, and actions with words and facts."""

from typing import Any

from actions.models import Action, ActionRepository
from hub.organisations.models import Organisation
from hub.pages.models import Contribution, PageTerm
from hub.terms.models import Term
from tests.factories.hub import TermFactory
from tests.site import add


def make_repository(home: Any) -> Any:
    page = ActionRepository(title="Actions", slug="actions", show_in_menus=True)
    return add(home, page)


def add_action(
    repository: Any,
    title: str,
    *,
    leads: tuple[Organisation, ...] = (),
    partners: tuple[Organisation, ...] = (),
    terms: tuple[Term, ...] = (),
    **fields: Any,
) -> Any:
    fields["hub_contributions"] = [
        Contribution(organisation=organisation, role=role, sort_order=place)
        for place, (role, organisation) in enumerate(
            [*(("lead", one) for one in leads), *(("partner", one) for one in partners)]
        )
    ]
    fields["hub_terms"] = [PageTerm(term=term) for term in terms]
    return add(repository, Action(title=title, **fields))


def objective(number: int, **labels: str) -> Term:
    return TermFactory(
        vocabulary="priority_objectives",
        code=f"po-{number}",
        order=number,
        data={"number": number},
        labels=labels or {"en": f"Priority {number}"},
    )
