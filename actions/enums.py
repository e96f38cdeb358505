from django.db import models
from django.utils.translation import gettext_lazy as _


class ListingKind(models.TextChoices):
    """As what an action appears on a showcase."""

    PLEDGE = "pledge", _("Pledge")
    PRACTICE = "practice", _("Good practice")
    LISTING = "listing", _("Listing")
    MATERIAL = "material", _("Material of the Call")
