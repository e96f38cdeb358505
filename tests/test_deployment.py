"""What an installation is made of says what it promises: nothing is open that need not be."""

import os
import re
import secrets
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).resolve().parents[1]
OURS = ("prepare", "web", "worker")
SERVERS = ("postgres", "redis", "elasticsearch")
#: What nobody may leave out, and compose must ask for.
NEEDED = {
    "HUB_ALLOWED_HOSTS",
    "HUB_BASE_URL",
    "HUB_DATABASE_PASSWORD",
    "HUB_DEFAULT_FROM_EMAIL",
    "HUB_EMAIL_URL",
    "HUB_SECRET_KEY",
}
UNITS = sorted((REPOSITORY / "deploy" / "systemd").glob("*.service"))


def text_of(name: str) -> str:
    return (REPOSITORY / name).read_text()


@pytest.fixture(scope="module")
def installation() -> dict[str, Any]:
    return yaml.safe_load(text_of("compose.yaml"))  # type: ignore[no-any-return]


def test_an_installation_is_whole(installation: dict[str, Any]) -> None:
    assert sorted(installation["services"]) == sorted([*OURS, *SERVERS, "nginx"])
    commands = [installation["services"][name]["command"] for name in OURS]
    assert commands == [["prepare"], ["web"], ["worker"]]
    for (command,) in commands:
        assert f"\n  {command})" in text_of("scripts/serve")


def test_only_nginx_is_reached_and_from_this_machine_alone(installation: dict[str, Any]) -> None:
    ports = {name: one["ports"] for name, one in installation["services"].items() if "ports" in one}

    assert ports == {"nginx": ["127.0.0.1:${HUB_PORT:-8080}:8080"]}
    assert installation["networks"]["servers"] == {"internal": True}
    for name in SERVERS:
        assert installation["services"][name]["networks"] == ["servers"]


def test_nginx_sees_what_is_public_and_cannot_write_it(installation: dict[str, Any]) -> None:
    volumes = [each.split(":") for each in installation["services"]["nginx"]["volumes"]]

    assert [inside for _outside, inside, _mode in volumes] == [
        "/etc/nginx/templates/default.conf.template",
        "/data/media/images",
        "/data/static",
    ]
    assert {mode for _outside, _inside, mode in volumes} == {"ro"}


@pytest.mark.parametrize("name", [*OURS, "nginx"])
def test_a_process_that_strangers_reach_has_no_rights(
    name: str, installation: dict[str, Any]
) -> None:
    service = installation["services"][name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_secrets_come_from_the_environment_alone() -> None:
    text = text_of("compose.yaml")

    assert set(re.findall(r"\$\{(HUB_\w+):\?[^}]{10,}\}", text)) == NEEDED
    assert set(re.findall(r"\$\{(HUB_\w+)[}:-]", text)) > NEEDED
    # A secret that has a value here, or a default, would be everybody's.
    kept = re.findall(r"^\s*\w*(?:SECRET|PASSWORD)\w*: (?!\$\{\w+:\?).*", text, re.MULTILINE)
    assert kept == []


@pytest.mark.parametrize(
    "name", ["compose.yaml", "scripts/serve", "scripts/stack", "deploy/nginx.conf.template"]
)
def test_every_variable_of_an_installation_is_told(name: str) -> None:
    told = text_of("docs/configuration.md") + text_of("docs/development.md")
    read = set(re.findall(r"\bHUB_[A-Z_]*[A-Z]\b", text_of(name)))

    assert len(read) > 1
    assert sorted(variable for variable in read if f"`{variable}`" not in told) == []


def test_every_setting_of_a_server_can_be_made_in_containers(installation: dict[str, Any]) -> None:
    settings = text_of("hub/settings/base.py") + text_of("hub/settings/production.py")
    read = re.findall(r'\benv(?:_flag|_list)?\(\s*"([A-Z_]+)"', settings)
    given = set(installation["services"]["web"]["environment"])
    of_the_image, of_developers = {"HUB_DATA_DIR"}, {"HUB_DEBUG", "HUB_WEBHOOKS_TO_LOOPBACK"}

    left_out = {f"HUB_{name}" for name in read} - given
    assert left_out == {*of_the_image, *of_developers, "HUB_LOG_STYLE"}  # JSON in production


def test_the_servers_of_developers_are_those_of_an_installation(
    installation: dict[str, Any],
) -> None:
    servers = yaml.safe_load(text_of("compose.servers.yaml"))["services"]

    assert {name: one["image"] for name, one in servers.items()} == {
        name: installation["services"][name]["image"] for name in SERVERS
    }
    for one in servers.values():
        assert [port.split(":")[0] for port in one["ports"]] == ["127.0.0.1"]


def test_the_container_runs_as_somebody_without_rights() -> None:
    text = text_of("Containerfile")

    assert re.findall(r"^USER (.*)", text, re.MULTILINE) == ["10001:10001"]
    assert text.rindex("\nUSER ") > text.rindex("\nRUN ")
    assert "HUB_ENVIRONMENT=server scripts/environment" in text
    assert "--require-hashes" in text_of("scripts/environment")
    kept_out, *let_in = [
        line for line in text_of(".dockerignore").splitlines() if not line.startswith("#")
    ]
    assert kept_out == "*"
    assert not {"!.env", "!.git", "!var", "!tests"} & set(let_in)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze here")
def test_the_units_of_systemd_are_right_and_closed(tmp_path: Path) -> None:
    for unit in UNITS:
        text = unit.read_text().replace("/opt/hub/", f"{REPOSITORY}/")
        (tmp_path / unit.name).write_text(text)
    units = sorted(map(str, tmp_path.iterdir()))

    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True
    )

    assert [Path(unit).name for unit in units] == [
        "hub-prepare.service",
        "hub-web.service",
        "hub-worker.service",
    ]
    assert (done.returncode, done.stderr) == (0, "")
    for unit in units:
        # 10 is a service that may do everything, 0 one that may do nothing.
        command = ["systemd-analyze", "security", "--offline=true", "--threshold=20", unit]
        assert subprocess.run(command, capture_output=True).returncode == 0


def test_the_settings_of_production_leave_nothing_open(tmp_path: Path) -> None:
    environment = {
        "DJANGO_SETTINGS_MODULE": "hub.settings.production",
        "HUB_DATA_DIR": str(tmp_path),
        "HUB_SECRET_KEY": secrets.token_urlsafe(48),
        "PATH": os.environ["PATH"],
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]

    done = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")


def test_a_new_web_process_has_loaded_all_before_it_is_asked() -> None:
    expected = {"frontend_schema.schema", "search.engines.embedded", "search.engines.elasticsearch"}
    code = f"import hub.wsgi, sys; print({expected} - set(sys.modules))"
    cluster = {"HUB_ELASTICSEARCH_URL": "http://127.0.0.1:9"}
    environment = os.environ | cluster | {"DJANGO_SETTINGS_MODULE": "hub.settings.dev"}

    said = subprocess.run(
        [sys.executable, "-c", code],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout == "set()\n"
