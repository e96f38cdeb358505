"""Half an hour of daily life at a fixed rate while everything the hub stands on is harmed in turn.

`make proof ARGS=tests/load`; HUB_PROOF_SECONDS says how long, HUB_PROOF_RATE how many requests a
second. Needs Debian's packages and Locust, which it installs beside itself; the disk is filled only
where a file system may be mounted.
"""

import json
import os
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import pytest

from benchmarks.sites import FOLDER, make_environment
from tests.load.installation import Installation, installed
from tests.load.roles import lines
from tests.processes import memory_of
from tests.templates import REPOSITORY
from tests.webhooks.receiver import Receiver, receiving

pytestmark = [pytest.mark.proof, pytest.mark.elasticsearch]

SECONDS = int(os.environ.get("HUB_PROOF_SECONDS", "1800"))
RATE = float(os.environ.get("HUB_PROOF_RATE", "20"))
USERS, OFFICERS, DRAFTS = 80, 10, 60
#: Readers who arrive in a second until all are there: the servers are as cold as on the first day.
ARRIVING = 2
#: Seconds from the end of one fault to the next; at first and at last all is well for as long.
CALM = 75.0
#: Seconds within which the hub answers again after a fault.
RECOVERY = 60.0
#: How many requests may fail while nothing is harmed.
ERRORS = 0.001
#: Seconds until the worker has done all: a lease of one that was killed runs for five minutes.
WORK = 480
LOCUST = REPOSITORY / "benchmarks" / "load" / "locustfile.py"


@dataclass(frozen=True)
class Fault:
    """What was done, from when until the hub was well again."""

    name: str
    at: float
    over: float

    def touches(self, began: float, seconds: float) -> bool:
        """Tell whether something went on, for so long, at the same time."""
        return began <= self.over and began + seconds >= self.at


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture
def installation(receiver: Receiver) -> Iterator[Installation]:
    folder = Path(tempfile.mkdtemp(prefix="hub-load-"))
    folder.chmod(0o755)  # the servers have a user of their own
    with installed(folder, receiver.url) as found:
        yield found
    shutil.rmtree(folder)


def locust() -> Path:
    """Return the Python of an environment that has Locust; make it where it is missing."""
    environment = FOLDER / "load_environment"
    make_environment(environment, LOCUST.with_name("requirements.lock"))
    return environment / "bin" / "python"


def live(installation: Installation) -> list[Fault]:
    """Let readers, cities and an editor do what they do, and harm one thing after the other."""
    roles = (sys.executable, "-m", "tests.load.roles")
    folder = ("--folder", str(installation.folder))
    users = ("--rate", str(RATE), "--users", str(USERS))
    cities = ("--officers", str(OFFICERS), "--drafts", str(DRAFTS))
    hook = ("--webhook", installation.webhook)
    installation.run(*roles, "prepare", *folder, *users, *cities, *hook, log="prepare")
    editor = installation.start(
        *roles, "publish", *folder, "--address", installation.address, log="editor"
    )
    load = installation.start(
        *(str(locust()), "-m", "locust", "--headless", "--locustfile", str(LOCUST)),
        *("--host", installation.address, "--users", str(USERS), "--spawn-rate", str(ARRIVING)),
        *("--run-time", f"{SECONDS}s", "--stop-timeout", "150", "--exit-code-on-error", "0"),
        log="locust",
        HUB_LOAD=str(installation.folder),
    )
    faults = list(harm(installation, until=time.time() + SECONDS))
    assert load.wait(SECONDS) == 0, (installation.folder / "locust.log").read_text()[-3000:]
    editor.terminate()
    assert editor.wait(200) == 0, (installation.folder / "editor.log").read_text()[-3000:]
    return faults


def harm(installation: Installation, *, until: float) -> Iterator[Fault]:
    """Do all that can be done in an order of chance, then begin again, as time allows."""
    chance, known = random.Random(2026), installation.faults()
    left: list[str] = []
    time.sleep(CALM)
    while time.time() + CALM + RECOVERY < until:
        left = left or chance.sample(sorted(known), len(known))
        name, at = left.pop(), time.time()
        known[name]()
        installation.wait_until_ready(RECOVERY)
        yield Fault(name, at, time.time())
        time.sleep(CALM)


def wait_for_calm(installation: Installation) -> float:
    """Wait until the worker has done all there is; return the seconds."""
    started = time.monotonic()
    while (left := judge(installation))["waiting"] and time.monotonic() - started < WORK:
        time.sleep(3)
    assert not left["waiting"], f"the worker does not come to an end: {left}"
    fault(installation, "wait")
    return round(time.monotonic() - started, 1)


def fault(installation: Installation, role: str, *more: str) -> dict[str, Any]:
    path = installation.folder / f"{role}.json"
    command = (sys.executable, "-m", "tests.search.faults", role, "--progress", str(path))
    installation.run(*command, *more, log=role)
    return json.loads(path.read_text())  # type: ignore[no-any-return]


