"""The hub's pages through Wagtail's REST API v2, with the fields that the GraphQL queries ask for.

A listing of several page types shows the fields of their common model only; that is how the API is.
"""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.test import RequestFactory
from rest_framework.fields import Field
from wagtail.api import APIField
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.images.api.fields import ImageRenditionField
from wagtail.rich_text import expand_db_html

from benchmarks.content import FILTERS, LONG_TITLE
from benchmarks.questions import Question, report, resource, words
from resources.models import Report, Resource


class Rows(Field):
    """Child rows of a page as plain columns, one query for each relation of a page."""

    def __init__(self, **columns: Any) -> None:
        own = {name: columns.pop(name) for name in ("source",) if name in columns}
        super().__init__(**own)
        self.columns = columns

    def to_representation(self, rows: Any) -> Any:
        found = rows.values_list(*self.columns.values())
        return [dict(zip(self.columns, row, strict=True)) for row in found]


def rendition(image: Any) -> dict[str, Any]:
    single, double = (image.get_rendition(FILTERS[name]) for name in ("large", "double"))
    return {"url": single.url, "double": double.url}


class Body(Field):
    """The blocks with what they name, so that no second request is needed."""

    def to_representation(self, stream: Any) -> list[dict[str, Any]]:
        return [{"type": block.block_type, **self.fields(block)} for block in stream]

    def fields(self, block: Any) -> dict[str, Any]:
        value = block.value
        match block.block_type:
            case "figure":
                words = {"alt": value["alt"], "caption": value["caption"]}
                return {"image": rendition(value["image"]), **words}
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
    APIField("topics", Rows(source="hub_terms", code="term__code", label="term__labels__label")),
    APIField("files", Rows(source="hub_files", url="link_url", title="title", languages="languages")),
    APIField("publishers", Rows(source="hub_contributions", role="role", name="organisation__name")),
    APIField("cover_alt"),
    APIField("cover_card", ImageRenditionField(FILTERS["card"], source="cover")),
    APIField("body", Body()),
]
Report.api_fields = [*Resource.api_fields, APIField("report_year")]

router = WagtailAPIRouter("rest")
router.register_endpoint("pages", PagesAPIViewSet)


def listing(**query: Any) -> HttpRequest:
    return RequestFactory().get(f"/rest/pages/?{urlencode(query)}")


def ask_reports() -> HttpRequest:
    fields = "_,title,summary,issued_on,report_year,cover_alt,cover_card,publishers"
    return listing(
        type="resources.Report", fields=fields, locale="en", order="-issued_on", limit=20
    )


def ask_resources() -> HttpRequest:
    fields = "_,type,title,summary,topics,files,publishers"
    return listing(
        type="resources.Resource", fields=fields, locale="en", order="title", limit=100
    )


def ask_page() -> HttpRequest:
    page_id = Report.objects.values_list("pk", flat=True).get(title=LONG_TITLE)
    return RequestFactory().get(f"/rest/pages/{page_id}/?fields=_,title,body")


def read_reports(answer: Any) -> list[Any]:
    return [
        report(
            title=item["title"],
            summary=item["summary"],
            day=item["issued_on"],
            year=item["report_year"],
            alt=item["cover_alt"],
            size=[item["cover_card"][side] for side in ("width", "height")],
            publishers=[publisher["name"] for publisher in item["publishers"]],
        )
        for item in answer["items"]
    ]


def read_resources(answer: Any) -> list[Any]:
    names = ("title", "summary", "topics", "files", "publishers")
    return sorted(resource(**{name: item[name] for name in names}) for item in answer["items"])


def read_page(answer: Any) -> list[Any]:
    return [answer["title"], *(read_block(block) for block in answer["body"])]


def read_block(block: dict[str, Any]) -> list[Any]:
    match block["type"]:
        case "figure":
            return ["figure", block["alt"]]
        case "teaser":
            return ["teaser", block["title"], block["summary"]]
        case "organisations":
            return ["organisations", *block["organisations"]]
        case "rich_text":
            return ["richtext", words(block["html"])]
        case "quote":
            return ["quote", f"{block['text']} {block['attribution']}"]
        case kind:
            return [kind, block["text"]]


QUESTIONS = {
    "Q1": Question(ask_reports, read_reports),
    "Q2": Question(ask_resources, read_resources),
    "Q3": Question(ask_page, read_page),
}
