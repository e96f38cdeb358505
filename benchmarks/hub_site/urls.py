from django.urls import path

from hub.urls import urlpatterns as hub_urlpatterns

from . import by_hand
from .rest import router
from .searching import BARE, bare_search

urlpatterns = [
    path("rest/", router.urls),
    path("by-hand/reports/", by_hand.reports),
    path("by-hand/resources/", by_hand.resources),
    path("by-hand/page/", by_hand.page),
    path(BARE.removeprefix("/"), bare_search),
    *hub_urlpatterns,
]
