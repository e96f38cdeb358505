"""Blocks of figures: statistics with their sources, and tables."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from .fields import LineBlock, YesNoBlock

EVIDENCE = _("Figures")


class StatisticBlock(blocks.StructBlock):
    value = LineBlock(
        label=_("figure"), max_length=60, help_text=_("As it is read, such as: 50+ or 1.2 million")
    )
    label = LineBlock(label=_("what it counts"), max_length=200)
    source = LineBlock(
        label=_("source"),
        required=False,
        max_length=255,
        help_text=_("Who counted, and where it says so."),
    )
    as_of = blocks.DateBlock(
        label=_("as of"), required=False, help_text=_("The day for which the figure holds.")
    )
    is_unverified = YesNoBlock(
        label=_("unverified"),
        help_text=_("Tick when nobody has checked it against its source."),
    )

    class Meta:
        label = _("figure")
        icon = "decimal"
        label_format = "{value} {label}"


class StatisticsBlock(blocks.StructBlock):
    title = LineBlock(label=_("title"), required=False, max_length=200)
    items = blocks.ListBlock(StatisticBlock(), label=_("figures"), min_num=1)

    class Meta:
        label = _("Statistics")
        icon = "decimal"
        group = EVIDENCE
        label_format = "{title}"
        help_text = _("A few figures that stand out, each with its source and its day.")


class TableBlock(blocks.StructBlock):
    """A plain table; its cells are fields of their own, so that each is one string to translate."""

    caption = LineBlock(
        label=_("caption"), max_length=255, help_text=_("What the table shows, in one sentence.")
    )
    has_header_row = YesNoBlock(label=_("the first row names the columns"), default=True)
    has_header_column = YesNoBlock(label=_("the first column names the rows"))
    draws_bars = YesNoBlock(label=_("draw the numbers of the last column as bars, too"))
    rows = blocks.ListBlock(
        blocks.ListBlock(
            LineBlock(label=_("cell"), required=False, max_length=1000), label=_("row"), min_num=1
        ),
        label=_("rows"),
        min_num=1,
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        lengths = {len(row) for row in cleaned["rows"]}
        if not self.is_deferred_validation and len(lengths) > 1:
            message = _("Give every row the same number of cells; a cell may be left empty.")
            raise StructBlockValidationError({"rows": ValidationError(message)})
        return cleaned

    class Meta:
        label = _("Table")
        icon = "table"
        group = EVIDENCE
        label_format = "{caption}"
        help_text = _(
            "Figures or words in rows and columns. Never use it to arrange things on the page."
        )
