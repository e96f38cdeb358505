"""For a server that others can reach: what is open by default is closed here."""

from django.core.exceptions import ImproperlyConfigured

from hub.logs import logging_settings

from .base import *

if SECRET_KEY == EXAMPLE_SECRET_KEY:
    raise ImproperlyConfigured("Set HUB_SECRET_KEY to a long random text of your own.")

DEBUG = False
SECURE_SSL_REDIRECT = env_flag("SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
# To be on the lists of browsers is for good, and for the owner of the domain to decide.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LOGGING = logging_settings(level=env("LOG_LEVEL", "INFO"), style=env("LOG_STYLE", "json"))
