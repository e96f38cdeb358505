from django.db import models
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    UNKNOWN = "unknown", _("Not stated")
    CC_BY = "cc-by-4.0", _("Creative Commons Attribution 4.0")
    CC_BY_SA = "cc-by-sa-4.0", _("Creative Commons Attribution-ShareAlike 4.0")
    CC_BY_NC = "cc-by-nc-4.0", _("Creative Commons Attribution-NonCommercial 4.0")
    CC_BY_IGO = "cc-by-3.0-igo", _("Creative Commons Attribution 3.0 IGO")
    CC_BY_NC_IGO = "cc-by-nc-3.0-igo", _("Creative Commons Attribution-NonCommercial 3.0 IGO")
    ALL_RIGHTS_RESERVED = "all-rights-reserved", _("All rights reserved")
