"""The audits of GraphQL over HTTP that the specification's own authors publish."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

AUDITS = Path(__file__).parent / "audits"


@pytest.fixture
def installed_audits(pytestconfig: pytest.Config) -> Path:
    """Install the audits once, outside of the tree; without npm or its registry there are none."""
    folder = pytestconfig.cache.mkdir("graphql-http")
    for name in ("package.json", "package-lock.json", "audit.mjs"):
        shutil.copy(AUDITS / name, folder / name)
    if not (folder / "node_modules" / "graphql-http").is_dir():
        command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        try:
            subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
        except (OSError, subprocess.SubprocessError) as error:
            reason = f"node: the audits could not be installed with npm: {error}"
            if "node" in os.environ.get("HUB_REQUIRE", ""):
                pytest.fail(reason)
            pytest.skip(reason)
    return folder


@pytest.mark.node
def test_every_audit_is_passed(address: str, installed_audits: Path) -> None:
    run = subprocess.run(
        ["node", "audit.mjs", address],
        cwd=installed_audits,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )

    results = json.loads(run.stdout)
    failed = [
        f"{item['id']} {item['name']}: {item['reason']}"
        for item in results
        if item["status"] != "ok"
    ]
    assert failed == []
    assert len(results) == 61
