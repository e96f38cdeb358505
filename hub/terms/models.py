"""Terms: one model for every controlled vocabulary, with labels per language and links between."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.search import index

from hub.localization.languages import chain, language_choices

from .enums import Confidence, Vocabulary
from .fields import confidence_field
from .forms import TermForm, check_coordinates
from .panels import TermPanel
from .querysets import TermQuerySet

code_validator = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9._-]*\Z", _("Use letters, digits, dots, hyphens and underscores.")
)


class Term(index.Indexed, ClusterableModel):
    """One entry of a vocabulary: a topic, a GCM objective, a country, a city.

    `data` holds the few facts a vocabulary has beyond its labels: `number`, `iri`, `color`,
    `paragraph` or `paragraphs` with the `instrument` they count in, `latitude` and `longitude` of
    a place; `unverified` names those of them that nobody has seen in a source. `seeded` remembers
    what the reference tables last wrote here, to tell an editor's work from their own.
    """

    vocabulary = models.CharField(_("vocabulary"), max_length=32, choices=Vocabulary.choices)
    code = models.CharField(
        _("code"),
        max_length=64,
        validators=[code_validator],
        help_text=_("A short stable name for links, filters and imports; it cannot change later."),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("broader term"),
        help_text=_("A country for a place, a region for a country; pages are found under it too."),
    )
    order = models.PositiveIntegerField(_("order"), default=0)
    data = models.JSONField(_("further facts"), default=dict, blank=True)
    editor_note = models.TextField(_("note for editors"), blank=True)
    is_retired = models.BooleanField(
        _("retired"),
        default=False,
        help_text=_("A retired term stays on pages that have it and is no longer offered."),
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_terms",
        editable=False,
        verbose_name=_("merged into"),
    )
    seeded = models.JSONField(default=dict, editable=False)

    objects = TermQuerySet.as_manager()

    base_form_class = TermForm
    panels = [
        FieldRowPanel([FieldPanel("vocabulary"), FieldPanel("code")]),
        InlinePanel("labels", heading=_("What it is called"), label=_("label"), min_num=1),
        MultiFieldPanel([TermPanel("parent"), FieldPanel("order")], heading=_("Where it stands")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")])],
            heading=_("Where a place lies"),
        ),
        InlinePanel(
            "mappings",
            heading=_("Terms it is linked to"),
            label=_("link"),
            help_text=_("Such as the GCM objectives that a priority objective serves."),
        ),
        FieldPanel("editor_note"),
        FieldPanel("is_retired"),
        FieldPanel("data", heading=_("Further facts from the reference tables"), read_only=True),
    ]
    search_fields = [
        index.SearchField("code"),
        index.AutocompleteField("code"),
        index.RelatedFields(
            "labels", [index.SearchField("label"), index.AutocompleteField("label")]
        ),
        index.FilterField("vocabulary"),
        index.FilterField("is_retired"),
    ]

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["vocabulary", "order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["vocabulary", "code"], name="hub_term_unique_code")
        ]

    def __str__(self) -> str:
        return self.label_in(get_language() or "en")

    def label_in(self, locale: str) -> str:
        """Its label in the first language of the chain that has one, else in any, else its code."""
        labels = {label.locale: label.label for label in self.labels.all()}
        # A reader of Canadian French comes to French before the last resort of all.
        locales = [*chain(locale)[:-1], *chain(locale.split("-")[0]), *labels]
        return next((labels[code] for code in locales if labels.get(code)), self.code)

    @property
    def confidence(self) -> Confidence:
        """How sure we are of the least sure label or fact of this term."""
        marks = {Confidence(label.confidence) for label in self.labels.all()}
        if self.data.get("unverified"):
            marks.add(Confidence.UNVERIFIED)
        return max(marks, key=list(Confidence).index, default=Confidence.VERIFIED)

    def clean(self) -> None:
        super().clean()
        self.clean_identity()
        self.clean_parent()
        check_coordinates(self.data, is_place=self.vocabulary == Vocabulary.PLACES)
        if self.merged_into_id and not self.is_retired:
            raise ValidationError(
                {"is_retired": _("This term was merged into another one and stays retired.")}
            )

    def clean_identity(self) -> None:
        """Refuse another vocabulary or code, which links, filters and imports know the term by."""
        stored = Term.objects.filter(pk=self.pk).values("vocabulary", "code").first() or {}
        for name, value in stored.items():
            if getattr(self, name) != value:
                message = _("It was “%(value)s” and stays so. Make a new term instead.")
                raise ValidationError({name: message % {"value": value}})

    def clean_parent(self) -> None:
        """Refuse a broader term of the wrong vocabulary, none for a place, and circles."""
        if self.vocabulary not in Vocabulary.values:
            return
        allowed = Vocabulary(self.vocabulary).of_broader_terms
        if self.parent is None:
            if self.vocabulary == Vocabulary.PLACES:
                raise ValidationError({"parent": _("Choose the country of the place.")})
        elif self.parent.vocabulary != allowed:
            message = _("The broader term must be one of: %(vocabulary)s.")
            raise ValidationError({"parent": message % {"vocabulary": allowed.label}})
        elif self.pk and self.parent.is_within(self):
            raise ValidationError({"parent": _("A term cannot be broader than itself.")})

    def is_within(self, other: "Term") -> bool:
        """Whether this term is the other one, or has it among its broader terms."""
        seen: set[Any] = set()
        term: Term | None = self
        while term is not None and term.pk not in seen:
            if term.pk == other.pk:
                return True
            seen.add(term.pk)
            term = term.parent
        return False


class TermLabel(models.Model):
    """What a term is called in one language, with the guidance that is read beside it."""

    term = ParentalKey(Term, on_delete=models.CASCADE, related_name="labels")
    locale = models.CharField(_("language"), max_length=12, choices=language_choices)
    label = models.CharField(_("label"), max_length=255)
    short_label = models.CharField(_("short label"), max_length=120, blank=True)
    guidance = models.TextField(
        _("guidance"), blank=True, help_text=_("When to choose this term, in a sentence or two.")
    )
    confidence = confidence_field()
    source = models.CharField(
        _("source"), max_length=500, blank=True, help_text=_("Where this wording comes from.")
    )

    panels = [
        FieldRowPanel([FieldPanel("locale"), FieldPanel("confidence")]),
        FieldRowPanel([FieldPanel("label"), FieldPanel("short_label")]),
        FieldPanel("guidance"),
        FieldPanel("source"),
    ]

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        ordering = ["locale"]
        constraints = [
            models.UniqueConstraint(fields=["term", "locale"], name="hub_term_label_unique_locale")
        ]

    def __str__(self) -> str:
        return self.label


class TermMapping(models.Model):
    """A link between terms, such as a priority objective and the GCM objectives it serves.

    `printed` keeps a reference exactly as its source prints it and `normalized` what it must mean;
    where the two differ, the note says why. Paragraph numbers always belong to the instrument of
    the target term (GCM 17 is not GCR 17). A link from a country to a region puts it into that
    group.
    """

    source = ParentalKey(
        Term, on_delete=models.CASCADE, related_name="mappings", verbose_name=_("from")
    )
    target = models.ForeignKey(
        Term, models.PROTECT, related_name="mapped_from", verbose_name=_("to")
    )
    printed = models.CharField(
        _("as printed"),
        max_length=64,
        blank=True,
        help_text=_("The reference exactly as its source prints it."),
    )
    normalized = models.CharField(
        _("normalized"), max_length=64, blank=True, help_text=_("What it must mean.")
    )
    editor_note = models.TextField(_("note for editors"), blank=True)

    panels = [
        TermPanel("target"),
        FieldRowPanel([FieldPanel("printed"), FieldPanel("normalized")]),
        FieldPanel("editor_note"),
    ]

    class Meta:
        verbose_name = _("mapping")
        verbose_name_plural = _("mappings")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target", "printed"], name="hub_term_mapping_unique"
            ),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")),
                name="hub_term_mapping_not_to_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source.code} → {self.target.code}"
