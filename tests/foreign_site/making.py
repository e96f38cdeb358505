"""Makes a Wagtail site that is not ours, with models, languages and addresses of its own."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import documentation

HERE = Path(__file__).parent
NAME = "observatory"
SETTINGS = f"{NAME}/settings/base.py"
URLS = f"{NAME}/urls.py"
START = "import sys; from wagtail.bin.wagtail import main; sys.exit(main())"
INSIDE = "import django, runpy, sys; django.setup(); runpy.run_path(sys.argv[1])"

#: The site as it was before it took the hub.
OWN_SETTINGS = """
INSTALLED_APPS += ["people", "gallery"]
AUTH_USER_MODEL = "people.User"
WAGTAILIMAGES_IMAGE_MODEL = "gallery.Photo"
WAGTAILDOCS_DOCUMENT_MODEL = "gallery.Paper"
SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["testserver"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Nothing here has to survive a power cut.
DATABASES["default"]["OPTIONS"] = {"init_command": "PRAGMA synchronous=OFF"}
"""


def run(*command: object, cwd: Path, **env: str) -> str:
    """Run a command to its end; what it printed is the reason when it fails."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    done = subprocess.run(
        [sys.executable, *map(str, command)],
        cwd=cwd,
        env=clean | env,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-6000:]
    return done.stdout


def build_wheel(folder: Path) -> Path:
    options = ("--no-isolation", "--wheel", "--outdir", folder)
    run("-m", "build", *options, documentation.REPOSITORY, cwd=folder)
    return next(folder.glob("*.whl"))


def install(wheel: Path, folder: Path) -> None:
    """Install the wheel alone; what it depends on comes from the environment of the tests."""
    options = ("--quiet", "--offline", "--no-deps", "--python", sys.executable)
    run("-m", "uv", "pip", "install", *options, "--target", folder, wheel, cwd=folder.parent)


@dataclass(frozen=True)
class ForeignSite:
    """A site made by `wagtail start`, and the folder that the wheel is installed in."""

    folder: Path
    packages: Path

    @classmethod
    def make(cls, folder: Path, packages: Path) -> "ForeignSite":
        run("-c", START, "start", NAME, cwd=folder)
        site = cls(folder / NAME, packages)
        for folder in ("people", "gallery"):
            shutil.copytree(HERE / "own" / folder, site.folder / folder)
        shutil.copy(documentation.REPOSITORY / "tests" / "editor.py", site.folder)
        templates = site.folder / NAME / "templates"
        shutil.copytree(HERE / "own" / "templates", templates, dirs_exist_ok=True)
        site.append(SETTINGS, OWN_SETTINGS)
        return site

    def append(self, path: str, text: str) -> None:
        with (self.folder / path).open("a") as file:
            file.write(f"\n{text}")

    def take_files(self) -> None:
        """Write the files of the documentation; settings are added to what is there."""
        for path, text in documentation.files().items():
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if path == SETTINGS:
                self.append(path, text + 'INSTALLED_APPS += ["stories"]\n')
            else:
                target.write_text(text)
        migrations = self.folder / "stories" / "migrations"
        migrations.mkdir()
        (self.folder / "stories" / "__init__.py").touch()
        (migrations / "__init__.py").touch()

    def take(self, path: str, part: str) -> None:
        """Add a later part of the documentation to a file."""
        self.append(path, documentation.blocks()[f"{path}: {part}"])

    def walk(self, journey: str, *, given: object = None) -> Any:
        """Run one of our scripts inside the site, and return what it reports."""
        report = self.folder.parent / f"{journey}.json"
        places = os.pathsep.join([str(self.folder), str(self.packages)])
        settings = f"{NAME}.settings.dev"
        env = {"PYTHONPATH": places, "DJANGO_SETTINGS_MODULE": settings}
        script = HERE / f"{journey}.py"
        run("-P", "-c", INSIDE, script, report, json.dumps(given), cwd=self.folder, **env)
        return json.loads(report.read_text())