def judge(installation: Installation) -> dict[str, Any]:
    folder = str(installation.folder)
    command = (sys.executable, "-m", "tests.load.roles", "judge", "--folder", folder)
    installation.run(*command, log="judge")
    return json.loads((installation.folder / "judged.json").read_text())  # type: ignore[no-any-return]


def measured(answers: list[dict[str, Any]], faults: list[Fault]) -> dict[str, Any]:
    """Divide what was asked into what touched a fault and what did not."""
    windows: dict[str, list[dict[str, Any]]] = {"calm": []}
    for answer in answers:
        met = [one for one in faults if one.touches(answer["at"], answer["ms"] / 1000)]
        windows.setdefault(met[0].name if met else "calm", []).append(answer)
    found = {name: figures(rows) for name, rows in windows.items()}
    for fault in faults:
        found[fault.name]["seconds"] = round(fault.over - fault.at, 1)
    kinds = sorted({answer["name"] for answer in windows["calm"]})
    for kind in kinds:
        found[f"calm: {kind}"] = figures([row for row in windows["calm"] if row["name"] == kind])
    return found


def figures(rows: list[dict[str, Any]]) -> dict[str, Any]:
    times = [row["ms"] for row in rows]
    parts = quantiles(times, n=100) if len(times) > 1 else [0.0] * 99
    return {
        "requests": len(rows),
        "errors": sum(bool(row["error"]) for row in rows),
        "p50": round(median(times)) if times else 0,
        "p95": round(parts[94]),
        "p99": round(parts[98]),
    }


def mails(installation: Installation) -> Counter[str]:
    """Count the mails that were sent, by their Message-ID, in what the worker printed."""
    said = (installation.folder / "stack.log").read_text(errors="replace")
    return Counter(re.findall(r"^Message-ID: (\S+)", said, re.MULTILINE))


def errors_logged(installation: Installation) -> Counter[str]:
    """Count the errors in the log of the hub, by their logger and last line."""
    found: Counter[str] = Counter()
    for line in (installation.folder / "stack.log").read_text(errors="replace").splitlines():
        if line.startswith("{") and '"level": "ERROR"' in line:
            row = json.loads(line)
            last = str(row.get("exception", row["message"])).strip().splitlines()[-1]
            found[f"{row['logger']}: {last[:160]}"] += 1
    return found


def test_daily_life_goes_on_whatever_is_harmed(
    installation: Installation, receiver: Receiver
) -> None:
    memory = {"worker": memory_of(installation.pid("worker"))}
    faults = live(installation)
    calm_after = wait_for_calm(installation)
    memory["worker at the end"] = memory_of(installation.pid("worker"))
    judged = judge(installation)
    left = fault(installation, "compare", "--rebuild")

    answers = lines(installation.folder / "answers.jsonl")
    accepted = lines(installation.folder / "accepted.jsonl")
    published = lines(installation.folder / "published.jsonl")
    sent, found = mails(installation), measured(answers, faults)
    hooks = Counter(headers["webhook-id"] for headers, _body in receiver.arrived)
    untouched = [
        row
        for row in published
        if not any(one.touches(row["at"], row["took"] + row["seen_after"]) for one in faults)
    ]
    report = {
        "seconds": SECONDS,
        "rate": round(len(answers) / SECONDS, 1),
        "faults": [fault.name for fault in faults],
        "calm_after": calm_after,
        "accepted": len(accepted),
        "published": len(published),
        "published_in_calm_seen_at_first_look": sum(row["looks"] == 1 for row in untouched),
        "published_in_calm": len(untouched),
        "publish_p50": round(median(row["took"] for row in untouched), 2),
        "mails": [len(sent), sum(sent.values())],
        "webhooks": [len(hooks), sum(hooks.values())],
        "memory": memory,
        "left": left,
        **judged,
    }
    print(json.dumps(report, indent=1))  # noqa: T201 - the figures of a proof
    for name, row in found.items():
        print(f"| {name} | {' | '.join(str(value) for value in row.values())} |")  # noqa: T201
    errors = Counter(row["error"][:120] for row in answers if row["error"])
    print(json.dumps(errors.most_common(20), indent=1))  # noqa: T201
    print(json.dumps(errors_logged(installation).most_common(20), indent=1))  # noqa: T201

    assert not [row for row in answers if "HIDDEN" in row["error"]]
    assert (judged["lost"], judged["twice"], judged["leaks"]) == ([], 0, [])
    assert judged["submissions"] == judged["receipts"] == len(accepted) > 0
    assert re.findall(r"(\w+): (\d+) differences", left["audit"]) == [
        ("elasticsearch", "0"),
        ("embedded", "0"),
    ]
    assert left["leaks"] == []
    assert set(left["differences"].values()) == {0}
    assert (judged["waiting"], judged["given_up"]) == (0, 0)
    assert len(sent) >= judged["receipts"]  # whoever is sent one twice has the same Message-ID
    assert len(hooks) == judged["events"]
    assert found["calm"]["errors"] <= found["calm"]["requests"] * ERRORS
    assert all(row["looks"] == 1 for row in untouched)
