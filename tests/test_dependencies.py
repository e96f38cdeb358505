"""What is locked is not older than the releases that mended weaknesses we build on being mended."""

import re
from pathlib import Path

import pytest
import yaml

REPOSITORY = Path(__file__).resolve().parents[1]
#: The first release without the weaknesses that its advisories name.
MENDED = {
    "strawberry-graphql": (0, 327, 2),  # CVE-2026-35523, -35526, -47706, -47707, -107727
    "wagtail": (8, 0),  # CVE-2026-44197 to -44201, -54259 to -54263, -55468
}
ELASTICSEARCH = (8, 19, 23)  # CVE-2026-56148, -72645, -72684, -102408: readers who crash a node


def version_of(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text))


@pytest.mark.parametrize("name", MENDED)
def test_no_package_is_older_than_what_mended_it(name: str) -> None:
    lock = (REPOSITORY / "requirements.lock").read_text()
    found = re.findall(rf"^{name}==([\d.]+)", lock, re.MULTILINE)

    assert found
    assert min(map(version_of, found)) >= MENDED[name]


def test_a_new_installation_has_an_elasticsearch_that_readers_cannot_crash() -> None:
    services = yaml.safe_load((REPOSITORY / "compose.yaml").read_text())["services"]

    assert version_of(services["elasticsearch"]["image"].split(":")[1]) >= ELASTICSEARCH
