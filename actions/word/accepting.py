"""From an uploaded form into a draft: shown beside what is there, taken where somebody says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actions.answers import Answers
from actions.models import Draft, Note, WordUpload
from actions.options import shown_answers
from actions.permissions import WRITE, draft_for
from actions.questions import Question, questions
from actions.services.drafts import Locked, Saved, known_of, save_draft, stored
from actions.services.records import record
from actions.states import WRITABLE

from .build import build_form
from .read import read_form

KEPT_FOR = timedelta(days=30)
#: Leaves room for the heading in what a note holds.
NOTE_LENGTH = 4800


@dataclass(frozen=True)
class Row:
    """One question of which a form says something else than the draft, both in words."""

    question: Question
    current: str
    offered: str
    is_new: bool


def form_for(user: Any, draft_key: Any, locale: str) -> bytes:
    """Make the form of a draft; of the personal answers it holds only those of who asks."""
    draft = draft_for(user, draft_key, WRITE)
    answers = dict(draft.answers)
    if answers.get("submitter_email") != user.email:
        personal = {key for key, question in questions().items() if question.is_personal}
        known = known_of(user, draft.organisation)
        answers = {key: value for key, value in answers.items() if key not in personal}
        answers |= {key: value for key, value in known.items() if key in personal}
    return build_form(locale, answers, draft.organisation.name)


def take_upload(user: Any, draft_key: Any, data: bytes) -> WordUpload:
    """Read a form for a draft and keep what it says for a decision; the draft stays as it is.

    Raises `Locked` for a draft that was sent, `FormProblem` for a file that is no form.
    """
    draft = draft_for(user, draft_key, WRITE)
    if draft.state not in WRITABLE:
        raise Locked
    form = read_form(data)
    with transaction.atomic():
        # A newer form of the same person takes the place of the one they have not decided on.
        draft.word_uploads.filter(uploaded_by=user).delete()
        return WordUpload.objects.create(
            draft=draft,
            uploaded_by=user,
            offered=form.answers,
            unrecognised=form.unrecognised,
            warnings=form.warnings,
            version=form.version,
        )


def upload_for(user: Any, draft_key: Any, key: Any) -> WordUpload:
    """Find a form that this person uploaded for a draft in which they may write."""
    draft = draft_for(user, draft_key, WRITE)
    upload: WordUpload = draft.word_uploads.get(key=key, uploaded_by=user)
    return upload


def compare(draft: Draft, offered: Answers) -> list[Row]:
    """Return the questions of which a form says something else, in the order of the questions."""
    current = {key: stored(draft, key) for key in questions() if key in offered}
    current = {
        key: value
        for key, value in current.items()
        if comparable_value(value) != comparable_value(offered[key])
    }
    words, offer = in_words(current), in_words({key: offered[key] for key in current})
    return [
        Row(questions()[key], words[key], offer[key], is_new=not value)
        for key, value in current.items()
    ]


def comparable_value(value: Any) -> Any:
    """Return a value without the order of codes, which says nothing."""
    is_codes = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return sorted(value) if is_codes else value


def in_words(answers: Answers) -> dict[str, str]:
    """Say answers in the active language; nothing for none."""
    shown = {
        one.key: "\n".join(words) for one, words in shown_answers(answers, get_language() or "")
    }
    unticked = {key: _("No") for key, value in answers.items() if value is False}
    return dict.fromkeys(answers, "") | unticked | shown


def accept_upload(user: Any, upload: WordUpload, keys: Iterable[str], version: int) -> Saved:
    """Take the chosen answers as anything that is typed, keep the other text as notes.

    The form is forgotten.
    What somebody changed in between is not taken: of the form, that much is still to decide on.
    """
    with transaction.atomic():
        changes = {key: upload.offered[key] for key in keys if key in upload.offered}
        saved = save_draft(user, upload.draft.key, changes=changes, version=version)
        left = {key: upload.offered[key] for key in saved.conflicts}
        mine = WordUpload.objects.filter(pk=upload.pk)
        # Of the same choice sent twice, one request finds the form; the notes are written once.
        found = mine.update(offered=left, unrecognised=[]) if left else mine.delete()[0]
        if found:
            keep_as_notes(user, upload)
            record("word_form_taken", by=user, draft=upload.draft, version=saved.draft.version)
    return saved


def keep_as_notes(user: Any, upload: WordUpload) -> None:
    """Write down the text that answers no question, in as many notes as it takes."""
    text = "\n\n".join(upload.unrecognised)
    heading = _("From the Word form, text that belongs to no question:")
    Note.objects.bulk_create(
        Note(
            draft=upload.draft,
            text=f"{heading}\n\n{text[start : start + NOTE_LENGTH]}",
            written_by=user,
        )
        for start in range(0, len(text), NOTE_LENGTH)
    )


def forget_uploads() -> int:
    """Delete the forms on which nobody decided in time."""
    old = WordUpload.objects.filter(created_at__lt=timezone.now() - KEPT_FOR)
    return int(old.delete()[0])
