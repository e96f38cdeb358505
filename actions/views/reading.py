"""Reading what was sent: its answers, what became of it, and the talk with the secretariat."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from actions.enums import ListingState, ReviewState
from actions.models import Draft
from actions.options import shown_answers
from actions.questions import Section
from actions.services.following import day_of
from hub import days
from hub.pages.framing import show

from .co_leading import co_leads_of
from .drafts import about, steps_open

#: What of its listings a city follows; what is before that is the secretariat's own.
HANDED_IN = (
    ListingState.SENT,
    ListingState.RECEIVED,
    ListingState.PUBLISHED,
    ListingState.TO_TAKE_DOWN,
)


def show_sent(
    request: HttpRequest,
    draft: Draft,
    *,
    may_write: bool,
    said: str = "",
    typed: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show an action to those who may only read it, in its state."""
    is_followed = may_write and draft.state == ReviewState.PUBLISHED
    context = {
        **about(draft),
        **steps_open(draft),
        "answers": answers_by_section(draft),
        "submissions": draft.submissions.all(),
        "notes": draft.notes.all(),
        "files": draft.files.all(),
        "may_write": may_write,
        "said": said,
        "reports": draft.reports.all(),
        "listings": draft.listings.filter(state__in=HANDED_IN),
        "can_follow": is_followed,
        "last_day": day_of(draft, "ends_on") if is_followed and draft.page else None,
        "typed": typed,
        "today": days.today(),
        "co_leads": co_leads_of(request.user, draft),
    }
    return show(request, "actions/draft_sent.html", context, status=status)


def answers_by_section(draft: Draft) -> list[tuple[str, list[tuple[object, list[str]]]]]:
    """Return what was answered, in words of the reader's language."""
    found: dict[Section, list[tuple[object, list[str]]]] = {}
    for question, words in shown_answers(draft.answers, get_language() or ""):
        found.setdefault(question.section, []).append((question, words))
    return [(str(section.label), rows) for section, rows in found.items()]
