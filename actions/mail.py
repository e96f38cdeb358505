"""Mails about actions: one table by topic; the worker sends them, so a retry is the same mail."""

import logging
from smtplib import SMTPRecipientsRefused
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string
from django.utils.translation import override

from hub.outbox.models import Message
from hub.pages.roots import base_url

#: Which function makes the mails of a topic from the payload.
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
    "action.digest": "actions.letters.digest",
    "action.asked_for_update": "actions.letters.update_asked",
}


logger = logging.getLogger(__name__)


class MailNotSent(Exception):
    """A failure without its words: mail servers put addresses into them, and it is kept."""


def deliver(message: Message) -> None:
    """Send the mails of a message; who cannot be reached keeps it from nobody else.

    A mailbox that is refused for good is given up; after any other failure all of it is sent again,
    with the same Message-IDs.
    """
    name = MAILS.get(message.topic)
    mails: list[EmailMessage] = list(import_string(name)(message.payload)) if name else []
    connection, failed = get_connection(), ""
    for mail in mails:
        mail.extra_headers["Message-ID"] = message_id(message, mail.to[0])
        try:
            connection.send_messages([mail])
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


def message_id(message: Message, to: str) -> str:
    """Name a mail by its message and address, and show neither."""
    about = f"{message.pk} {to}"
    mark = salted_hmac("actions.mail", about, algorithm="sha256").hexdigest()[:24]
    return f"<{mark}@{urlsplit(base_url()).hostname}>"


def letter(
    to: str,
    locale: str,
    *,
    subject: Any,
    template: str,
    place: tuple[str, ...],
    headers: dict[str, str] | None = None,
    **context: Any,
) -> EmailMessage:
    """Write to one person in their language, with the address of the place where they go on."""
    name, *args = place
    with override(locale):
        context |= {
            "address": base_url() + reverse(name, args=args),
            "site_name": settings.WAGTAIL_SITE_NAME,
        }
        # A line break in a title would be a second header.
        said = " ".join((str(subject) % context).split())
        body = render_to_string(f"actions/mail/{template}.txt", context)
    return EmailMessage(subject=said, body=body, to=[to], headers=headers)
