"""For one's own machine, and for `make demo`."""

from .base import *

DEBUG = env_flag("DEBUG", default=True)
if DEBUG:  # a template that is edited shows at once
    CACHES["responses"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
# Static files come from WhiteNoise here too, which lets the pages of other sites load the widget.
INSTALLED_APPS = ["whitenoise.runserver_nostatic", *INSTALLED_APPS]
