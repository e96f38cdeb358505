"""Mails about actions: one table by topic; the worker sends them, so a retry is the same mail."""

from dataclasses import dataclass, field
from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.module_loading import import_string
from django.utils.translation import override

from hub.outbox.models import Message

#: Which function makes the mail of a topic from the payload; None means that nobody is written to.
MAILS = {
    "action.submitted": "actions.receipts.receipt_mail",
    "action.subscription": "actions.services.choices.confirmation_mail",
}


@dataclass(frozen=True, kw_only=True)
class Mail:
    """A mail to one person in their language; the template is given `context`."""

    to: str
    locale: str
    subject: str
    template: str
    context: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)


def deliver(message: Message) -> None:
    """Send the mail of a message; its Message-ID comes from the message, so a second is known."""
    name = MAILS.get(message.topic)
    mail: Mail | None = import_string(name)(message.payload) if name else None
    if mail is None:
        return
    with override(mail.locale):
        body = render_to_string(mail.template, mail.context)
    headers = {"Message-ID": f"<outbox-{message.pk}@actions>", **mail.headers}
    # A line break in a title would be a second header.
    subject = " ".join(mail.subject.split())
    EmailMessage(subject=subject, body=body, to=[mail.to], headers=headers).send()
