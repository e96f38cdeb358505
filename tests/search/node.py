"""A node of Elasticsearch of its own, started and stopped by `scripts/services`."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.templates import REPOSITORY


def free_port():
    """Return a port that is free, and whose transport port is."""
    while True:
        with socket.socket() as one, socket.socket() as other:
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
            try:
                other.bind(("127.0.0.1", port + 100))
            except (OSError, OverflowError):
                continue
            return port


class Node:
    """One server in a folder of its own, which its user may enter."""

    def __init__(self, port=0, **environment):
        self.folder = Path(tempfile.mkdtemp(prefix="hub-node-"))
        self.folder.chmod(0o755)
        self.port = port or free_port()
        self.environment = os.environ | {
            "HUB_SERVICES_DIR": str(self.folder),
            "HUB_ELASTICSEARCH_PORT": str(self.port),
            "ES_JAVA_OPTS": "-Xms512m -Xmx512m",
            **environment,
        }

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self):
        self._run("start")

    def stop(self):
        self._run("stop")

    def kill(self):
        """End it as a lost machine does; the next start finds what is on its disk."""
        pid = int((self.folder / "elasticsearch" / "pid").read_text())
        os.kill(pid, signal.SIGKILL)
        while Path(f"/proc/{pid}").exists():
            time.sleep(0.1)

    def remove(self):
        self.stop()
        shutil.rmtree(self.folder)

    def _run(self, verb):
        ended = subprocess.run(
            ["scripts/services", verb, "elasticsearch"],
            cwd=REPOSITORY,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr[-2000:]


class Cluster:
    """Three nodes, of which one after the other is lost and comes back."""

    def __init__(self):
        ports = []
        while len(ports) < 3:
            port = free_port()
            # The transport port is a hundred higher, and must not be another node's.
            if all(abs(port - other) not in (0, 100) for other in ports):
                ports.append(port)
        self.nodes = [
            Node(port, HUB_ELASTICSEARCH_DISCOVERY=discovery(number, ports))
            for number, port in enumerate(ports)
        ]
        self.lost = 0

    @property
    def address(self):
        return ",".join(node.address for node in self.nodes)

    def _all(self, verb):
        with ThreadPoolExecutor(len(self.nodes)) as threads:
            list(threads.map(lambda node: getattr(node, verb)(), self.nodes))

    def start_all(self):
        self._all("start")

    def remove(self):
        self._all("remove")

    def stop(self):
        self.nodes[self.lost % 3].kill()

    def start(self):
        self.nodes[self.lost % 3].start()
        self.lost += 1


def discovery(number, ports):
    names = ", ".join(f"node-{other}" for other in range(len(ports)))
    seeds = ", ".join(f'"127.0.0.1:{port + 100}"' for port in ports)
    return (
        f"node.name: node-{number}\n"
        f"discovery.seed_hosts: [{seeds}]\n"
        f"cluster.initial_master_nodes: [{names}]"
    )
