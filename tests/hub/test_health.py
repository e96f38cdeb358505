"""What a probe hears, part by part, and what a reader meets when the database is away."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client, override_settings
from django.utils import timezone

from hub import health
from hub.catalogue.models import Generation, Group
from hub.outbox.models import Delivery, DeliveryState, JobRun, Message

LIVE, READY = "/health/live", "/health/ready"
LATE = timezone.now() - timedelta(hours=1)
DEAD_REDIS = {
    "default": {
        "BACKEND": "hub.redis_cache.RedisOrMemoryCache",
        "LOCATION": "redis://127.0.0.1:1/0",
    }
}

pytestmark = pytest.mark.django_db


def refuse(*args: Any) -> Any:
    raise OperationalError("connection to server at db.internal, port 5432 failed: refused")


def lose_interface(*args: Any) -> Any:
    raise InterfaceError("connection already closed")


def forget_a_migration() -> None:
    MigrationRecorder(connections[DEFAULT_DB_ALIAS]).record_unapplied("resources", "0001_initial")


def leave_groups_dirty() -> None:
    groups = [Group(translation_key=uuid4(), type="report") for _group in range(501)]
    Group.objects.bulk_create(groups)


def change_the_languages() -> None:
    Generation.objects.update_or_create(pk=1, defaults={"keys_version": "of another day"})


def let_a_delivery_wait(state: DeliveryState = DeliveryState.WAITING) -> None:
    message = Message.objects.create(topic="page.published", key="1")
    Delivery.objects.create(
        message=message, key="1", consumer="index", state=state, next_try_at=LATE
    )


def give_up_a_delivery() -> None:
    let_a_delivery_wait(DeliveryState.DEAD)


def let_a_job_wait() -> None:
    JobRun.objects.create(name="prune-outbox", next_run_at=LATE)


def let_a_job_of_another_version_wait() -> None:
    JobRun.objects.create(name="gone", next_run_at=LATE)


def do_nothing() -> None:
    """Leave everything well."""


@pytest.mark.parametrize(
    ("break_something", "status", "word", "part"),
    [
        (do_nothing, 200, "ready", None),
        (let_a_job_of_another_version_wait, 200, "ready", None),
        (forget_a_migration, 503, "unavailable", "migrations"),
        (leave_groups_dirty, 200, "degraded", "catalogue"),
        (change_the_languages, 200, "degraded", "catalogue"),
        (let_a_delivery_wait, 200, "degraded", "worker"),
        (give_up_a_delivery, 200, "ready", None),
        (let_a_job_wait, 200, "degraded", "worker"),
    ],
)
def test_readiness_says_one_word_for_each_state(
    client: Client,
    capsys: pytest.CaptureFixture[str],
    break_something: Callable[[], None],
    status: int,
    word: str,
    part: str | None,
) -> None:
    break_something()

    answer = client.get(READY)

    assert (answer.status_code, answer.json()) == (status, {"status": word})
    assert answer.headers.get("Retry-After") == ("10" if status == 503 else None)
    assert named_by_the_command(capsys) == ({part: word} if part else {})
    assert client.get(LIVE).json() == {"status": "alive"}


def named_by_the_command(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """Return the parts that `manage.py health` finds not ready."""
    with suppress(SystemExit):
        call_command("health")
    lines = [line.split(maxsplit=2) for line in capsys.readouterr().out.splitlines()]
    return {line[0]: line[1] for line in lines if line[1] != "ready"}


@pytest.mark.parametrize("failure", [refuse, lose_interface])
def test_without_a_database_the_process_lives_and_is_not_ready(
    client: Client, failure: Callable[..., Any]
) -> None:
    with connections[DEFAULT_DB_ALIAS].execute_wrapper(failure):
        live, ready = client.get(LIVE), client.get(READY)

    assert (live.status_code, live.json()) == (200, {"status": "alive"})
    assert (ready.status_code, ready.json()) == (503, {"status": "unavailable"})
    assert ready["Retry-After"] == "10"


def test_without_redis_readers_are_served(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    with override_settings(CACHES=DEAD_REDIS):
        answer = client.get(READY)
        named = named_by_the_command(capsys)

    assert (answer.status_code, answer.json()) == (200, {"status": "degraded"})
    assert named == {"cache": "degraded"}


def test_being_alive_asks_nothing(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        client.get(LIVE)


def test_being_ready_asks_little(client: Client, django_assert_num_queries: Any) -> None:
    # the database, the table of migrations and its rows, dirty groups, generation, deliveries, jobs
    with django_assert_num_queries(7):
        client.get(READY)


@pytest.mark.parametrize("path", [LIVE, READY])
def test_probes_come_without_tls_host_name_or_cookie(client: Client, path: str) -> None:
    with override_settings(SECURE_SSL_REDIRECT=True, ALLOWED_HOSTS=["hub.example"]):
        answer = client.get(path, headers={"Host": "10.1.2.3:8000"})
        page = client.get("/en/", headers={"Host": "hub.example"})

    assert answer.status_code == 200
    assert answer.cookies == {}
    assert answer["Cache-Control"] == "no-store"
    assert page.status_code == 301


@pytest.mark.parametrize("path", [LIVE, READY])
def test_probes_only_read(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
    assert client.head(path).status_code == 200


def test_migrations_are_known_without_importing_them() -> None:
    loader = MigrationLoader(None)

    assert health.known_migrations() == frozenset(loader.disk_migrations)


# Readers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/en/", "/en/no/such/page/", "/accounts/login/", "/documents/1/a/"]
)
def test_a_reader_is_asked_to_come_back(path: str) -> None:
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "x" * 32
    with connections[DEFAULT_DB_ALIAS].execute_wrapper(refuse):
        answer = client.get(path, headers={"Accept": "text/html"})

    text = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "We are away for a moment" in text
    assert "db.internal" not in text


def test_a_program_is_asked_to_come_back() -> None:
    client = Client(raise_request_exception=False)
    with connections[DEFAULT_DB_ALIAS].execute_wrapper(refuse):
        answer = client.get("/en/", headers={"Accept": "application/json"})

    error = {
        "message": "Please try again in a little while.",
        "extensions": {"code": "UNAVAILABLE"},
    }
    assert (answer.status_code, answer.json()) == (503, {"errors": [error]})
    assert answer["Retry-After"] == "10"


# A process of its own ---------------------------------------------------------------------------

SCRIPT = """
import django, json
from django.conf import settings
# The real one wants `collectstatic` first, which has nothing to do with the database.
plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.STORAGES["staticfiles"] = {"BACKEND": plain}
django.setup()
from django.test import Client
client = Client(raise_request_exception=False, headers={"Host": "hub.example"})
answers = {}
graphql = "/graphql/?query={resources{totalCount}}"
for path in ("/health/live", "/health/ready", "/en/", "/en/no/such/page/", graphql):
    answer = client.get(path, secure=True)
    answers[path] = [answer.status_code, answer.headers.get("Retry-After")]
print(json.dumps(answers))
"""


def test_production_answers_while_its_database_is_down(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "hub.settings.production",
        "HUB_SECRET_KEY": "long and random " * 4,
        "HUB_ALLOWED_HOSTS": "hub.example",
        "HUB_DATA_DIR": str(tmp_path),
        "HUB_DATABASE_URL": "postgres://hub:hidden@127.0.0.1:1/hub",
        "HUB_REDIS_URL": "redis://127.0.0.1:1/0",
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=environment,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )

    assert json.loads(done.stdout) == {
        "/health/live": [200, None],
        "/health/ready": [503, "10"],
        "/en/": [503, "10"],
        "/en/no/such/page/": [503, "10"],
        "/graphql/?query={resources{totalCount}}": [503, "10"],
    }
    lines = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    assert {"time", "level", "logger", "message"} <= lines[-1].keys()
    assert "hidden" not in done.stderr
