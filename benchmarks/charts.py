"""The figures of a run as pictures: `make bench ARGS="--charts docs/benchmarks"`."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .sites import HUB


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Bars, or lines over a row of numbers; a series has one value for each label."""

    name: str
    title: str
    labels: Sequence[str]
    series: Mapping[str, Sequence[float]]
    kind: str = "HorizontalBar"


def draw(chart: Chart, folder: Path) -> None:
    """Write one SVG file, without the script that would make it move."""
    sys.path.append(HUB.packages)
    import pygal
    from lxml import etree
    from pygal.style import Style

    is_bar = chart.kind == "HorizontalBar"
    order = -1 if is_bar else 1  # the first bar would be the lowest
    sizes = {f"{place}_font_size": 12 for place in ("label", "major_label", "legend", "value")}
    picture = getattr(pygal, chart.kind)(
        width=760,
        height=140 + 18 * len(chart.labels) * len(chart.series) if is_bar else 320,
        title=chart.title,
        x_labels=chart.labels[::order],
        style=Style(background="white", plot_background="white", title_font_size=15, **sizes),
        legend_at_bottom=True,
        print_values=is_bar,
        value_formatter=lambda value: f"{value:,.2f}" if value < 10 else f"{value:,.0f}",
        include_x_axis=True,
        show_minor_x_labels=not is_bar,  # there is no room for all
        truncate_label=-1,
        js=(),
    )
    for name, values in chart.series.items():
        picture.add(name, values[::order])
    root = picture.render_tree()
    etree.strip_tags(root, etree.Comment)
    for script in root.findall(".//script"):
        script.getparent().remove(script)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{chart.name}.svg").write_bytes(etree.tostring(root, encoding="utf-8"))
