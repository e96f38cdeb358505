"""A Wagtail site as its start template makes it, with grapple as its documentation says."""

import os
from pathlib import Path

DATA_DIR = Path(os.environ["HUB_DATA_DIR"])
SECRET_KEY = "only-for-benchmarks"  # noqa: S105
ALLOWED_HOSTS = ["testserver"]
ROOT_URLCONF = "benchmarks.grapple_site.urls"
INSTALLED_APPS = [
    "benchmarks.grapple_site",
    "grapple",
    "graphene_django",
    "wagtail.contrib.redirects",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA_DIR / "site.sqlite3",
        "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL"},
    }
}
# Written anew for each run, beside the data: models of a benchmark have no history.
MIGRATION_MODULES = {"grapple_site": "grapple_site_migrations"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en"
STATIC_URL = "/static/"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
WAGTAIL_SITE_NAME = "Library"
WAGTAILADMIN_BASE_URL = "http://testserver"
GRAPHENE = {"SCHEMA": "grapple.schema.schema"}
GRAPPLE = {"APPS": ["grapple_site"], "MAX_PAGE_SIZE": 100}
