"""Running programs of Node.js."""

import subprocess
from pathlib import Path

TOOLS = {
    "codegen": "@graphql-codegen/cli/esm/bin.js",
    "tsc": "typescript/bin/tsc",
    "vite": "vite/bin/vite.js",
    "vitest": "vitest/vitest.mjs",
}


def node(folder: Path, *command: str, **environment: str) -> str:
    """Run a program of the installed packages; what it says on either stream is returned."""
    return run(folder, "node", *command, **environment)


def tool(
    name: str, folder: Path, *arguments: str, kit: Path | None = None, **environment: str
) -> str:
    """Run one of the tools of the client's package; they lie above the kit, or the folder."""
    found = (above / "node_modules" / TOOLS[name] for above in (kit or folder).parents)
    return node(folder, str(next(filter(Path.exists, found))), *arguments, **environment)


def run(folder: Path, *command: str, **environment: str) -> str:
    done = subprocess.run(
        command,
        cwd=folder,
        env={"PATH": "/usr/bin:/bin:/usr/local/bin", "CI": "1", "NO_COLOR": "1", **environment},
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout
