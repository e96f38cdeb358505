"""What search keeps: how far each group got on its way to an engine, and what engines need."""

import re
from collections.abc import Iterator, Sequence

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from hub.catalogue.models import Generation, Group
from hub.localization.languages import language_choices


class EngineStateQuerySet(models.QuerySet["EngineState"]):
    def up_to_date(self, engines: Sequence[str]) -> bool:
        """Tell whether all of these have all that is public now; one query."""
        current = Generation.objects.filter(pk=1).values("number")
        drained = self.filter(engine__in=engines, drained=models.Subquery(current[:1]))
        return drained.exclude(models.Exists(Group.objects.dirty())).count() == len(engines)


class EngineState(models.Model):
    """One engine: who writes to it, how far it is, and what the last audit said."""

    engine = models.CharField(max_length=20, unique=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    drained = models.PositiveBigIntegerField(
        default=0, help_text=_("Content generation up to which everything was delivered.")
    )
    failures = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    error = models.TextField(blank=True)
    #: While an index is rebuilt, everything is written to it as well.
    building = models.CharField(max_length=100, blank=True)
    audited_at = models.DateTimeField(null=True, blank=True)
    audit = models.JSONField(default=dict, blank=True)

    objects = EngineStateQuerySet.as_manager()

    class Meta:
        verbose_name = _("state of a search engine")

    def __str__(self) -> str:
        return self.engine


class Indexed(models.Model):
    """The version of a group that an engine has; `failed_version` is one that it refused."""

    engine = models.CharField(max_length=20)
    group = models.ForeignKey("hub.Group", models.CASCADE, related_name="indexed")
    version = models.PositiveBigIntegerField(default=0)
    failed_version = models.PositiveBigIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("delivery to a search engine")
        constraints = [
            models.UniqueConstraint(fields=["engine", "group"], name="search_indexed_unique")
        ]

    def __str__(self) -> str:
        return f"{self.group_id} → {self.engine}"


class Document(models.Model):
    """The embedded engine's text of a group in one language; its words are in the text index."""

    group = models.ForeignKey("hub.Group", models.CASCADE, related_name="search_documents")
    locale = models.CharField(max_length=12)
    title = models.CharField(max_length=255, help_text=_("Folded, for equality."))

    class Meta:
        verbose_name = _("search document")
        constraints = [
            models.UniqueConstraint(fields=["group", "locale"], name="search_document_unique")
        ]

    def __str__(self) -> str:
        return self.title


class Word(models.Model):
    """A word that stands in some title, summary or heading, to correct misspellings by."""

    locale = models.CharField(max_length=12)
    word = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("word")
        constraints = [
            models.UniqueConstraint(fields=["locale", "word"], name="search_word_unique")
        ]

    def __str__(self) -> str:
        return self.word


class FileText(models.Model):
    """The text of a file, by the checksum of its bytes; empty when it could not be read."""

    checksum = models.CharField(max_length=64, unique=True)
    text = models.TextField(blank=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("text of a file")

    def __str__(self) -> str:
        return self.checksum


class Synonym(models.Model):
    """What a concept is called in one language; names of one concept find each other."""

    concept = models.SlugField(
        _("concept"),
        max_length=64,
        help_text=_("A short name that joins the languages of one concept."),
    )
    locale = models.CharField(_("language"), max_length=12, choices=language_choices)
    preferred = models.CharField(_("name"), max_length=255)
    variants = models.TextField(
        _("other names"),
        blank=True,
        help_text=_("One a line: abbreviations, other spellings, common mistakes."),
    )
    homonyms = models.TextField(
        _("words that mean something else, too"),
        blank=True,
        help_text=_(
            "One a line, as “GCF: Green Climate Fund”. Readers are asked which one they mean."
        ),
    )
    source = models.CharField(_("source"), max_length=255, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("concept"), FieldPanel("locale")]),
        FieldPanel("preferred"),
        FieldPanel("variants"),
        FieldPanel("homonyms"),
        FieldPanel("source"),
    ]

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["concept", "locale"]
        constraints = [
            models.UniqueConstraint(fields=["concept", "locale"], name="search_synonym_unique")
        ]

    def __str__(self) -> str:
        return self.preferred

    def names(self) -> list[str]:
        """Return its names, without those that mean something else as well."""
        doubtful = {word for word, _others in self.ambiguous()}
        names = [self.preferred, *lines(self.variants)]
        return [name for name in names if name not in doubtful]

    def ambiguous(self) -> Iterator[tuple[str, list[str]]]:
        """Return each ambiguous word with what else it means."""
        for line in lines(self.homonyms):
            word, _colon, others = line.partition(":")
            yield word.strip(), [other.strip() for other in others.split(",") if other.strip()]


class AskedText(models.Model):
    """How often a text was asked for on one day, and by nobody in particular.

    The row with an empty text counts what a day with too many texts had beside those kept.
    """

    day = models.DateField()
    locale = models.CharField(max_length=12)
    text = models.CharField(max_length=80, blank=True)
    asked = models.PositiveIntegerField(default=0)
    found_nothing = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("what people asked")
        constraints = [
            models.UniqueConstraint(fields=["day", "locale", "text"], name="search_asked_unique")
        ]

    def __str__(self) -> str:
        return self.text


def lines(text: str) -> list[str]:
    return [line.strip() for line in re.split(r"[\n|]", text) if line.strip()]
