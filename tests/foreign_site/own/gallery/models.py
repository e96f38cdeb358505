from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page


class Photo(AbstractImage):
    photographer = models.CharField(max_length=100, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "photographer")


class PhotoRendition(AbstractRendition):
    image = models.ForeignKey(Photo, models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]


class Paper(AbstractDocument):
    archive_number = models.CharField(max_length=40, blank=True)

    admin_form_fields = (*Document.admin_form_fields, "archive_number")


class AlbumPage(Page):
    """A page type that nobody declares; its fields are named like ours and mean other things."""

    summary = models.IntegerField(default=0)
    body = models.JSONField(default=dict, blank=True)
    cover = models.ForeignKey(Paper, models.SET_NULL, null=True, blank=True, related_name="+")

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("cover")]
