"""Log lines that nobody can forge and that name nobody.

A value from outside can hold a line break, which starts a line of its own, or an escape sequence,
which hides others on a terminal. An error of the database can quote the row it refused, and one of
a mail server the address. Both formatters deal with that for every logger, exceptions included.
"""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

from hub.tracing import current_request_id

CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
#: Bounded on purpose: the search stays linear, whatever is logged.
EMAIL_ADDRESS = re.compile(r"[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
#: What a mail gave to one person, in the path that it leads to. Django names the path of every
#: request that it refuses; `deploy/nginx.conf.template` leaves out the same.
TOKEN_IN_PATH = re.compile(r"(/(?:confirm|key|invitations|choices)/)[^/\s]{20,}")


def without_persons(text: str) -> str:
    """Take out who somebody is, and what lets whoever reads the log act as somebody."""
    return TOKEN_IN_PATH.sub(r"\1[token]", EMAIL_ADDRESS.sub("[address]", text))


def on_one_line(text: str) -> str:
    """Write control characters the way Python writes them in a string."""
    return CONTROL_CHARACTERS.sub(
        lambda found: found[0].encode("unicode_escape").decode("ascii"), text
    )


class LineFormatter(logging.Formatter):
    """One line for people; a traceback follows it, indented so that it never looks like a line."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} {message}", style="{")

    def formatMessage(self, record: logging.LogRecord) -> str:
        return on_one_line(without_persons(super().formatMessage(record)))

    def formatException(self, ei: Any) -> str:
        lines = without_persons(super().formatException(ei)).splitlines()
        return "\n".join(f"    {on_one_line(line)}" for line in lines)


class JsonFormatter(logging.Formatter):
    """One JSON object a line, in ASCII, for machines."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_persons(record.getMessage()),
            **getattr(record, "fields", {}),
        }
        # Django tells of an answer after all middleware, and hands its request along.
        request = getattr(record, "request", None)
        if request_id := current_request_id() or getattr(request, "hub_id", ""):
            entry["request"] = request_id
        if status := getattr(record, "status_code", None):
            entry["status"] = status
        if record.exc_info:
            entry["exception"] = without_persons(self.formatException(record.exc_info))
        return json.dumps(entry)


def logging_settings(*, level: str, style: str) -> dict[str, Any]:
    """Return the value for Django's LOGGING; the style is `line` or `json`."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": LineFormatter}, "json": {"()": JsonFormatter}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": style}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # Django would also mail errors to ADMINS, with everything that was sent.
            "django": {"handlers": [], "level": "NOTSET", "propagate": True},
            # For machines; people at a terminal have the lines of their server.
            "hub.tracing": {"level": "INFO" if style == "json" else "WARNING"},
            "fontTools": {"level": "WARNING"},  # it tells every table of every font
        },
    }
