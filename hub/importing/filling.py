"""What a row says, put into its page: rows that hang on it, words, pictures, printed documents."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wagtail.blocks import StreamBlockValidationError

from hub.localization.pairing import put_words
from hub.media.models import PageFile
from hub.pages.models import Contribution, PageNetwork, PageTerm

from .bodies import Drawing, each_leaf, finish_words
from .formats import Relation
from .keys import stable_key
from .media import Media, Print
from .page_rows import FileRow, PageRow, RowPart
from .problems import ProblemCode, RowError
from .references import PageReference, References

#: What a drawn picture is credited to.
CREDIT = "Local Action Hub"


@dataclass
class PageContent:
    """Fills in pages; the files that they need are ordered first and made on the way."""

    references: References
    media: Media
    #: Titles of pages and names of organisations by key, for printed documents.
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def put(self, row: PageRow, page: Any) -> None:
        """Put everything that the source language of a row says into its page."""
        for name, value in row.facts.items():
            setattr(page, name, self.settled(value))
        page.slug = row.slugs[row.source]
        if hasattr(page, "editor_note"):
            page.editor_note = row.editor_note
        self.put_rows(row, page)
        self.put_cover(row, page)
        put_words(page, self.words(row, row.source))
        check_body(page)

    def settled(self, value: Any) -> Any:
        """Return the id of a page that is named by key, and any other value as it is."""
        return self.references.page_id(value) if isinstance(value, PageReference) else value

    def order(self, row: PageRow) -> None:
        """Order the pictures and documents of a page, so that they are there when it is stored."""
        drawings: list[Drawing] = [row.cover] if row.cover else []
        each_leaf(
            [row.words[locale].get("body") for locale in row.locales],
            lambda leaf: drawings.append(leaf) if isinstance(leaf, Drawing) else None,
        )
        for drawing in drawings:
            self.media.order_picture(row.key, drawing)
        for item in row.files:
            if item.is_printed:
                self.media.order_document(self.print_of(row, item))

    def words(self, row: PageRow, locale: str) -> dict[str, Any]:
        title = row.words[row.source]["title"]

        def draw(drawing: Drawing) -> int:
            return self.media.picture(row.key, drawing, title=title)

        return dict(finish_words(row.words[locale], self.references, draw))

    def put_rows(self, row: PageRow, page: Any) -> None:
        """Replace the rows that hang on a page; those with words keep their identity."""
        page.hub_terms = [PageTerm(term_id=term) for term in dict.fromkeys(row.terms)]
        page.hub_networks = [
            PageNetwork(network_id=self.references.networks[key]) for key in row.networks
        ]
        page.hub_contributions = [
            Contribution(
                organisation_id=self.references.organisations[key], role=role, sort_order=place
            )
            for place, (key, role) in enumerate(row.contributions)
        ]
        page.hub_files = self.files(row)
        for name, relation in row.format.relations.items():
            parts = row.parts[name]
            setattr(page, name, self.things(row.key, name, relation, parts, page))

    def things(
        self, key: str, name: str, relation: Relation, parts: list[RowPart], page: Any
    ) -> list[Any]:
        """Make the rows of one relation; a row that was there before is found by its key."""
        model: Any = relation.model
        stored: dict[Any, Any] = {}
        if relation.is_translatable:
            stored = {thing.translation_key: thing for thing in getattr(page, name).all()}
        things = []
        for place, part in enumerate(parts):
            part_key = stable_key(key, name, part.code)
            thing = stored.get(part_key) or model()
            if relation.is_translatable:
                thing.translation_key, thing.locale = part_key, page.locale
            thing.sort_order = place
            for attribute, value in part.facts.items():
                setattr(thing, attribute, self.settled(value))
            things.append(thing)
        return things

    def put_cover(self, row: PageRow, page: Any) -> None:
        if row.cover is not None and hasattr(page, "cover"):
            title = row.words[row.source]["title"]
            page.cover_id = self.media.picture(row.key, row.cover, title=title)
            page.cover_credit = CREDIT

    def files(self, row: PageRow) -> list[PageFile]:
        """Make the rows of files, and print the documents that are new or say something else."""
        files = []
        for place, item in enumerate(row.files):
            document_id = self.media.document(self.print_of(row, item)) if item.is_printed else None
            files.append(
                PageFile(
                    title=item.title,
                    languages=item.languages,
                    document_id=document_id,
                    link_url=item.url,
                    link_label=item.label,
                    sort_order=place,
                )
            )
        return files

    def print_of(self, row: PageRow, item: FileRow) -> Print:
        language = item.languages[0]
        locale = language if language in row.words else row.source
        words = row.words[locale]
        names = {key: said.get(locale) or said[""] for key, said in self.names.items()}
        publishers = [names.get(key, key) for key, role in row.contributions if role == "publisher"]
        return Print(
            name=f"{row.key}/{row.files.index(item)}-{language}",
            title=words["title"],
            file_title=item.title,
            language=locale,
            summary=words.get("summary", ""),
            blocks=row.row.data["text"][locale].get("body") or [],
            organisations=publishers,
            names=names,
        )


def check_body(page: Any) -> None:
    """Hold a body against the rules of its blocks, as the editor's form would."""
    body = getattr(page, "body", None)
    if not body:
        return
    try:
        body.stream_block.clean(body)
    except StreamBlockValidationError as error:
        message = " ".join(messages_in(error.as_json_data()))
        raise RowError(ProblemCode.INVALID, f"body: {message}") from error


def messages_in(data: Any) -> list[str]:
    """Collect the sentences of an error that is as deep as its blocks."""
    if isinstance(data, dict):
        found = [str(message) for message in data.get("messages", ())]
        inside = data.get("blockErrors", {})
        parts = inside.values() if isinstance(inside, dict) else inside
        return found + [message for part in parts for message in messages_in(part)]
    return []
