"""The addresses of the site, with those of the Word form."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from hub import urls as site

urlpatterns = [*i18n_patterns(path("my/", include("actions.urls"))), *site.urlpatterns]
handler403, handler404 = site.handler403, site.handler404
