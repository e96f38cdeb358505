"""The addresses of the portal for cities, below `/<language>/my/`."""

from django.urls import include, path

urlpatterns = [path("", include("actions.urls_writing"))]
