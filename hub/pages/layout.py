"""The one layout of a page's form; a page type only adds its own answers to the questions."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TitleFieldPanel,
)

from hub.terms.enums import Vocabulary

from .choices import NETWORKS, terms_field
from .panels import ChoicePanel, Facts, OutlookPanel, PageTabs, TranslationPanel

Panels = Sequence[Panel]

#: In the order in which an editor thinks of them.
SUBJECTS = (
    Vocabulary.TOPICS,
    Vocabulary.TARGET_GROUPS,
    Vocabulary.AUDIENCES,
    Vocabulary.PRIORITY_OBJECTIVES,
)
WHERE = (Vocabulary.PLACES, Vocabulary.COUNTRIES, Vocabulary.REGIONS)
AGENDAS = (
    Vocabulary.SDGS,
    Vocabulary.GCM_OBJECTIVES,
    Vocabulary.GCR_OBJECTIVES,
    Vocabulary.GCR_SECTIONS,
    Vocabulary.FOCUS_AREAS,
)


def page_tabs(
    *,
    names: Panels = (),
    identity: Panels = (),
    prose: Panels = (),
    parts: Panels = (),
    dates: Panels = (),
    facts: Panels = (),
) -> PageTabs:
    """Lay out the form of a page type.

    `names` and `prose` are texts of every language, `parts` are `PartsPanel`s; `identity` says what
    the page is, `dates` when, and `facts` are whole groups of their own.
    """
    content = [
        question(_("What is it?"), [TitleFieldPanel("title"), *names, *shared(identity)]),
        question(
            _("What does it say?"),
            [FieldPanel("summary"), *prose, *cover(), FieldPanel("body")],
        ),
        *parts,
    ]
    about = [
        question(_("Who made it?"), shared([contributions()])),
        question(_("What is it about?"), shared(terms(SUBJECTS))),
        question(_("Which places is it about?"), shared(terms(WHERE))),
        question(_("Which global agendas does it serve?"), shared(terms(AGENDAS))),
        question(_("Files and links"), shared([files()])),
        *([question(_("When?"), shared(dates))] if dates else []),
        *facts,
    ]
    return PageTabs(
        [
            ObjectList(content, heading=_("Content")),
            ObjectList(about, heading=_("Facts and files")),
            ObjectList(publishing(), heading=_("Publishing")),
            ObjectList([OutlookPanel()], heading=_("On partner sites")),
        ]
    )


def question(heading: object, panels: Panels, help_text: object = "") -> MultiFieldPanel:
    return MultiFieldPanel(list(panels), heading=heading, help_text=help_text)


def shared(panels: Panels) -> list[Panel]:
    """Make facts of these panels, which all languages share; nothing when there are none."""
    return [Facts(list(panels))] if panels else []


def cover() -> list[Panel]:
    return [
        *shared(
            [
                FieldPanel("cover"),
                FieldRowPanel([FieldPanel("cover_credit"), FieldPanel("cover_is_decorative")]),
            ]
        ),
        FieldPanel("cover_alt"),
    ]


def contributions() -> Panel:
    return InlinePanel(
        "hub_contributions",
        heading=_("Organisations"),
        label=_("organisation"),
        help_text=_(
            "Who published, wrote, funded or manages it. An organisation that is missing is added"
            " under Reference."
        ),
    )


def files() -> Panel:
    return InlinePanel(
        "hub_files",
        heading=_("Files and links"),
        label=_("file or link"),
        help_text=_(
            "One row for each file. A report in two languages has two rows; one file with both"
            " languages in it has one row with two languages."
        ),
    )


def terms(vocabularies: Sequence[Vocabulary]) -> list[Panel]:
    return [choice(terms_field(name), name.label) for name in vocabularies]


def choice(field: str, heading: object) -> Panel:
    return ChoicePanel(field, heading=heading, disable_comments=True)


def publishing() -> list[Panel]:
    return [
        question(
            _("Who may read it?"),
            shared([FieldPanel("reach"), choice(NETWORKS, _("Networks"))]),
            _(
                "To publish on a later day, or to take the page down on one, choose “Set schedule”"
                " in the status panel."
            ),
        ),
        question(
            _("How is it found?"),
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                *shared([FieldPanel("show_in_menus")]),
            ],
        ),
        question(
            _("For editors"),
            [TranslationPanel("translation_reviewed"), FieldPanel("editor_note")],
        ),
        PublishingPanel(),
        CommentPanel(),
    ]
