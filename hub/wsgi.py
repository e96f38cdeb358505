"""The way in for a WSGI server such as gunicorn."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.production")

application = get_wsgi_application()

# Views, schema and the client of the search engine take a second or two to load. Whoever asks first
# would wait for them, and with eight threads in a new process that is eight people.
resolve("/graphql/")
import_string("search.engines.engines")()
