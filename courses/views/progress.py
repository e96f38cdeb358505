"""What somebody has done: sent by the script or the form of a lesson, and shown to them alone."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import RequestDataTooBig, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from courses.learning import begun_courses, finished_lessons
from courses.services import forget_learning, note_lessons
from hub.accounts.identity import person_of
from hub.errors import NotSignedIn
from hub.machine_readers.answers import entry_or_404
from hub.pages.framing import entries_here, for_people, show
from hub.pages.links import address

#: Lessons that are told at once; a course has some dozens.
MOST_CHANGES = 500


# Lessons have no token of a form, so that they are the same for everybody. What a page of another
# site sends counts as sent by nobody, here as in the API.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: HttpRequest) -> JsonResponse:
    """Tell the script of a lesson what is done, after it has told what was done since."""
    try:
        person = person_of(request)
        if request.method == "POST":
            if person is None:
                raise NotSignedIn(_("You are not signed in."))
            note_lessons(person, changes_in(request))
    except NotSignedIn as refused:
        return JsonResponse({"said": str(refused)}, status=401)
    except ValidationError as refused:
        return JsonResponse({"said": " ".join(refused.messages)}, status=400)
    return JsonResponse(
        {
            "account": mark_of(person) if person else None,
            "done": list(finished_lessons(person)) if person else [],
        }
    )


def mark_of(person: Any) -> str:
    """Let a browser tell accounts apart without naming anybody."""
    return salted_hmac("courses.progress", str(person.pk)).hexdigest()[:16]


def changes_in(request: HttpRequest) -> dict[UUID, bool]:
    """Read `{"changes": {"<lesson>": true}}`, which no form of another site can send."""
    unclear = ValidationError(_("This was not understood. Please load the page again."))
    try:
        sent = json.loads(request.body) if request.content_type == "application/json" else {}
        changes = {UUID(key): is_done for key, is_done in sent["changes"].items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, RequestDataTooBig):
        raise unclear from None
    if len(changes) > MOST_CHANGES or not all(isinstance(done, bool) for done in changes.values()):
        raise unclear
    return changes


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def done(request: HttpRequest, key: UUID) -> HttpResponse:
    """Note a lesson without a script; who has no account is told what that would be good for."""
    lesson = entry_or_404(key, type="lesson")
    if request.method != "POST":
        return HttpResponseRedirect(address(lesson))
    try:
        person = person_of(request)
    except NotSignedIn:
        person = None
    if person is None:
        context = {"title": _("Keep what you have done"), "lesson": lesson}
        return show(request, "courses/no_account.html", context | {"path": address(lesson)})
    note_lessons(person, {key: True})
    messages.success(request, _("“%(title)s” is done.") % {"title": lesson.title})
    return redirect("learning_mine")


@for_people("GET", "HEAD")
def mine(request: HttpRequest) -> HttpResponse:
    """Show how far somebody is in each course, and where they go on."""
    index = entries_here().filter(type="course_index").first()
    context = {
        "title": _("My learning"),
        "courses": begun_courses(request.user),
        "index_path": address(index) if index else "",
    }
    return show(request, "courses/mine.html", context)


@for_people("POST")
def forget(request: HttpRequest) -> HttpResponse:
    forget_learning(request.user)
    messages.success(request, _("Your learning is forgotten."))
    return redirect("learning_mine")
