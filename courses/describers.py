"""What each block of a lesson says of itself; of a question, never what is right."""

from typing import Any

from django.conf import settings

from hub.blocks.body import Body
from hub.blocks.rich_text import web_address

from .questionnaires import public_questions

Fields = dict[str, Any]


def describe_questionnaire(value: Any, body: Body) -> Fields | None:
    questions = public_questions(value)
    if not questions:
        return None
    body.add_text(value["title"], *(question["question"] for question in questions))
    return {"title": value["title"] or None, "questions": questions}


def describe_reflection(value: Any, body: Body) -> Fields | None:
    if not value["prompt"].strip():
        return None
    body.add_text(value["title"], value["prompt"])
    return {"title": value["title"] or None, "prompt": value["prompt"].strip()}


def describe_game(value: Any, body: Body) -> Fields | None:
    address = static_address(value["bundle"]) if value["bundle"] else web_address(value["url"])
    if address is None:
        return None
    body.add_text(value["title"], value["instructions"])
    return {
        "title": value["title"],
        "instructions": value["instructions"],
        "url": address,
        "is_ours": bool(value["bundle"]),
    }


def describe_animation(value: Any, body: Body) -> Fields | None:
    body.add_text(value["title"], value["description"])
    return {
        "title": value["title"],
        "drawing_url": static_address(value["drawing"]),
        "description": value["description"],
    }


def static_address(name: str) -> str:
    """Return an address without a hash in it: the catalogue outlives many deployments."""
    return f"{settings.STATIC_URL}{name}"
