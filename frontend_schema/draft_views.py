"""The API's answer about the page that is being edited, for its editor."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from hub.declarations import page_type_of
from hub.pages.edit_views import draft_for

from .drafts import answer_for_draft


def api_answer_view(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the API's answer about a draft to somebody who may edit it."""
    draft = draft_for(request, page_id)
    if page_type_of(type(draft)) is None:
        raise Http404
    document, result = answer_for_draft(draft)
    answer: dict[str, Any] = {"data": result.data}
    if result.errors:
        answer["errors"] = [error.formatted for error in result.errors]
    text = json.dumps(answer, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    context = {"document": document, "answer": text}
    return TemplateResponse(request, "frontend_schema/api_answer.html", context)
