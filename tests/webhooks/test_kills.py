"""Whatever kills the worker and whatever the receiver says: every event arrives, in order."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from standardwebhooks import Webhook

from tests.webhooks.receiver import answer, receiving

REPOSITORY = Path(__file__).resolve().parents[2]


def rage(database, folder, *, seed, kills):
    """Kill a worker again and again; return what it left and what arrived."""
    dice, verified = random.Random(seed), []

    def behave(handler):
        headers, body = receiver.arrived[-1]
        verified.append((headers["webhook-id"], body, when_verified(headers, body)))
        if dice.random() < 0.15:
            return handler.connection.close()  # it had read it all, and says nothing
        return answer(dice.choices([204, 500, 302], [8, 1, 1])[0])(handler)

    def when_verified(headers, body):
        Webhook((folder / "secret").read_text()).verify(body, headers)
        return time.monotonic()

    with receiving() as receiver:
        receiver.one_at_a_time = True
        receiver.behave = behave
        subprocess.run(
            [
                sys.executable,
                "-m",
                "tests.webhooks.kills",
                f"--url={receiver.url}",
                f"--seed={seed}",
                f"--kills={kills}",
                f"--folder={folder}",
            ],
            cwd=REPOSITORY,
            env={**os.environ, "HUB_DATABASE_URL": database, "HUB_WEBHOOKS_TO_LOOPBACK": "1"},
            check=True,
            timeout=900,
        )
    found = json.loads((folder / "found").read_text())
    diary = [json.loads(line) for line in (folder / "diary").read_text().splitlines()]
    assert len(verified) == len(receiver.arrived)
    return found, diary, [(message_id, json.loads(body)) for message_id, body, _at in verified]


def check(found, diary, arrived, *, kills):
    assert (found["killed"], found["states"]) == (kills, ["delivered"])
    first: dict[str, dict] = {}
    for message_id, body in arrived:
        assert first.setdefault(message_id, body) == body, "another message with the same id"
    told = [(body["data"]["id"], body["data"]["version"]) for body in first.values()]
    written = [tuple(row) for row in found["messages"]]
    assert sorted(told) == sorted(written)
    assert {tuple(row) for row in diary} <= set(told)
    for page in {key for key, _version in told}:
        versions = [version for key, version in told if key == page]
        assert versions == list(range(1, len(versions) + 1))
    return {
        "kills": kills,
        "events": len(told),
        "requests": len(arrived),
        "without_diary": len(written) - len(diary),
    }


def test_a_few_kills_lose_nothing(database, tmp_path):
    check(*rage(database, tmp_path, seed=7, kills=6), kills=6)


@pytest.mark.proof
def test_two_hundred_kills_lose_nothing(database, tmp_path):
    figures = check(*rage(database, tmp_path, seed=2026, kills=200), kills=200)

    print(json.dumps(figures))  # noqa: T201 - the figures of a proof
    assert figures["requests"] > figures["events"] > 200
    assert figures["without_diary"] > 0
