from django.db import models
from django.utils.translation import gettext_lazy as _


class Vocabulary(models.TextChoices):
    """The controlled vocabularies of the hub; the value is also the name of the facet."""

    PRIORITY_OBJECTIVES = "priority_objectives", _("Priority objectives")
    GCM_OBJECTIVES = "gcm_objectives", _("GCM objectives")
    GCR_SECTIONS = "gcr_sections", _("GCR sections")
    GCR_OBJECTIVES = "gcr_objectives", _("GCR objectives")
    FOCUS_AREAS = "focus_areas", _("Focus areas of the 2019 Global Refugee Forum")
    SDGS = "sdgs", _("Sustainable Development Goals")
    TARGET_GROUPS = "target_groups", _("Target groups")
    TOPICS = "topics", _("Topics")
    AUDIENCES = "audiences", _("Audiences")
    REGIONS = "regions", _("Regions")
    COUNTRIES = "countries", _("Countries")
    PLACES = "places", _("Places")
    LANGUAGES = "languages", _("Languages")
    SERIES = "series", _("Series")

    @property
    def of_broader_terms(self) -> "Vocabulary":
        """The vocabulary in which the broader terms of this one are found."""
        return {
            Vocabulary.PLACES: Vocabulary.COUNTRIES,
            Vocabulary.COUNTRIES: Vocabulary.REGIONS,
        }.get(self, self)


class Confidence(models.TextChoices):
    """How sure we are of a fact or a wording; shown to editors beside it."""

    VERIFIED = "verified", _("verified")
    SECONDARY = "secondary", _("verified from a secondary source")
    UNVERIFIED = "unverified", _("unverified")
