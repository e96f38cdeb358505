"""Each check is silent for our own site, and speaks when exactly one thing is wrong."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, run_checks
from django.core.exceptions import ImproperlyConfigured
from wagtail.models import Site

from hub import checks
from hub.catalogue.models import Generation
from hub.declarations import NEEDED, require_apps

Check = Callable[..., list[CheckMessage]]
DOCUMENTATION = Path(__file__).resolve().parents[2] / "docs" / "plugin.md"
PACKAGES = Path(checks.__file__).parents[1]


def install(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Have these apps installed, in this order, without loading any of them anew."""
    known = {config.name: config for config in apps.get_app_configs()}
    configs = [known.get(name) or AppConfig.create(name) for name in names]
    monkeypatch.setattr(apps, "app_configs", {config.label: config for config in configs})


def installed_without(*names: str) -> list[str]:
    return [config.name for config in apps.get_app_configs() if config.name not in names]


def ids(check: Check, **options: Any) -> list[str]:
    return [str(message.id) for message in check(**options)]


@pytest.mark.django_db
def test_our_own_site_is_complete() -> None:
    assert run_checks(databases=["default"]) == []


@pytest.mark.filterwarnings("ignore:Overriding setting DATABASES")
@pytest.mark.parametrize(
    ("check", "name", "value", "found"),
    [
        (checks.check_locales, "WAGTAIL_I18N_ENABLED", False, "hub.E003"),
        (checks.check_locales, "HUB_LOCALE_CHAINS", {"fr": ["pt"]}, "hub.E004"),
        (checks.check_locales, "LANGUAGE_CODE", "pt", "hub.E006"),
        (checks.check_time_zone, "USE_TZ", False, "hub.E007"),
        (
            checks.check_localize,
            "WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE",
            True,
            "hub.W002",
        ),
        (
            checks.check_sqlite,
            "DATABASES",
            {"default": {"ENGINE": "django.db.backends.sqlite3"}},
            "hub.W005",
        ),
        (
            checks.check_middleware_and_order,
            "MIDDLEWARE",
            ["django.middleware.locale.LocaleMiddleware", checks.HEALTH],
            "hub.W006",
        ),
        (checks.check_middleware_and_order, "MIDDLEWARE", [], "hub.W011"),
        (checks.check_addresses, "ROOT_URLCONF", "tests.hub.no_addresses", "hub.W008"),
        (checks.check_addresses, "ROOT_URLCONF", "tests.hub.one_address", "hub.W009"),
    ],
)
def test_a_setting_that_is_wrong_is_named(
    check: Check, name: str, value: object, found: str, settings: Any
) -> None:
    assert ids(check) == []

    setattr(settings, name, value)

    assert ids(check) == [found]


@pytest.mark.django_db  # Django's own checks ask the database what it can do
def test_settings_that_only_our_site_makes_are_not_needed(settings: Any) -> None:
    for name in ("HUB_LOCALE_CHAINS", "HUB_ASSET_LANGUAGES", "HUB_CONTENT_SECURITY_POLICY"):
        delattr(settings, name)

    assert run_checks() == []


@pytest.mark.filterwarnings("ignore:Overriding setting DATABASES")
def test_postgresql_needs_no_such_options(settings: Any) -> None:
    settings.DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}}

    assert ids(checks.check_sqlite) == []


def test_either_of_two_apps_manages_the_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    others = installed_without(*checks.LOCALE_MANAGERS)
    for managers, found in (
        ([], ["hub.W003"]),
        (["wagtail.locales"], []),
        (["wagtail_localize.locales"], []),
    ):
        install(monkeypatch, *others, *managers)
        assert ids(checks.check_localize) == found


@pytest.mark.parametrize("app", ["allauth", "wagtail_localize"])
def test_an_app_whose_templates_we_replace_stands_behind_us(
    app: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, app, *installed_without(app))

    assert ids(checks.check_middleware_and_order) == ["hub.W007"]


