"""The questions of a section as its page shows them: field, guidance, problems, the other text."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actions.answers import Answers, Check, figure_in_words
from actions.enums import ReviewState
from actions.forms import SectionForm
from actions.models import Draft
from actions.options import PROPOSED, priority_pages, proposals
from hub.terms.enums import Vocabulary


def rows_of(
    form: SectionForm, draft: Draft, check: Check, conflicts: Answers, *, is_strict: bool
) -> list[dict[str, Any]]:
    """Put each question together with its field, what is said about it, and the other text."""
    problems = check.by_field()
    advice = {one.field: one.message for one in check.advice}
    pages, proposed = {}, {}
    if Vocabulary.PRIORITY_OBJECTIVES in form.questions:
        pages = priority_pages(get_language() or "")
        proposed = proposals(draft.answers.get(Vocabulary.PRIORITY_OBJECTIVES, []))
    asked = asked_of(draft)
    rows = []
    for key, question in form.questions.items():
        given = draft.answers.get(key)
        labels = {option.code: option.label for option in form.options[key]}
        fresh = [code for code in proposed.get(key, ()) if code not in (given or ())]
        rows.append(
            {
                "question": question,
                "field": form[key],
                "kind": question.kind.name,
                "problems": problems.get(key, []) if given or is_strict else [],
                "advice": advice.get(key, ""),
                "is_asked": key in asked,
                "has_conflict": key in conflicts,
                "theirs": in_short(conflicts.get(key), labels),
                "guides": [
                    {"option": option, "path": pages.get(option.code, "")}
                    for option in form.options[key]
                    if option.guidance or pages.get(option.code)
                ],
                "can_propose": key in PROPOSED,
                "proposed": [labels.get(code, code) for code in fresh],
            }
        )
    return rows


def asked_of(draft: Draft) -> list[str]:
    """Return the questions whose answers the secretariat asks to change."""
    if draft.state != ReviewState.CHANGES_REQUESTED:
        return []
    note = draft.notes.filter(is_from_secretariat=True).last()
    return note.fields if note else []


def in_short(value: Any, labels: dict[str, str]) -> str:
    """Put the text of the other person into one string."""
    if isinstance(value, bool):
        return _("ticked") if value else _("not ticked")
    if isinstance(value, list):
        return "\n".join(in_line(one, labels) for one in value)
    return labels.get(value or "", value or "")


def in_line(value: Any, labels: dict[str, str]) -> str:
    """Name a code, or put the parts of a figure in a row."""
    if isinstance(value, dict):
        return figure_in_words(value)
    return labels.get(str(value), str(value))
