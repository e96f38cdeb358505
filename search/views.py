"""The search page: the same answer as the API's, for people."""

from dataclasses import replace
from time import monotonic

from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hub.accounts.identity import sender_of
from hub.catalogue.schedule import run_due
from hub.counting import count
from hub.errors import CursorExpired
from hub.localization.languages import active_locale
from hub.pages.framing import entries_here, languages_of, show_public
from hub.pages.roots import base_url
from hub.statements import bounded_statements, is_canceled

from . import services
from .addresses import Asked, read_address
from .answers import SearchAnswer
from .api_query import api_query
from .engines.base import EngineAway
from .facets import FacetName
from .presenting import address_of, present
from .questions import Question

#: The facets that are always offered; others are shown where an address chooses in them.
OFFERED = (
    FacetName.TYPE,
    FacetName.TOPIC,
    FacetName.PRIORITY_OBJECTIVE,
    FacetName.NETWORK,
    FacetName.COUNTRY,
    FacetName.YEAR,
    FacetName.ASSET_LANGUAGE,
)
#: After so long the database gives up on a statement, as for a query of the API.
SECONDS = 5.0
#: So many questions of one sender are answered in a minute: a class behind one address, no machine.
MOST_A_MINUTE = 120


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Answer the question in an address, for everyone alike."""
    run_due()
    asked, problem, status = read_safely(request.GET)
    question = asked.question(
        locale=active_locale(),
        now=timezone.now(),
        facets=dict.fromkeys((*OFFERED, *asked.facets)),
    )
    answer = None
    if not problem:
        answer, problem, status = answer_safely(request, question)
    title, same_question = _("Search"), address_of(asked.with_())
    comes_again = status in (429, 503)
    context = {
        "title": f"{question.text} · {title}" if question.text else title,
        "path": address_of(Asked()),
        "canonical": base_url() + address_of(replace(asked, back=())),
        "alternates": (),
        "is_indexed": False,
        "languages": languages_of(request, asked.with_().query()),
        "asked": asked,
        "problem": problem,
        "comes_again": comes_again,
        "start_again": same_question if asked.after else "",
        "api": api_query(question),
    }
    if answer is not None:
        context |= present(asked, question, answer)
    response = show_public(request, "search/search.html", context, entries_here(), status=status)
    if comes_again:
        response["Retry-After"] = "60"
    return response


def read_safely(parameters: QueryDict) -> tuple[Asked, str, int]:
    """Return what is asked, or what is wrong with it in words and its status."""
    try:
        return read_address(parameters), "", 200
    except ValidationError as refused:
        return Asked(), " ".join(refused.messages), 400


def answer_safely(request: HttpRequest, question: Question) -> tuple[SearchAnswer | None, str, int]:
    """Return the answer, or why there is none in words and the status that says the same."""
    if count(f"search.{sender_of(request)}", seconds=60) > MOST_A_MINUTE:
        text = _("That was more questions than we answer in a row. Please try again in a minute.")
        return None, text, 429
    try:
        with bounded_statements(monotonic() + SECONDS):
            return services.search(question), "", 200
    except ValidationError as refused:
        if "after" in refused.message_dict:  # readers know no cursors
            text = _("This address leads nowhere in the list. Please start at its beginning.")
            return None, text, 400
        return None, " ".join(refused.messages), 400
    except CursorExpired:
        return None, _("The list has changed since. Please start at its beginning."), 410
    except EngineAway:
        pass
    except OperationalError as error:
        if not is_canceled(error):
            raise
    return None, _("Search does not answer just now. Please try again in a minute."), 503
