"""The sites of the contenders: an environment, settings and a database each, below var/bench."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "bench"


@dataclass(frozen=True, kw_only=True)
class Site:
    """A Django project with a database of its own."""

    name: str
    settings: str
    python: Path = Path(sys.executable)
    packages: str = ""
    #: Address of a cluster, where the site has an index of its own.
    elasticsearch: str = ""

    @property
    def folder(self) -> Path:
        return FOLDER / self.name

    def variables(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("HUB_")}
        if self.elasticsearch:
            kept["HUB_ELASTICSEARCH_URL"] = self.elasticsearch
            kept["HUB_ELASTICSEARCH_INDEX"] = f"bench-{self.name}"
        return kept | {
            "DJANGO_SETTINGS_MODULE": self.settings,
            "HUB_DATA_DIR": str(self.folder),
            "PYTHONPATH": os.pathsep.join([str(ROOT), self.packages, str(self.folder)]),
        }

    def run(self, *arguments: str) -> None:
        command = [self.python, "-m", *arguments]
        subprocess.run(command, env=self.variables(), cwd=ROOT, check=True)

    def tell(self, *arguments: str) -> str:
        """Run a module and return what it printed."""
        command = [self.python, "-m", *arguments]
        done = subprocess.run(
            command, env=self.variables(), cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout.rstrip()

    def fill(self, module: str) -> None:
        """Make the database anew."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        if self is GRAPPLE:  # the models of a benchmark have no history in the repository
            package = self.folder / "grapple_site_migrations"
            package.mkdir()
            (package / "__init__.py").touch()
            self.run("django", "makemigrations", "grapple_site", "--skip-checks", "-v0")
        self.run("django", "migrate", "--skip-checks", "-v0")
        self.run("benchmarks.filling", module)


HUB = Site(
    name="hub_site",
    settings="benchmarks.hub_site.settings",
    packages=str(FOLDER / "hub_packages"),
)
GRAPPLE = Site(
    name="grapple_site",
    settings="benchmarks.grapple_site.settings",
    python=FOLDER / "grapple_environment" / "bin" / "python",
)


def make_environments() -> None:
    """Install what the alternatives need, where it cannot touch the hub's own environment."""
    uv = Path(sys.executable).with_name("uv")
    locks = Path(__file__).parent
    environment = GRAPPLE.python.parents[1]
    if not GRAPPLE.python.exists():
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, environment], check=True)
    for target, lock in (
        (["--python", GRAPPLE.python], locks / "grapple_site" / "requirements.lock"),
        (["--target", HUB.packages], locks / "hub_site" / "requirements.lock"),
    ):
        command = [uv, "pip", "sync", "--quiet", "--require-hashes", *target, lock]
        subprocess.run(command, check=True)
