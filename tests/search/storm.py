"""Runs editors, a reader and the worker as processes of their own, and does them harm."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

from tests.templates import REPOSITORY

FAULTS = ("-m", "tests.search.faults")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How much of everything; all of it at moments that the seed chooses."""

    seed: int
    edits: int
    editors: int
    kills: int
    stops: int
    rebuilds: int = 1
    #: How long the cluster is gone, beside the time that it takes to start.
    away: float = 5.0
    #: How long a worker lives at most before it is killed.
    life: float = 1.0
    #: How long the reader thinks between two questions.
    pause: float = 0.05
    #: Also compare the catalogue with one rebuilt from the pages.
    whole: bool = False

    def faults(self) -> list[tuple[int, str]]:
        """Return after how many edits what happens."""
        chance = random.Random(self.seed)
        names = ["kill"] * self.kills + ["stop"] * self.stops + ["rebuild"] * self.rebuilds
        return sorted((chance.randrange(self.edits), name) for name in names)


@dataclass
class Storm:
    folder: Path
    database: str
    cluster: Any
    plan: Plan
    stack: ExitStack
    worker: Any = None
    rebuilds: list[Any] = field(default_factory=list)
    stops: list[Thread] = field(default_factory=list)
    killed: int = 0
    stopped: int = 0

    def environment(self) -> dict[str, str]:
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.search.storm_settings",
            "HUB_DATABASE_URL": self.database,
            "HUB_DATA_DIR": str(self.folder),
            "HUB_ELASTICSEARCH_URL": self.cluster.address,
            "HUB_ELASTICSEARCH_INDEX": f"hub-test-{os.getpid()}",  # as the fixture `cluster`
            "HUB_REDIS_URL": "",  # the suite empties that cache, and its databases share it
            "PYTHONPATH": os.pathsep.join([str(REPOSITORY), os.environ.get("PYTHONPATH", "")]),
        }

    def start(self, name: str, *arguments: str) -> "subprocess.Popen[bytes]":
        """Start a process; what it says goes to a file of its name."""
        log = self.stack.enter_context((self.folder / f"{name}.log").open("ab"))
        started = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=REPOSITORY,
            env=self.environment(),
            stdout=log,
            stderr=log,
        )
        self.stack.callback(lambda: started.poll() is None and started.kill())
        return started

    def said(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text()[-3000:]

    def run(self, name: str, *arguments: str) -> str:
        code = self.start(name, *arguments).wait()
        assert code == 0, f"{name}: {self.said(name)}"
        return self.said(name)

    def progress(self, name: str) -> dict[str, Any]:
        path = self.folder / f"{name}.json"
        return json.loads(path.read_text()) if path.exists() else {}  # type: ignore[no-any-return]

    def start_worker(self) -> None:
        progress = str(self.folder / "worker.json")
        self.worker = self.start("worker", *FAULTS, "work", "--progress", progress)

    # What happens ---------------------------------------------------------------------------------

    def kill(self) -> None:
        """Kill the worker in the middle of anything that it does."""
        while self.progress("worker").get("pid") != self.worker.pid:
            assert self.worker.poll() is None, self.said("worker")
            time.sleep(0.05)
        time.sleep(random.random() * self.plan.life)
        self.worker.kill()
        assert self.worker.wait() == -signal.SIGKILL
        self.killed += 1
        self.start_worker()

    def stop(self) -> None:
        """Stop the cluster for a while, beside all else; one stop waits for the other."""
        before = self.stops[-1] if self.stops else None

        def stop() -> None:
            if before:
                before.join()
            self.cluster.stop()
            time.sleep(self.plan.away)
            self.cluster.start()
            self.stopped += 1

        self.stops.append(Thread(target=stop))
        self.stops[-1].start()

    def rebuild(self) -> None:
        for thread in self.stops:  # it does not begin without a cluster
            thread.join()
        self.rebuilds.append(self.start("rebuild", "manage.py", "search", "rebuild"))

    # The whole of it ------------------------------------------------------------------------------

    def rage(self) -> dict[str, Any]:
        self.run("prepare", *FAULTS, "prepare")
        self.start_worker()
        options = ("--pause", str(self.plan.pause), "--progress", str(self.folder / "reader.json"))
        reader = self.start("reader", *FAULTS, "read", *options)
        started = time.monotonic()
        self.harm(self.start_editors(), reader)
        seconds = time.monotonic() - started
        for thread in self.stops:
            thread.join()
        assert [rebuild.wait() for rebuild in self.rebuilds] == [0] * self.plan.rebuilds
        self.run("calm", *FAULTS, "wait", "--progress", str(self.folder / "calm.json"))
        reader.terminate()
        assert reader.wait() == 0, self.said("reader")
        self.worker.terminate()
        assert self.worker.wait() == 0, self.said("worker")
        more = ["--rebuild"] if self.plan.whole else []
        self.run("compare", *FAULTS, "compare", "--progress", str(self.folder / "left.json"), *more)
        return {
            "edits": sum(self.progress(name)["done"] for name in self.editors()),
            "refused": [self.progress(name)["refused"] for name in self.editors()],
            "seconds": round(seconds, 1),
            "killed": self.killed,
            "stopped": self.stopped,
            "left": self.progress("left"),
            **self.progress("calm"),
            **self.progress("reader"),
        }

    def editors(self) -> list[str]:
        return [f"editor-{number}" for number in range(self.plan.editors)]

    def start_editors(self) -> "list[subprocess.Popen[bytes]]":
        counts = ("--stop", str(self.plan.edits), "--step", str(self.plan.editors))
        return [
            self.start(
                name,
                *(*FAULTS, "edit", "--seed", str(self.plan.seed), "--start", str(number), *counts),
                *("--progress", str(self.folder / f"{name}.json")),
            )
            for number, name in enumerate(self.editors())
        ]

    def harm(self, editors: "list[subprocess.Popen[bytes]]", reader: Any) -> None:
        """Let things happen when their time has come, until the editors are done."""
        faults = self.plan.faults()
        while faults or any(editor.poll() is None for editor in editors):
            time.sleep(0.05)
            for name, process in zip(self.editors(), editors, strict=True):
                assert process.poll() in (None, 0), self.said(name)
            assert reader.poll() is None, self.said("reader")
            assert self.worker.poll() is None, self.said("worker")
            done = sum(self.progress(name).get("done", 0) for name in self.editors())
            if faults and faults[0][0] <= done:
                getattr(self, faults.pop(0)[1])()
