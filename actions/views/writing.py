"""Writing an action: a page for each section, saved as it is typed or with a button."""

from functools import wraps
from time import time
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from actions.answers import Answers
from actions.forms import SectionForm, StartForm, seen_marks
from actions.limits import is_too_often
from actions.models import Draft, Membership
from actions.options import PROPOSED, proposals
from actions.permissions import WRITE, draft_for
from actions.questions import ASKED, Section
from actions.services.drafts import Locked, check_draft, save_draft, start_draft, stored
from actions.states import WRITABLE
from actions.word.wording import form_languages
from hub.pages.framing import View, for_people, show
from hub.terms.enums import Vocabulary

from .drafts import about, co_leads_of, missing_in, rows_of, section_path, show_sent, steps_open

SECTIONS = list(Section)
#: What the button says that adds the proposals to what is saved.
PROPOSE = "propose"
#: What is kept of what somebody typed when their session had ended, until they log in.
NAME, SECONDS, MOST_CHARACTERS = "actions.typed", 3600, 100_000


def keep_typed(view: View) -> View:
    """Keep what a form without JavaScript sends after the end of the session, for an hour.

    It lies in the new session, which only that browser has; nothing of it is saved by itself.
    """

    @wraps(view)
    def kept(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            typed = request.POST.copy()
            typed.pop("csrfmiddlewaretoken", None)
            text = typed.urlencode()
            if len(text) <= MOST_CHARACTERS and not is_too_often(request, "typed"):
                request.session[NAME] = [request.path, text, time() + SECONDS]
                request.session.set_expiry(SECONDS)
        return view(request, *args, **kwargs)

    return kept


def take_typed(request: HttpRequest) -> QueryDict | None:
    """Return what was typed on this page before the log-in, once."""
    path, text, until = request.session.get(NAME) or ("", "", 0)
    if path != request.path:
        return None
    del request.session[NAME]
    if request.session.get("_session_expiry") == SECONDS:  # nothing was chosen at the log-in
        request.session.set_expiry(None)
    return QueryDict(text) if time() < until else None


@require_GET
@never_cache
def ready_page(request: HttpRequest) -> HttpResponse:
    """List what to have at hand, for everybody."""
    sections = [{"label": one.label, "questions": ASKED[one]} for one in Section]
    context = {
        "title": _("What to have ready"),
        "sections": sections,
        "languages_of_form": form_languages(),
    }
    return show(request, "actions/draft_ready.html", context)


@for_people("GET")
def list_page(request: HttpRequest) -> HttpResponse:
    """List the actions of all organisations of a person."""
    memberships = Membership.objects.of(request.user)
    context = {
        "title": _("Our actions"),
        "drafts": Draft.objects.of(request.user).select_related("organisation"),
        "may_write": memberships.filter(role__in=WRITE).exists(),
    }
    return show(request, "actions/draft_list.html", context)


@for_people("GET", "POST")
def start_page(request: HttpRequest) -> HttpResponse:
    """Begin an action: for whom, in which language, and from which earlier one."""
    form = StartForm(request.POST or None, user=request.user, language=get_language() or "")
    if request.method == "POST" and form.is_valid():
        try:
            draft = start_draft(request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return redirect(section_path(draft, SECTIONS[0]))
    fields: Any = form.fields
    if not fields["organisation"].queryset.exists():  # there they register one, or ask for access
        return redirect("joining_home")
    context = {"title": _("A new action"), "form": form}
    return show(request, "actions/draft_start.html", context, status=400 if form.errors else 200)


@for_people("GET")
def overview_page(request: HttpRequest, key: Any) -> HttpResponse:
    """Show how far an action is and what is missing; what was sent is only read."""
    draft = draft_for(request.user, key)
    if draft.state not in WRITABLE or getattr(draft, "role", None) not in WRITE:
        return show_sent(request, draft)
    check = check_draft(draft)
    context = {
        **about(draft, check),
        **steps_open(draft),
        "missing": missing_in(draft, check),
        "advice": check.advice,
        "notes": draft.notes.all(),
        "co_leads": co_leads_of(request.user, draft),
    }
    return show(request, "actions/draft_overview.html", context)


@keep_typed
@for_people("GET", "POST")
def section_page(request: HttpRequest, key: Any, section: str) -> HttpResponse:
    """Ask the questions of one section, and save the answers, whatever they are."""
    if section not in Section.values:
        raise Http404
    draft = draft_for(request.user, key, WRITE)
    if draft.state not in WRITABLE:
        return refuse_locked(request, draft)
    if request.method == "POST":
        return save_section(request, draft, Section(section))
    if (typed := take_typed(request)) is not None:
        messages.warning(request, _("You are logged in again. Please save what you typed."))
    form = form_for(draft, Section(section), typed)
    return show_section(request, draft, Section(section), form)


def form_for(draft: Draft, section: Section, data: Any = None) -> SectionForm:
    return SectionForm(
        section,
        locale=get_language() or "",
        answers=draft.answers,
        organisation=draft.organisation,
        data=data,
    )


def save_section(request: HttpRequest, draft: Draft, section: Section) -> HttpResponse:
    form = form_for(draft, section, request.POST)
    try:
        changes = form.changes()
        changes, undecided = sort_out(changes, request.POST)
        saved = save_draft(
            request.user, draft.key, changes=changes, version=version_of(request.POST)
        )
    except Locked:
        return refuse_locked(request, draft)
    except ValidationError as refused:
        said = refused.messages
        return show_section(request, draft, section, form, status=400, refused=said)
    conflicts = saved.conflicts | {key: stored(saved.draft, key) for key in undecided}
    if conflicts or saved.refused:
        status = 409 if conflicts else 400
        return show_section(
            request,
            saved.draft,
            section,
            form,
            status=status,
            conflicts=conflicts,
            not_kept={key: error.messages for key, error in saved.refused.items()},
        )
    go = request.POST.get("go", "")
    if go == PROPOSE:
        add_proposals(request.user, saved.draft)
    messages.success(request, said_saved())
    return redirect(next_path(go, draft, section))


def sort_out(changes: Answers, data: Any) -> tuple[Answers, list[str]]:
    """Take what a person decided about each conflict; without a decision nothing is saved of it."""
    chosen = {key: data.get(f"choice-{key}", "") for key in data.getlist("conflict")}
    undecided = [key for key, choice in chosen.items() if not choice and key in changes]
    kept = {key: value for key, value in changes.items() if chosen.get(key, "mine") == "mine"}
    return kept, undecided


def version_of(data: Any) -> int:
    """Read the version of the copy that somebody worked on."""
    try:
        return int(data.get("version"))
    except (TypeError, ValueError):
        message = _("The form is not complete. Please load the page again.")
        raise ValidationError({"version": message}) from None


def next_path(go: str, draft: Draft, section: Section) -> str:
    place = SECTIONS.index(section)
    if go == "back" and place > 0:
        return section_path(draft, SECTIONS[place - 1])
    if go == "next" and place + 1 < len(SECTIONS):
        return section_path(draft, SECTIONS[place + 1])
    if go in ("back", "next", "overview"):
        return reverse("action_overview", args=[draft.key])
    place_in_page = f"#field-{PROPOSED[0]}" if go == PROPOSE else ""
    return section_path(draft, section) + place_in_page


def refuse_locked(request: HttpRequest, draft: Draft) -> HttpResponse:
    messages.error(request, said_locked())
    return redirect("action_overview", key=draft.key)


def said_saved() -> str:
    return _("Saved at %(time)s.") % {"time": time_format(timezone.localtime(), "H:i")}


def said_locked() -> str:
    return _("This action was sent, so it cannot be changed here. You can ask for a correction.")


def show_section(
    request: HttpRequest,
    draft: Draft,
    section: Section,
    form: SectionForm,
    *,
    status: int = 200,
    conflicts: Answers | None = None,
    refused: list[str] | None = None,
    not_kept: dict[str, list[str]] | None = None,
) -> HttpResponse:
    check, is_from_before = check_draft(draft), form.is_bound and request.method == "GET"
    rows = rows_of(form, draft, check, conflicts or {}, is_strict="missing" in request.GET)
    for row in rows:
        row["problems"] = (not_kept or {}).get(row["question"].key) or row["problems"]
    context = {
        **about(draft, check, current=section),
        "section": section,
        "form": form,
        "rows": rows,
        "conflicts": conflicts,
        "refused": refused,
        "not_kept": [row for row in rows if row["question"].key in (not_kept or {})],
        # With what was typed before a log-in comes the version of which it is a change.
        "seen": form.data.get("seen") if is_from_before else seen_marks(draft.answers, section),
        "version": form.data.get("version") if is_from_before else draft.version,
        "number": SECTIONS.index(section) + 1,
        "count": len(SECTIONS),
        "is_last": section == SECTIONS[-1],
        "files": draft.files.all() if section is Section.RESULTS else None,
    }
    return show(request, "actions/draft_section.html", context, status=status)


def add_proposals(user: Any, draft: Draft) -> None:
    """Add what the mapping proposes for the chosen priorities; each can be taken off again."""
    found = proposals(draft.answers.get(Vocabulary.PRIORITY_OBJECTIVES, []))
    changes = {
        str(name): list(dict.fromkeys([*draft.answers.get(name, []), *found[name]]))
        for name in PROPOSED
    }
    save_draft(user, draft.key, changes=changes, version=draft.version)
