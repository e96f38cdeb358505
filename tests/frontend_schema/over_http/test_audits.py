"""The audits of GraphQL over HTTP that the specification's own authors publish."""

import json
import subprocess
from pathlib import Path

import pytest


@pytest.mark.node
def test_every_audit_is_passed(address: str, node_packages: Path) -> None:
    run = subprocess.run(
        ["node", "audit.mjs", address],
        cwd=node_packages,
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
