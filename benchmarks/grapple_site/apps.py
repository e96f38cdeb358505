from django.apps import AppConfig


class GrappleSiteConfig(AppConfig):
    name = "benchmarks.grapple_site"
    label = "grapple_site"
    default_auto_field = "django.db.models.BigAutoField"
