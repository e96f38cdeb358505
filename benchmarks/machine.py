"""One line on what the numbers were measured with."""

import os
import platform
from pathlib import Path

import django


def machine_line(database: str) -> str:
    return ", ".join(
        [
            processor(),
            f"{os.cpu_count()} cores",
            f"Python {platform.python_version()}",
            f"Django {django.__version__}",
            database,
        ]
    )


def processor() -> str:
    information = Path("/proc/cpuinfo")
    lines = information.read_text().splitlines() if information.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor() or platform.machine()


def load() -> str:
    """How busy the machine is: above its number of cores, others take part in every number."""
    return f"{os.getloadavg()[0]:.1f}"
