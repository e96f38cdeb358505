from functools import partial

import strawberry

from hub.loading import LabelledRow
from hub.localization.languages import chain
from hub.types.context import Context, Info
from hub.types.node import Node
from hub.types.pages import PageLink, links
from hub.types.plain import plain, shared


@strawberry.type(description="A network that curates content, such as MC2CM or M4D Net.")
class Network(Node):
    slug: str = strawberry.field(description="Short name; what the argument network takes.")
    name: str = strawberry.field(description="Its name.")
    description: str | None = strawberry.field(description="What it is.")
    row: strawberry.Private[LabelledRow]
    reading: strawberry.Private[str]

    @strawberry.field(description="The programme or platform page that describes it.")
    def page(self, info: Info) -> PageLink | None:
        key = self.row.values["page__translation_key"]
        if key is None:
            return None
        entries = info.context.entries.get_many([(str(key), self.reading)], reason="network")
        return next(iter(links(entries)), None)


def network_of(context: Context, row: LabelledRow, locale: str) -> Network:
    words = row.words(chain(locale))
    if key := row.values["page__translation_key"]:
        context.entries.want([(str(key), locale)], reason="network")
    return plain(
        Network,
        {
            "id": f"network:{row.values['slug']}:{locale}",
            "slug": row.values["slug"],
            "name": words.get("name") or row.values["slug"],
            "description": words.get("description") or None,
            "row": row,
            "reading": locale,
        },
    )


def networks_of(context: Context, ids: list[int], locale: str) -> list[Network]:
    return [
        shared(
            context.answers, (Network, row.pk, locale), partial(network_of, context, row, locale)
        )
        for row in context.networks.get_many(ids)
    ]
