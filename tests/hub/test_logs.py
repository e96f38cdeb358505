import json
import logging
import sys
import time

import pytest

from hub.logs import JsonFormatter, LineFormatter, logging_settings


def record(message: str, *args: object, error: bool = False) -> logging.LogRecord:
    details = sys.exc_info() if error else None
    return logging.LogRecord("hub.test", logging.WARNING, "file.py", 1, message, args, details)


FORGED = "Not Found: %s"
VALUE = "/x\r\n2026-01-01 INFO root all is well\x1b[2K\u2028\u202e\x85"


def test_a_value_cannot_begin_a_line_of_its_own() -> None:
    line = LineFormatter().format(record(FORGED, VALUE))

    assert len(line.splitlines()) == 1
    assert r"/x\r\n2026-01-01 INFO root all is well\x1b[2K\u2028\u202e\x85" in line


def test_a_json_line_is_one_line_of_ascii() -> None:
    line = JsonFormatter().format(record(FORGED, VALUE))

    assert len(line.splitlines()) == 1
    assert line.isascii()
    assert line.isprintable()
    entry = json.loads(line)
    assert (entry["level"], entry["logger"]) == ("WARNING", "hub.test")
    assert entry["message"] == f"Not Found: {VALUE}"


@pytest.mark.parametrize("formatter", [LineFormatter(), JsonFormatter()])
def test_addresses_are_taken_out_of_messages_and_exceptions(formatter: logging.Formatter) -> None:
    try:
        raise ValueError("Key (email)=(o'hara+hub@mail.city.example) already exists\nERROR forged")
    except ValueError:
        line = formatter.format(record("refused %s", "<amina@city.example>", error=True))

    assert "hara" not in line
    assert "amina" not in line
    assert "refused <[address]>" in line
    assert "Key (email)=([address])" in line
    assert "already exists" in line
    assert "\nERROR forged" not in line


def test_taking_addresses_out_is_quick_whatever_is_logged() -> None:
    started = time.perf_counter()

    for text in ("a" * 100_000, "a@" * 50_000, "a@b" + ".c" * 50_000, "." * 100_000):
        LineFormatter().format(record("%s", text))

    assert time.perf_counter() - started < 5


@pytest.mark.parametrize("style", ["line", "json"])
def test_no_logger_of_django_mails_what_was_sent(style: str) -> None:
    settings = logging_settings(level="INFO", style=style)

    assert settings["loggers"]["django"]["handlers"] == []
    assert settings["handlers"]["console"]["formatter"] == style
