"""The hub as it runs in production, with two more addresses, and nothing kept; DEBUG is off."""

from hub.settings.base import *

DEBUG = False
ALLOWED_HOSTS = ["testserver"]
ROOT_URLCONF = "benchmarks.hub_site.urls"
INSTALLED_APPS = [*INSTALLED_APPS, "wagtail.api.v2", "rest_framework"]
WAGTAILAPI_LIMIT_MAX = 100
# The renderer that makes HTML pages of answers is for browsers.
REST_FRAMEWORK = {"DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"]}
# What an answer costs that is made; `serving` keeps answers.
CACHES["responses"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
HUB_GRAPHQL_LIMITS = {"cost_per_minute": 10**12}  # one sender asks all the time
LOGGING["root"]["level"] = "WARNING"
# The worker of `searching` would print receipts into the report.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
