"""Saving answers as they are typed, in six queries at most."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from actions.forms import mark_of
from actions.models import Draft
from actions.questions import questions
from actions.services.drafts import Locked, Saved, check_draft, save_draft, stored

from .drafts import about
from .writing import said_locked, said_saved

#: More than all answers at their longest.
MOST_BYTES = 1_000_000


@never_cache
@require_POST
def save(request: HttpRequest, key: Any) -> HttpResponse:
    """Save some answers that were sent as JSON: `{"version": 3, "changes": {…}}`.

    What can be kept is saved, and the answer tells by question why the others cannot. Six queries
    at most: session, person, draft, update, one to check the answers, and what was sent before.
    """
    if not request.user.is_authenticated:
        return refuse(401, _("You are no longer logged in. What you wrote is kept here."))
    try:
        version, changes = read_save(request)
        saved = save_draft(request.user, key, changes=changes, version=version)
    except Draft.DoesNotExist:
        return refuse(404, _("There is no such action for this account."))
    except PermissionDenied:
        return refuse(403, _("You can read this action, but not write in it."))
    except Locked:
        return refuse(409, said_locked())
    except RequestDataTooBig:
        return refuse(413, _("This text is too long to be kept. Please shorten it."))
    except ValidationError as refused:
        return refuse(400, " ".join(refused.messages))
    return JsonResponse(answer_to(saved, changes, version))


def read_save(request: HttpRequest) -> tuple[int, dict[str, Any]]:
    unclear = ValidationError(_("The form is not complete. Please load the page again."))
    if len(request.body) > MOST_BYTES:
        raise RequestDataTooBig
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError):
        raise unclear from None
    if not isinstance(sent, dict) or not isinstance(sent.get("changes"), dict):
        raise unclear
    if not isinstance(sent.get("version"), int) or isinstance(sent["version"], bool):
        raise unclear
    return sent["version"], sent["changes"]


def refuse(status: int, text: str) -> JsonResponse:
    return JsonResponse({"said": text}, status=status)


def answer_to(saved: Saved, changes: dict[str, Any], version: int) -> dict[str, Any]:
    """Tell what was saved, and what others changed meanwhile, so that a page can take it over."""
    draft = saved.draft
    check = check_draft(draft)
    problems = check.by_field()
    kept = changes.keys() - saved.refused.keys()
    theirs = {
        name: draft.answers[name]
        for name, changed in draft.changed_at.items()
        if changed > version and name not in changes and name in questions()
    }
    return {
        "version": draft.version,
        "said": said_saved(),
        "conflicts": saved.conflicts,
        "refused": {name: error.messages for name, error in saved.refused.items()},
        "theirs": theirs,
        "seen": {name: mark_of(stored(draft, name)) for name in {*kept, *theirs}},
        "problems": {name: problems.get(name, []) if changes[name] else [] for name in kept},
        "aside": render_to_string("actions/draft_aside.html", about(draft, check)),
    }
