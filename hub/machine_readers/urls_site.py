"""What machines look for at the root of a site; include it at "", outside of `i18n_patterns`."""

from django.urls import path

from . import sitemaps

urlpatterns = [
    path("robots.txt", sitemaps.robots, name="hub_robots"),
    path("sitemap.xml", sitemaps.sitemap_index, name="hub_sitemap"),
    path("sitemap-places.xml", sitemaps.sitemap_of_places, name="hub_sitemap_places"),
    path("sitemap-<slug:locale>-<int:part>.xml", sitemaps.sitemap_part, name="hub_sitemap_part"),
]
