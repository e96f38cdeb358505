from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportRecord(models.Model):
    """What an import last brought for one key and language, and how it left what it wrote.

    `digest` is of the row that was read: the same row again is skipped. `state` is of what was
    stored: when it differs, an editor has been at work since, and the import leaves that alone.
    """

    class Kind(models.TextChoices):
        PAGE = "page", _("Page")
        ORGANISATION = "organisation", _("Organisation")
        NETWORK = "network", _("Network")
        IMAGE = "image", _("Image")
        DOCUMENT = "document", _("Document")

    kind = models.CharField(max_length=20, choices=Kind.choices)
    key = models.CharField(max_length=200)
    locale = models.CharField(max_length=12, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=64, blank=True)
    object_id = models.PositiveBigIntegerField(null=True)
    imported_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("import record")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "locale"], name="hub_import_record_unique_key"
            )
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.kind, self.key, self.locale]))
