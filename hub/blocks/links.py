"""Blocks that lead elsewhere: to a page of the hub, to another site, to organisations."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .fields import LineBlock, OrganisationBlock, ParagraphBlock, WebAddressBlock
from .media import require_one

LINKS = _("Links")


class CallToActionBlock(blocks.StructBlock):
    text = ParagraphBlock(
        label=_("text"),
        required=False,
        rows=2,
        help_text=_("Why the reader should follow the link."),
    )
    label = LineBlock(
        label=_("words on the button"),
        max_length=80,
        help_text=_("Say what happens, such as: Apply now"),
    )
    page = blocks.PageChooserBlock(label=_("page"), required=False)
    url = WebAddressBlock(label=_("or an address"), required=False)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            require_one(cleaned, "page", "url", _("Choose either a page or give an address."))
        return cleaned

    class Meta:
        label = _("Call to action")
        icon = "arrow-right-full"
        group = LINKS
        label_format = "{label}"
        help_text = _("A button that leads to a page of the hub or to another site.")


class TeaserBlock(blocks.StructBlock):
    page = blocks.PageChooserBlock(label=_("page"))
    text = ParagraphBlock(
        label=_("text"),
        required=False,
        rows=2,
        help_text=_("Leave it empty to show the page's own summary."),
    )

    class Meta:
        label = _("Teaser of a page")
        icon = "doc-full-inverse"
        group = LINKS
        label_format = "{page}"
        help_text = _(
            "Shows another page with its title. It vanishes while that page is not published."
        )


class OrganisationsBlock(blocks.StructBlock):
    title = LineBlock(label=_("title"), required=False, max_length=200)
    organisations = blocks.ListBlock(
        OrganisationBlock(label=_("organisation")), label=_("organisations"), min_num=1
    )

    class Meta:
        label = _("Organisations")
        icon = "group"
        group = LINKS
        label_format = "{title}"
        help_text = _("Names organisations and links to their websites.")
