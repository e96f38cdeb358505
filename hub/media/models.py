"""Files that pages offer, and the facts of each document that are dear to find out."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.documents import get_document_model_string
from wagtail.models import Orderable

from hub.localization.fields import LanguagesField
from hub.pages.choices import Checklist


class PageFile(Orderable):
    """One file or link that a page offers, in one or more languages.

    A flat row and not translatable: the languages of the asset and the language of the page are
    different facts, and nested translatable children break the first translation.
    """

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="hub_files")
    title = models.CharField(
        _("title"), max_length=255, help_text=_("As it is printed on the file, in its language.")
    )
    languages = LanguagesField(_("languages"), help_text=_("In which languages is the file?"))
    document = models.ForeignKey(
        get_document_model_string(),
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
        help_text=_("Choose a document, or give a link below."),
    )
    link_url = models.URLField(_("link"), max_length=500, blank=True)
    link_label = models.CharField(_("where the link leads"), max_length=120, blank=True)

    panels = [
        FieldPanel("title"),
        FieldPanel("languages", widget=Checklist),
        FieldPanel("document"),
        FieldRowPanel([FieldPanel("link_url"), FieldPanel("link_label")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.document_id and self.link_url:
            raise ValidationError({"document": _("Give either a document or a link, not both.")})


class DocumentFacts(models.Model):
    """What the hub found out about a document: its real type, pages and checksum.

    Name, size and time tell whether it is still the same file; only then is the rest believed.
    """

    document = models.OneToOneField(
        get_document_model_string(), models.CASCADE, primary_key=True, related_name="hub_facts"
    )
    file_name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    bytes = models.PositiveBigIntegerField(default=0)
    pages = models.PositiveIntegerField(null=True, blank=True)
    checksum = models.CharField(max_length=64, help_text=_("SHA-256 of the file"))
    modified_at = models.DateTimeField(help_text=_("When the file was stored"))

    class Meta:
        verbose_name = _("facts of a document")

    def __str__(self) -> str:
        return self.file_name
