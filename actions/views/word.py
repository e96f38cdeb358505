"""The Word form in the portal: take it home, bring it back, choose what is taken from it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from actions.models import WordUpload
from actions.permissions import WRITE, draft_for
from actions.questions import VERSION, WRITTEN_LOCALES
from actions.services.drafts import Locked
from actions.states import WRITABLE
from actions.word.accepting import accept_upload, compare, form_for, take_upload, upload_for
from actions.word.build import build_form
from actions.word.opening import MOST_BYTES, FormProblem
from hub.accounts.doors import too_many_requests
from hub.counting import count
from hub.localization.languages import language_name
from hub.media.file_types import DOCUMENT_TYPES
from hub.pages.downloads import download
from hub.pages.framing import for_people, show

#: Seconds for which a blank form is kept: terms change seldom, and making it takes a while.
KEPT_FOR = 600
#: How many forms one person may have read in an hour.
MOST_AN_HOUR = 60


def form_languages() -> list[tuple[str, str]]:
    """Name the languages of the form, each in itself."""
    return [(code, language_name(code, code)) for code in WRITTEN_LOCALES]


@require_safe
def blank_form(request: HttpRequest, language: str) -> HttpResponse:
    """Give everybody a blank form; no account is needed."""
    if language not in WRITTEN_LOCALES:
        raise Http404
    name = f"actions:word-form:{VERSION}:{language}"
    data = cache.get_or_set(name, lambda: build_form(language), KEPT_FOR)
    return as_file(data, f"action-form-{language}.docx")


@require_safe
@for_people
def form_of_draft(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give the form with what the draft says, in the language asked for or its own."""
    locale = request.GET.get("language") or draft_for(request.user, key, WRITE).locale
    locale = locale if locale in WRITTEN_LOCALES else WRITTEN_LOCALES[0]
    return as_file(form_for(request.user, key, locale), f"action-{key}-{locale}.docx")


@require_http_methods(["GET", "HEAD", "POST"])
@for_people
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


@require_http_methods(["GET", "HEAD", "POST"])
@for_people
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
