"""For the suite: fast, quiet, and nothing outside the process unless the environment names it."""

import os

from .base import *

DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# What Wagtail's own listings search in: every save would write it, for a few tests alone.
WAGTAILSEARCH_BACKENDS["default"]["AUTO_UPDATE"] = False
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise.")]
LOGGING["root"]["level"] = "WARNING"

# Workers of one run empty their cache before each test, so none may share it with another.
if REDIS_URL:
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    CACHES["default"]["LOCATION"] = f"{REDIS_URL.rsplit('/', 1)[0]}/{worker + 1}"

# Budgets count what an answer costs when it is made; `tests/test_response_cache.py` keeps answers.
CACHES["responses"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}

# Only the tests that are for it use the cluster, each process with indices of its own.
HUB_ELASTICSEARCH_URL = []
# A thread that writes would meet the transaction of a test.
HUB_SEARCH_LOG_DAYS = 0
