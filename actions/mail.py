"""Mails about actions: one table by topic; the worker sends them, so a retry is the same mail."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from smtplib import SMTPRecipientsRefused
from typing import Any
from urllib.parse import urlsplit

from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string
from django.utils.translation import override

from hub.outbox.models import Message
from hub.pages.roots import base_url

#: Which function makes the mails of a topic from the payload: one, several or none.
MAILS = {
    "action.submitted": "actions.receipts.receipt_mail",
    "action.reviewed": "actions.letters.reviewed",
    "action.withdrawn": "actions.letters.withdrawn",
    "action.co_lead_invited": "actions.letters.co_lead_invited",
    "action.draft_ends": "actions.letters.draft_ends",
    "action.reported": "actions.letters.reported",
    "action.report_decided": "actions.letters.report_decided",
    "action.note": "actions.letters.correction_asked",
    "action.subscription": "actions.services.choices.confirmation_mail",
    "action.invited": "actions.letters.invitation",
    "action.access_asked": "actions.letters.access_asked",
    "action.access_decided": "actions.letters.access_decided",
    "action.committed": "actions.letters.commitment_made",
    "action.commitment_decided": "actions.letters.commitment_decided",
    "action.digest": "actions.reminding.digest",
    "action.asked_for_update": "actions.reminding.update_asked",
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


logger = logging.getLogger(__name__)


class MailNotSent(Exception):
    """A failure without its words: mail servers put addresses into them, and it is kept."""


def deliver(message: Message) -> None:
    """Send the mails of a message; who cannot be reached keeps it from nobody else.

    A mailbox that is refused for good is given up; after any other failure all of it is sent again,
    with the same Message-IDs.
    """
    name = MAILS.get(message.topic)
    found: Iterable[Mail] | Mail | None = import_string(name)(message.payload) if name else None
    mails = [found] if isinstance(found, Mail) else list(found or ())
    connection, failed = get_connection(), ""
    for mail in mails:
        try:
            connection.send_messages([written(mail, message)])
        except (OSError, ValueError) as error:  # whose words would name the address
            name = type(error).__name__
            failed = failed if is_final(error) else name
            logger.warning("A mail of message %s was not sent: %s", message.pk, name)
    if failed:
        raise MailNotSent(failed)


def is_final(error: Exception) -> bool:
    """Tell whether trying again is of no use: nobody has this address, or can have it."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in error.recipients.values())
    return isinstance(error, ValueError)


def written(mail: Mail, message: Message) -> EmailMessage:
    """Write a mail; its Message-ID follows from message and address, and shows neither."""
    with override(mail.locale):
        body = render_to_string(mail.template, mail.context)
    about = f"{message.pk} {mail.to}"
    mark = salted_hmac("actions.mail", about, algorithm="sha256").hexdigest()[:24]
    headers = {"Message-ID": f"<{mark}@{urlsplit(base_url()).hostname}>", **mail.headers}
    # A line break in a title would be a second header.
    subject = " ".join(mail.subject.split())
    return EmailMessage(subject=subject, body=body, to=[mail.to], headers=headers)
