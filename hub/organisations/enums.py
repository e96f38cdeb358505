from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    LOCAL_GOVERNMENT = "local_government", _("Local or regional government")
    NATIONAL_ASSOCIATION = "national_association", _("National association of local governments")
    CITY_NETWORK = "city_network", _("City network")
    INTERNATIONAL_ORGANISATION = "international_organisation", _("International organisation")
    UN_PARTNERSHIP = "un_partnership", _("UN partnership with cities")
    UNIVERSITY = "university", _("University or research institute")
    CIVIL_SOCIETY = "civil_society", _("Civil society organisation")
    FUND = "fund", _("Fund or donor")
    OTHER = "other", _("Other")


class ContributionRole(models.TextChoices):
    """What an organisation is to a resource; the glossary explains each."""

    PUBLISHER = "publisher", _("Publisher")
    AUTHOR = "author", _("Author")
    FUNDER = "funder", _("Funder")
    LEAD = "lead", _("Lead")
    STRATEGIC_PARTNER = "strategic_partner", _("Strategic partner")
    MANAGER = "manager", _("Manager")
    PARTNER = "partner", _("Partner")
