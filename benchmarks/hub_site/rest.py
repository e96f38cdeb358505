"""The hub's pages through Wagtail's REST API v2, with the fields that the GraphQL queries ask for.

A listing of several page types shows the fields of their common model only; that is how the API is.
"""

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.test import RequestFactory
from rest_framework.fields import Field
from wagtail.api import APIField
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.images.api.fields import ImageRenditionField
from wagtail.rich_text import expand_db_html

from benchmarks.content import LONG_TITLE
from resources.models import Report, Resource


class Rows(Field):
    """Child rows of a page as plain columns, one query for each relation of a page."""

    def __init__(self, source: str, **columns: str) -> None:
        super().__init__(source=source)
        self.columns = columns

    def to_representation(self, rows: Any) -> Any:
        found = rows.values_list(*self.columns.values())
        return [dict(zip(self.columns, row, strict=True)) for row in found]


class Body(Field):
    """The blocks with what they name, so that no second request is needed."""

    def to_representation(self, stream: Any) -> list[dict[str, Any]]:
        return [{"type": block.block_type, **self.fields(block)} for block in stream]

    def fields(self, block: Any) -> dict[str, Any]:
        value = block.value
        match block.block_type:
            case "figure":
                sizes = ("max-1200x1200|format-webp", "max-2400x2400|format-webp")
                urls = [value["image"].get_rendition(size).url for size in sizes]
                return {"image": urls, "alt": value["alt"], "caption": value["caption"]}
            case "teaser":
                page = value["page"].specific
                return {"title": page.title, "summary": page.summary, "path": page.url}
            case "rich_text":
                return {"html": expand_db_html(value.source)}
            case "organisations":
                return {"organisations": [item.name for item in value["organisations"]]}
            case _:
                return dict(value)


Resource.api_fields = [
    APIField("summary"),
    APIField("issued_on"),
    APIField("topics", Rows("hub_terms", code="term__code", label="term__labels__label")),
    APIField("files", Rows("hub_files", url="link_url", title="title", languages="languages")),
    APIField("publishers", Rows("hub_contributions", role="role", name="organisation__name")),
    APIField("cover_alt"),
    APIField("cover_card", ImageRenditionField("fill-480x320|format-webp", source="cover")),
    APIField("body", Body()),
]
Report.api_fields = [*Resource.api_fields, APIField("report_year")]

router = WagtailAPIRouter("rest")
router.register_endpoint("pages", PagesAPIViewSet)


def ask(page: str = "", **query: Any) -> HttpRequest:
    return RequestFactory().get(f"/rest/pages/{page}", query)


def ask_page() -> HttpRequest:
    page = Report.objects.values_list("pk", flat=True).get(title=LONG_TITLE)
    return ask(f"{page}/", fields="_,title,body")


QUESTIONS = {
    "Q1": partial(
        ask,
        type="resources.Report",
        fields="_,title,summary,issued_on,report_year,cover_alt,cover_card,publishers",
        locale="en",
        order="-issued_on",
        limit=20,
    ),
    "Q2": partial(
        ask,
        type="resources.Resource",
        fields="_,type,title,summary,topics,files,publishers",
        locale="en",
        order="title",
        limit=100,
    ),
    "Q3": ask_page,
}
