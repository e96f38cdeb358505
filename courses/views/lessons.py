"""Answers to questionnaires, which are checked and forgotten, and a whole course to print."""

from typing import Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from courses.models import Lesson
from courses.questionnaires import checked_questions, score
from hub.blocks.resolve import finish_body, referenced_groups
from hub.catalogue.models import Entry
from hub.localization.languages import text_direction
from hub.machine_readers.answers import entry_or_404
from hub.pages.framing import error_page
from hub.pages.links import address
from hub.pages.presenting import page_context, surroundings_of
from hub.pages.reading import Reading
from hub.pages.serving import public_entries

#: What thirty questions and their texts can take, generously.
MOST_BYTES = 256 * 1024


# Whoever posts here changes nothing and is not known, so there is nothing to forge; without a
# token, lessons are the same for everybody and can be kept by caches.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show a lesson again with what is to be said of the answers."""
    entry = entry_or_404(key, type="lesson")
    if request.method != "POST":
        return HttpResponseRedirect(address(entry))
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
            raise RequestDataTooBig
        given = request.POST
    except (RequestDataTooBig, TooManyFieldsSent):
        text = _("Your answers are longer than we can take. Please shorten them and send again.")
        return error_page(request, 413, _("That was too much at once"), text)
    reading = Reading(entry=entry, body=with_checks(entry, given))
    context = page_context(reading) | {"is_indexed": False}
    response = HttpResponse(render_to_string("courses/lesson.html", context, request))
    response["Content-Language"] = entry.locale
    return response


def with_checks(entry: Entry, given: QueryDict) -> list[dict[str, Any]]:
    """Return the content of a lesson, with the answers to the questionnaire that was sent."""
    pages = Lesson.objects.filter(
        translation_key=entry.key, locale__language_code=entry.actual_locale, live=True
    )
    page = pages.first()
    asked = {
        str(child.id): child.value
        for child in (page.body if page else ())
        if child.block_type == "questionnaire" and str(child.id) == given.get("questionnaire")
    }
    body = []
    for block in entry.content.body:
        if block["id"] in asked:
            questions = checked_questions(asked[block["id"]], given)
            block = block | {"questions": questions, "is_checked": True, "score": score(questions)}
        body.append(block)
    return body


@require_safe
def printable(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show a whole course on one page, for paper and for places without a network."""
    entry = entry_or_404(key, type="course")
    keys = [row["group"] for row in entry.card["lessons"]]
    rows = public_entries().in_locale(entry.locale).of_pages(keys)
    found = {str(row.key): row for row in rows}
    lessons = [found[key] for key in keys if key in found]
    bodies = [page.content.body for page in (entry, *lessons)]
    reading = Reading(entry=entry, body=[block for body in bodies for block in body])
    links = reading.pages(referenced_groups(reading.body))
    context = surroundings_of(reading) | {
        "entry": entry,
        "summary": entry.card["summary"],
        "blocks": finish_body(entry.content.body, links),
        "lessons": [
            {
                "entry": lesson,
                "direction": text_direction(lesson.actual_locale),
                "blocks": finish_body(lesson.content.body, links),
            }
            for lesson in lessons
        ],
        "is_indexed": False,
    }
    return HttpResponse(render_to_string("courses/print.html", context, request))
