"""The private files of an action, and its Word form.

The form is taken home and brought back; then one chooses what is taken from it.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actions.models import Draft, WordUpload
from actions.permissions import WRITE, draft_for
from actions.questions import VERSION, WRITTEN_LOCALES, Section
from actions.services.drafts import Locked
from actions.services.files import add_file, delete_file, file_for
from actions.states import WRITABLE
from actions.word.accepting import accept_upload, compare, form_for, take_upload, upload_for
from actions.word.build import build_form
from actions.word.opening import MOST_BYTES, FormProblem
from actions.word.wording import form_languages
from hub.accounts.doors import too_many_requests
from hub.counting import count
from hub.media.file_types import DOCUMENT_TYPES
from hub.pages.downloads import download, download_stored
from hub.pages.framing import for_people, show, told

from .drafts import section_path
from .writing import refuse_locked


@for_people("POST")
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


@for_people("GET")
def download_file(request: HttpRequest, key: Any, file: Any) -> Any:
    found = file_for(request.user, key, file)
    return download_stored(found.file, name=found.name, media_type=found.media_type)


@for_people("POST")
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


# The Word form ------------------------------------------------------------------------------------

#: Seconds for which a blank form is kept: terms change seldom, and making it takes a while.
KEPT_FOR = 600
#: How many forms one person may have read in an hour.
MOST_AN_HOUR = 60


@require_safe
def blank_form(request: HttpRequest, language: str) -> HttpResponse:
    """Give everybody a blank form; no account is needed."""
    if language not in WRITTEN_LOCALES:
        raise Http404
    name = f"actions:word-form:{VERSION}:{language}"
    data = cache.get_or_set(name, lambda: build_form(language), KEPT_FOR)
    return as_file(data, f"action-form-{language}.docx")


@for_people("GET", "HEAD")
def form_of_draft(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give the form with what the draft says, in the language asked for or its own."""
    locale = request.GET.get("language") or draft_for(request.user, key, WRITE).locale
    locale = locale if locale in WRITTEN_LOCALES else WRITTEN_LOCALES[0]
    return as_file(form_for(request.user, key, locale), f"action-{key}-{locale}.docx")


@for_people("GET", "HEAD", "POST")
def upload_page(request: HttpRequest, key: UUID) -> HttpResponse:
    """Offer the form in each language, and take it back."""
    draft = draft_for(request.user, key, WRITE)
    problem = "" if draft.state in WRITABLE else locked()
    if request.method == "POST" and is_too_often(request.user.pk):
        return too_many_requests(request)
    if request.method == "POST" and not problem:
        file = request.FILES.get("form")
        try:
            # One byte more than allowed is enough to refuse a file; the rest is not read.
            data = file.read(MOST_BYTES + 1) if file else b""
            upload = take_upload(request.user, key, data)
            return redirect("action_word_compare", key=key, upload=upload.key)
        except FormProblem as refused:
            problem = str(refused) if file else _("Please choose the form on your device.")
        except Locked:
            problem = locked()
    context = {
        "title": _("Word form"),
        "draft": draft,
        "problem": problem,
        "languages_of_form": form_languages(),
        "uploads": draft.word_uploads.filter(uploaded_by=request.user.pk),
    }
    status = 422 if problem and request.method == "POST" else 200
    return show(request, "actions/word_upload.html", context, status=status)


@for_people("GET", "HEAD", "POST")
def compare_page(request: HttpRequest, key: UUID, upload: UUID) -> HttpResponse:
    """Show what a form says beside what is there, and take what is chosen."""
    found = upload_for(request.user, key, upload)
    problem = ""
    if request.method == "POST":
        problem = take(request, found)
        if not problem:
            messages.success(request, _("What you chose is in your draft."))
            return redirect("action_word", key=key)
        found = upload_for(request.user, key, upload)
    context = {
        "title": _("What the form says"),
        "upload": found,
        "draft": found.draft,
        "rows": compare(found.draft, found.offered),
        "problem": problem,
    }
    return show(request, "actions/word_compare.html", context, status=409 if problem else 200)


def take(request: HttpRequest, upload: WordUpload) -> str:
    """Take what is ticked, and say in words what keeps it from being taken."""
    seen = request.POST.get("version", "")[:9]
    version = int(seen) if seen.isdecimal() else 0
    try:
        saved = accept_upload(request.user, upload, request.POST.getlist("take"), version)
    except Locked:
        return locked()
    except ValidationError as error:
        return " ".join(error.messages)
    if saved.conflicts:
        return _("Somebody changed these answers in the meantime. Please choose once more.")
    return ""


def is_too_often(person: Any) -> bool:
    """Count the forms that somebody sends in an hour: each takes a while to read."""
    return count(f"actions:word-uploads:{person}", seconds=3600) > MOST_AN_HOUR


def locked() -> str:
    return _("This action was sent. To change it, please ask the secretariat for a correction.")


def as_file(data: Any, name: str) -> HttpResponse:
    response = download(data, DOCUMENT_TYPES["docx"], name)
    response["X-Robots-Tag"] = "noindex"
    return response
