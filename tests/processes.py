"""What processes of tests hold, and which of them there are."""

import re
from pathlib import Path


def memory_of(pid: int) -> int:
    """Read how many kilobytes a process holds now; none where it has ended."""
    found = re.search(r"VmRSS:\s+(\d+)", told(pid, "status"))
    return int(found[1]) if found else 0


def children_of(pid: int) -> list[int]:
    return [int(child) for child in told(pid, f"task/{pid}/children").split()]


def is_running(pid: int) -> bool:
    """Tell whether a process does anything; one that is dead may wait to be noticed."""
    state = told(pid, "stat").rpartition(")")[2].split()
    return state[:1] not in ([], ["Z"])


def told(pid: int, name: str) -> str:
    """Read what Linux tells of a process; nothing where it has ended."""
    try:
        return Path(f"/proc/{pid}/{name}").read_text()
    except OSError:
        return ""