def test_allauth_may_stand_anywhere_when_the_site_has_doors_of_its_own(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    del settings.ACCOUNT_ADAPTER
    install(monkeypatch, "allauth", *installed_without("allauth"))

    assert ids(checks.check_middleware_and_order) == []


def test_a_package_of_the_site_that_hides_ours_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = tmp_path / "site-packages", tmp_path / "project"
    for folder in (ours / "lectures", ours / "lessons", theirs / "lectures"):
        folder.mkdir(parents=True)
        (folder / "__init__.py").touch()
    (theirs / "search.py").touch()
    monkeypatch.setattr(checks, "OUR_FOLDER", ours)
    monkeypatch.setattr(checks, "OUR_PACKAGES", ("lectures", "lessons", "search"))
    monkeypatch.setattr(sys, "path", [str(theirs), str(ours), *sys.path])

    found = checks.check_package_names()

    # Theirs hides nothing as long as we bring no package called search.
    assert [message.id for message in found] == ["hub.W004"]
    assert f"“lectures” at {theirs} " in found[0].msg


def test_a_module_of_the_site_hides_a_package_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = tmp_path / "site-packages", tmp_path / "project"
    (ours / "search").mkdir(parents=True)
    (ours / "search" / "__init__.py").touch()
    theirs.mkdir()
    (theirs / "search.py").touch()
    monkeypatch.setattr(checks, "OUR_FOLDER", ours)
    monkeypatch.setattr(checks, "OUR_PACKAGES", ("search",))
    monkeypatch.setattr(sys, "path", [str(theirs), str(ours), *sys.path])

    assert ids(checks.check_package_names) == ["hub.W004"]


@pytest.mark.django_db
def test_other_declarations_ask_for_a_rebuild() -> None:
    Generation.objects.update_or_create(pk=1, defaults={"keys_version": "of yesterday"})

    assert ids(checks.check_catalogue, databases=["default"]) == ["hub.W001"]
    assert ids(checks.check_catalogue, databases=None) == []


@pytest.mark.django_db
def test_a_database_without_a_first_page_is_named() -> None:
    Site.objects.all().delete()

    assert ids(checks.check_catalogue, databases=["default"]) == ["hub.W010"]


@pytest.mark.parametrize("missing", ["wagtail_localize", "wagtail.contrib.redirects"])
def test_an_app_that_is_missing_is_named(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    require_apps(apps.get_app_config("hub"))
    install(monkeypatch, *installed_without(missing))

    with pytest.raises(ImproperlyConfigured) as error:
        require_apps(apps.get_app_config("hub"))

    assert str(error.value) == f'"hub" needs "{missing}" in INSTALLED_APPS (hub.E005).'


@pytest.mark.parametrize("app", ["hub", "resources"])
def test_django_does_not_start_without_what_an_app_needs(app: str) -> None:
    settings = f"from django.conf import settings; settings.configure(INSTALLED_APPS=[{app!r}])"
    start = f"{settings}; import django; django.setup()"

    command = [sys.executable, "-c", start]
    done = subprocess.run(command, cwd=PACKAGES, capture_output=True, text=True)

    needed = ", ".join(f'"{name}"' for name in NEEDED if name != app)
    last = f'ImproperlyConfigured: "{app}" needs {needed} in INSTALLED_APPS (hub.E005).'
    assert done.stderr.splitlines()[-1].endswith(last)


def test_every_check_is_explained() -> None:
    in_code = set()
    for package in ("hub", "resources", "frontend_schema"):
        for path in (PACKAGES / package).rglob("*.py"):
            in_code |= set(
                re.findall(r'"((?:hub|resources|frontend_schema)\.[EWI]\d{3})"', path.read_text())
            )
    explained = set(
        re.findall(r"`((?:hub|resources|frontend_schema)\.[EWI]\d{3})`", DOCUMENTATION.read_text())
    )

    assert in_code | {"hub.E005"} == explained
