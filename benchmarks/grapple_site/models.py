"""The page types of the library with grapple's fields; one table a type, to grapple's advantage."""

from django.db import models
from grapple.helpers import register_query_field
from grapple.models import (
    GraphQLCollection,
    GraphQLForeignKey,
    GraphQLImage,
    GraphQLInt,
    GraphQLStreamfield,
    GraphQLString,
)
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page

from .blocks import BODY_BLOCKS


class Topic(models.Model):
    code = models.SlugField(unique=True)
    label = models.CharField(max_length=255)

    graphql_fields = [GraphQLString("code"), GraphQLString("label")]


class Organisation(models.Model):
    name = models.CharField(max_length=255)

    graphql_fields = [GraphQLString("name")]


class Resource(Page):
    """What all types share."""

    summary = models.TextField(blank=True)
    issued_on = models.DateField()
    cover = models.ForeignKey(get_image_model_string(), models.PROTECT, related_name="+")
    cover_alt = models.CharField(max_length=255)
    topics = ParentalManyToManyField(Topic)
    body = StreamField(BODY_BLOCKS, blank=True)

    graphql_fields = [
        GraphQLString("summary"),
        GraphQLString("issued_on"),
        GraphQLImage("cover"),
        GraphQLString("cover_alt"),
        GraphQLCollection(GraphQLForeignKey, "topics", Topic),
        GraphQLCollection(GraphQLForeignKey, "files", "grapple_site.File"),
        GraphQLCollection(GraphQLForeignKey, "publishers", "grapple_site.Contribution"),
        GraphQLStreamfield("body"),
    ]

    class Meta:
        abstract = True


class File(Orderable):
    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="files")
    title = models.CharField(max_length=255)
    url = models.URLField()
    language = models.CharField(max_length=12)

    graphql_fields = [GraphQLString("title"), GraphQLString("url"), GraphQLString("language")]


class Contribution(Orderable):
    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="publishers")
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    role = models.CharField(max_length=20)

    graphql_fields = [
        GraphQLString("role"),
        GraphQLForeignKey("organisation", Organisation),
    ]


@register_query_field("report")
class Report(Resource):
    report_year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)

    graphql_fields = [*Resource.graphql_fields, GraphQLInt("report_year"), GraphQLString("kind")]


class Toolkit(Resource): ...


class IndicatorFramework(Resource): ...


class CityAssessment(Resource): ...


class Programme(Resource):
    graphql_fields = [
        *Resource.graphql_fields,
        GraphQLCollection(GraphQLForeignKey, "phases", "grapple_site.Phase"),
    ]


class Phase(Orderable):
    page = ParentalKey(Programme, on_delete=models.CASCADE, related_name="phases")
    title = models.CharField(max_length=255)

    graphql_fields = [GraphQLString("title")]


class KnowledgePlatform(Resource): ...
