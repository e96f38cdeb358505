"""How the form of a page is laid out: by the questions that its editor answers.

Facts are edited on the source page of a group and only shown on its translations; prose is edited
on every page. So a layout says of each panel which of the two it is: what stands in `Facts` is a
fact, the rows of a `PartsPanel` hold both, everything else is prose.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.compare import M2MFieldComparison
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel, PanelGroup, TabbedInterface
from wagtail.models import Page

from .choices import NETWORKS, Offers
from .forms import PageForm, word_field, words_of
from .page_languages import edit_state


def source_behind(form: Any) -> Page | None:
    """Find the page that holds the facts, when this is the form of its translation."""
    return getattr(form, "source", None)


class Facts(PanelGroup):
    """Panels of facts: a form on the source page, plain text with a link on its translations."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        return options | {
            "fact_fields": list(options.get("fields", [])),
            "fact_relations": list(options.get("formsets", {})),
        }

    class BoundPanel(PanelGroup.BoundPanel):
        template_name = "hub/admin/facts.html"

        @property
        def source(self) -> Page | None:
            return source_behind(self.form)

        @property
        def children(self) -> list[Any]:
            if self.source is not None:
                return []  # their fields are not in the form
            return super().children  # type: ignore[no-any-return]

        def is_shown(self) -> bool:
            return self.source is not None or super().is_shown()

        def show_panel_furniture(self) -> bool:
            return self.source is not None or super().show_panel_furniture()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            if self.source is not None:
                context["language"] = self.source.locale.get_display_name()
                context["edit_url"] = reverse("wagtailadmin_pages:edit", args=[self.source.pk])
                context["facts"] = list(spoken(self.panel, self.source))
            return context


def spoken(panel: Panel, page: Page) -> Iterator[tuple[str, list[str]]]:
    """Put what the panels of facts hold of a page into words; what is empty is left out."""
    if isinstance(panel, PanelGroup):
        for child in panel.children:
            yield from spoken(child, page)
        return
    heading = panel.heading
    if isinstance(panel, ChoicePanel):
        values = panel.offers(page)[panel.field_name].chosen_names(page)
    elif isinstance(panel, InlinePanel):
        values = [str(row) for row in getattr(page, panel.relation_name).all()]
    else:
        heading = heading or capfirst(panel.db_field.verbose_name)
        value = getattr(page, panel.field_name)
        if isinstance(value, bool):
            value = _("Yes") if value else ""
        values = [str(localize(panel.format_value_for_display(value)))] if value else []
    if values:
        yield heading, values


def facts_of(page: Page) -> list[tuple[str, list[str]]]:
    """Collect all facts of a page as its form would show them, in words."""

    def found(panel: Panel) -> Iterator[tuple[str, list[str]]]:
        if isinstance(panel, Facts):
            yield from spoken(panel, page)
        elif isinstance(panel, PanelGroup):
            for child in panel.children:
                yield from found(child)

    return list(found(page.get_edit_handler()))


class ChoicePanel(FieldPanel):
    """Child rows of the page as checkboxes: the terms of one vocabulary, or the networks."""

    def get_form_options(self) -> dict[str, Any]:
        if self.field_name == NETWORKS:
            return {"with_networks": [True]}
        return {"vocabularies": [self.vocabulary]}

    @property
    def vocabulary(self) -> str:
        return str(self.field_name.removeprefix("terms_"))

    def offers(self, *pages: Page) -> Offers:
        return Offers([] if self.field_name == NETWORKS else [self.vocabulary], *pages)

    class BoundPanel(FieldPanel.BoundPanel):
        def get_comparison(self) -> list[Any]:
            return [partial(ChoiceComparison, self.panel)]

        def js_opts(self) -> dict[str, Any]:
            """Leave the widget out: its hundreds of options stand in the page already."""
            options: dict[str, Any] = super().js_opts()
            return options | {"widget": None}


class ChoiceComparison(M2MFieldComparison):
    """What was ticked and unticked between two versions of a page."""

    def __init__(self, panel: ChoicePanel, before: Page, after: Page) -> None:
        self.label = panel.heading
        offer = panel.offers(before, after)[panel.field_name]
        self.val_a, self.val_b = offer.chosen_names(before), offer.chosen_names(after)

    def field_label(self) -> str:
        return str(self.label)


class PartsPanel(InlinePanel):
    """Rows with facts and prose in them; on a translation, each text beside that of the source."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        return options | {"part_relations": [self.relation_name]}

    def get_bound_panel(
        self, instance: Any = None, request: Any = None, form: Any = None, prefix: str = "panel"
    ) -> Panel.BoundPanel:
        bound = TranslatedParts if source_behind(form) is not None else self.BoundPanel
        return bound(panel=self, instance=instance, request=request, form=form, prefix=prefix)


class TranslatedParts(Panel.BoundPanel):
    template_name = "hub/admin/translated_parts.html"

    @property
    def rows(self) -> list[tuple[str, list[Any]]]:
        """The fields of each row, under what the source calls it."""
        relation = self.panel.relation_name
        return [
            (str(row), [self.form[word_field(relation, row, word)] for word in words_of(type(row))])
            for row in getattr(self.form.source, relation).all()
        ]

    def is_shown(self) -> bool:
        return bool(self.rows)


class TranslationPanel(FieldPanel):
    """A field that only a translation has a use for."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return source_behind(self.form) is not None and super().is_shown()


class OutlookPanel(Panel):
    """What a partner site gets of the draft; it is fetched when the editor looks."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "hub/admin/outlook_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            if self.instance.pk:
                context["url"] = reverse("hub_editing:outlook", args=[self.instance.pk])
            return context


class PageTabs(TabbedInterface):
    """The tabs of a page's form, below the state that its group is in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["base_form_class"] = kwargs.get("base_form_class") or PageForm
        super().__init__(*args, **kwargs)

    class BoundPanel(TabbedInterface.BoundPanel):
        template_name = "hub/admin/page_tabs.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            if self.instance.pk:
                context["state_url"] = reverse("hub_editing:state", args=[self.instance.pk])
                context |= edit_state(self.instance, self.request.user)
            return context

        def render_missing_fields(self) -> str:
            """Nothing: every field has its panel, and ours are not among the form's options."""
            return ""
