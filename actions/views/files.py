"""Adding, giving out and taking away the private files of an action."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from actions.models import Draft
from actions.permissions import WRITE, draft_for
from actions.questions import Section
from actions.services.drafts import Locked
from actions.services.files import add_file, delete_file, file_for
from hub.pages.downloads import download_stored
from hub.pages.framing import for_people, told

from .drafts import section_path
from .writing import refuse_locked


@for_people
@require_POST
def upload_file(request: HttpRequest, key: Any) -> HttpResponse:
    draft = draft_for(request.user, key, WRITE)
    upload = request.FILES.get("file")
    done = _("The file was added. Until the action is published, only you and we see it.")
    try:
        with told(request, done):
            if upload is None:
                raise ValidationError(_("Please choose a file first."))
            add_file(
                request.user,
                key,
                upload=upload,
                description=request.POST.get("description", ""),
                credit=request.POST.get("credit", ""),
                has_consent="has_consent" in request.POST,
                may_be_published="may_be_published" in request.POST,
            )
    except Locked:
        return refuse_locked(request, draft)
    return to_files(draft)


@for_people
@require_GET
def download_file(request: HttpRequest, key: Any, file: Any) -> Any:
    found = file_for(request.user, key, file)
    return download_stored(found.file, name=found.name, media_type=found.media_type)


@for_people
@require_POST
def remove_file(request: HttpRequest, key: Any, file: Any) -> HttpResponse:
    draft = draft_for(request.user, key, WRITE)
    try:
        delete_file(request.user, key, file)
    except Locked:
        return refuse_locked(request, draft)
    messages.success(request, _("The file was deleted."))
    return to_files(draft)


def to_files(draft: Draft) -> HttpResponse:
    return redirect(f"{section_path(draft, Section.RESULTS)}#files")
