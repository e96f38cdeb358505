"""Questionnaires: what readers may see of a question, and what their answers are worth.

The right answers stay in the page's own stream. Everything public names options by tokens that are
made with the secret key, and what is matched or ordered is shown in the order of those tokens.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import QueryDict
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import StructValue

from .enums import AnswerKind

#: Characters of a free text that are kept on the page; nothing is stored.
LONGEST_TEXT = 2_000
#: What is said of an answer, by its state.
WORDS = {
    "right": gettext_lazy("That is right."),
    "partly": gettext_lazy("Partly right. Have another look."),
    "wrong": gettext_lazy("Not quite. Have another look."),
    "said": gettext_lazy("Thank you. Nobody marks this, and nothing of it is kept."),
    "long": gettext_lazy("This is longer than we can take. A few sentences will do."),
    "empty": gettext_lazy("You have not answered this one yet."),
    "unknown": gettext_lazy(
        "This answer is not one of ours. The questions may have changed since you opened the"
        " page: please answer again."
    ),
}


def token(key: object, part: str) -> str:
    """Return the public name of a part of a question; it gives away neither order nor pairs."""
    return salted_hmac("courses.questionnaires", f"{part}:{key}").hexdigest()[:16]


def children(listed: Any) -> Iterator[tuple[str, StructValue]]:
    """Yield the items of a list block with their ids."""
    for place, child in enumerate(listed.bound_blocks):
        yield str(child.id or place), child.value


def public_questions(value: StructValue) -> list[dict[str, Any]]:
    """Return the questions of a questionnaire as everybody may see them."""
    return [public_question(key, question) for key, question in children(value["questions"])]


def public_question(key: str, question: StructValue) -> dict[str, Any]:
    kind = question["kind"]
    options = [
        {"value": token(option_key, "option"), "text": option["text"]}
        for option_key, option in children(question["options"])
    ]
    if kind == AnswerKind.ORDERING:
        options.sort(key=lambda option: option["value"])
    matches = match_tokens(question) if kind == AnswerKind.MATCHING else {}
    return {
        "name": f"q{token(key, 'question')}",
        "kind": kind,
        "question": question["question"],
        "options": options,
        "matches": [{"value": value, "text": text} for value, text in sorted(matches.items())],
    }


def match_tokens(question: StructValue) -> dict[str, str]:
    """Name what the options are matched with; the same text is offered once."""
    texts: dict[str, str] = {}
    for key, option in children(question["options"]):
        texts.setdefault(option["match"], token(key, "match"))
    return {value: text for text, value in texts.items()}


def checked_questions(value: StructValue, given: QueryDict) -> list[dict[str, Any]]:
    """Return the public questions with what was answered, and what is to be said of it."""
    found = []
    for key, question in children(value["questions"]):
        public = public_question(key, question)
        check = CHECKS[AnswerKind(question["kind"])]
        state, details = check(question, public, given)
        is_done = state in ("right", "said")
        found.append(
            public
            | details
            | {
                "state": state,
                "message": str(WORDS[state]),
                "explanation": question["explanation"] if is_done else "",
            }
        )
    return found


def score(questions: list[dict[str, Any]]) -> str:
    """Say how many of the questions that are marked were answered right."""
    marked = [question for question in questions if question["kind"] != AnswerKind.TEXT]
    right = sum(question["state"] == "right" for question in marked)
    numbers = {"right": right, "all": len(marked)}
    return _("%(right)s of %(all)s right") % numbers if marked else ""


Checked = tuple[str, dict[str, Any]]


def check_choice(question: StructValue, public: dict[str, Any], given: QueryDict) -> Checked:
    chosen = set(given.getlist(public["name"])) - {""}
    known = {token(key, "option"): option for key, option in children(question["options"])}
    right = {value for value, option in known.items() if option["is_correct"]}
    options = [
        option
        | {
            "is_given": option["value"] in chosen,
            "feedback": known[option["value"]]["feedback"] if option["value"] in chosen else "",
        }
        for option in public["options"]
    ]
    is_single = question["kind"] == AnswerKind.ONE
    if not chosen:
        state = "empty"
    elif chosen - known.keys() or (is_single and len(chosen) > 1):
        state = "unknown"
    elif chosen == right:
        state = "right"
    else:
        state = "partly" if chosen & right else "wrong"
    return state, {"options": options}


def check_matching(question: StructValue, public: dict[str, Any], given: QueryDict) -> Checked:
    texts = match_tokens(question)
    wanted = {
        token(key, "option"): option["match"] for key, option in children(question["options"])
    }
    right = {value: {said for said in texts if texts[said] == wanted[value]} for value in wanted}
    return check_each(public, given, set(texts), right)


def check_ordering(question: StructValue, public: dict[str, Any], given: QueryDict) -> Checked:
    keys = [token(key, "option") for key, _option in children(question["options"])]
    right = {value: {str(place)} for place, value in enumerate(keys, start=1)}
    return check_each(public, given, {str(place + 1) for place in range(len(keys))}, right)


def check_each(
    public: dict[str, Any], given: QueryDict, known: set[str], right: dict[str, set[str]]
) -> Checked:
    """Check one answer for each option, such as what belongs to it or its place."""
    options = []
    for option in public["options"]:
        said = given.get(f"{public['name']}.{option['value']}", "")
        is_right = said in right[option["value"]]
        options.append(option | {"given": said, "is_right": is_right, "is_checked": bool(said)})
    answers = [option["given"] for option in options if option["given"]]
    found = [option["is_right"] for option in options]
    if not answers:
        state = "empty"
    elif set(answers) - known:
        state = "unknown"
    else:
        state = "right" if all(found) else "partly" if any(found) else "wrong"
    return state, {"options": options}


def check_text(question: StructValue, public: dict[str, Any], given: QueryDict) -> Checked:
    text = given.get(public["name"], "").strip()
    state = "long" if len(text) > LONGEST_TEXT else "said" if text else "empty"
    return state, {"given": text[:LONGEST_TEXT]}


CHECKS: dict[AnswerKind, Callable[[StructValue, dict[str, Any], QueryDict], Checked]] = {
    AnswerKind.ONE: check_choice,
    AnswerKind.SEVERAL: check_choice,
    AnswerKind.MATCHING: check_matching,
    AnswerKind.ORDERING: check_ordering,
    AnswerKind.TEXT: check_text,
}
