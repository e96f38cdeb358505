"""A whole installation in processes of its own, and the harm that is done to it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from tests.processes import children_of
from tests.search.node import free_port
from tests.templates import REPOSITORY

SERVERS = ("postgres", "redis", "elasticsearch")
#: Bytes of the file system that the hub keeps its files on.
ROOM = 400_000_000


@dataclass
class Installation:
    """`scripts/stack` with every server; its files lie on a small file system of their own."""

    folder: Path
    webhook: str
    ports: dict[str, int] = field(default_factory=lambda: {name: free_port() for name in SERVERS})
    port: int = field(default_factory=free_port)
    stack: Any = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def environment(self) -> dict[str, str]:
        servers = {f"HUB_{name.upper()}_PORT": str(port) for name, port in self.ports.items()}
        kept = {name: text for name, text in os.environ.items() if not name.startswith("HUB_")}
        return (
            kept
            | servers
            | {
                "DJANGO_SETTINGS_MODULE": "hub.settings.production",
                "ES_JAVA_OPTS": "-Xms768m -Xmx768m",
                "HUB_ALLOWED_HOSTS": "127.0.0.1",
                "HUB_BASE_URL": self.address,
                "HUB_DATABASE_URL": f"postgres://hub@127.0.0.1:{self.ports['postgres']}/hub",
                "HUB_DATA_DIR": str(self.data),
                "HUB_ELASTICSEARCH_URL": f"http://127.0.0.1:{self.ports['elasticsearch']}",
                "HUB_PORT": str(self.port),
                "HUB_REDIS_URL": f"redis://127.0.0.1:{self.ports['redis']}/0",
                "HUB_SECRET_KEY": "of-a-proof-that-ends-with-its-folder-and-has-no-reader",
                "HUB_SERVICES_DIR": str(self.folder / "services"),
                "HUB_STACK_DIR": str(self.folder),
                "HUB_WEBHOOKS_TO_LOOPBACK": "1",
                "PYTHON": sys.executable,
                "PYTHONPATH": str(REPOSITORY),
            }
        )

    def start(self, *command: str, log: str, **settings: str) -> "subprocess.Popen[bytes]":
        with (self.folder / f"{log}.log").open("ab") as said:
            return subprocess.Popen(
                command,
                cwd=REPOSITORY,
                env=self.environment() | settings,
                stdout=said,
                stderr=said,
            )

    def run(self, *command: str, log: str, **settings: str) -> None:
        code = self.start(*command, log=log, **settings).wait()
        assert code == 0, f"{log}: {(self.folder / f'{log}.log').read_text()[-3000:]}"

    def begin(self) -> None:
        """Start the servers, fill them with the demo, and start the processes of the hub."""
        self.data.mkdir()
        if os.getuid() == 0:
            size = f"size={ROOM}"
            subprocess.run(["mount", "-t", "tmpfs", "-o", size, "hub", self.data], check=True)
        self.servers("start", *SERVERS)
        demo = (sys.executable, "manage.py", "demo", "--no-serve")
        self.run(*demo, log="demo", DJANGO_SETTINGS_MODULE="hub.settings.dev")
        self.stack = self.start("scripts/stack", log="stack")
        self.wait_until_ready(300)

    def end(self) -> None:
        if self.stack:
            self.stack.terminate()
            self.stack.wait()
        self.servers("stop", *SERVERS)
        if os.path.ismount(self.data):
            subprocess.run(["umount", "--lazy", self.data], check=True)

    def servers(self, verb: str, *names: str) -> None:
        self.run("scripts/services", verb, *names, log="services")

    def is_ready(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/health/ready")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def wait_until_ready(self, seconds: float) -> None:
        """Wait until the hub answers three times in a row; each of its processes is asked."""
        give_up, well = time.monotonic() + seconds, 0
        while well < 3:
            well = well + 1 if self.is_ready() else 0
            assert time.monotonic() < give_up, "the hub does not come back"
            time.sleep(0.3)

    # The processes --------------------------------------------------------------------------------

    def pid(self, name: str) -> int:
        if name in SERVERS:
            file = "postmaster.pid" if name == "postgres" else "pid"
            home = self.folder / "services" / name
            return int((home / file).read_text().split()[0])
        return int((self.folder / f"{name}.pid").read_text())

    def children(self, name: str) -> list[int]:
        return children_of(self.pid(name))

    # What is done to them: each is over when this returns, and the hub may take its time ----------

    def kill(self, name: str) -> None:
        """End a process of the hub in the middle of anything; the stack starts it again."""
        os.kill(self.pid(name), signal.SIGKILL)
        time.sleep(3)

    def kill_one_web_process(self) -> None:
        os.kill(self.children("web")[0], signal.SIGKILL)
        time.sleep(1)

    def lose(self, name: str, *, seconds: float) -> None:
        """Kill a server, and start it again after a while."""
        pid = self.pid(name)
        os.kill(pid, signal.SIGKILL)
        while Path(f"/proc/{pid}").exists():
            time.sleep(0.1)
        time.sleep(seconds)
        self.servers("start", name)

    def freeze(self, name: str, *, seconds: float) -> None:
        """Let a process hold its connections and answer nothing."""
        pid = self.pid(name)
        os.kill(pid, signal.SIGSTOP)
        try:
            time.sleep(seconds)
        finally:
            os.kill(pid, signal.SIGCONT)

    def crash_database(self) -> None:
        """Kill one process of the database, at which it ends all of them and recovers."""
        os.kill(self.children("postgres")[-1], signal.SIGKILL)
        time.sleep(2)

    def restart_database(self) -> None:
        self.servers("stop", "postgres")
        time.sleep(3)
        self.servers("start", "postgres")

    def fill_disk(self, *, seconds: float) -> None:
        """Leave no byte where the hub keeps its files."""
        rest = self.data / "rest"
        try:
            with rest.open("wb") as file, suppress(OSError):
                while True:
                    file.write(bytes(1_000_000))
                    file.flush()
            time.sleep(seconds)
        finally:
            rest.unlink(missing_ok=True)

    def faults(self) -> dict[str, Callable[[], None]]:
        harm: dict[str, Callable[[], None]] = {
            "a web process is killed": self.kill_one_web_process,
            "the web server is killed": lambda: self.kill("web"),
            "the worker is killed": lambda: self.kill("worker"),
            "the worker is frozen": lambda: self.freeze("worker", seconds=20),
            "nginx is killed": lambda: self.kill("nginx"),
            "Redis is killed": lambda: self.lose("redis", seconds=10),
            "Redis is frozen": lambda: self.freeze("redis", seconds=10),
            "Elasticsearch is killed": lambda: self.lose("elasticsearch", seconds=10),
            "Elasticsearch is frozen": lambda: self.freeze("elasticsearch", seconds=15),
            "the database crashes": self.crash_database,
            "the database is restarted": self.restart_database,
        }
        if os.path.ismount(self.data):
            harm["the disk is full"] = lambda: self.fill_disk(seconds=15)
        return harm


@contextmanager
def installed(folder: Path, webhook: str) -> Iterator[Installation]:
    installation = Installation(folder, webhook)
    try:
        installation.begin()
        yield installation
    finally:
        installation.end()
