"""The words in which terms are asked for."""

from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from .enums import Confidence


class TermQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def in_vocabulary(self, *vocabularies: str) -> Self:
        return self.filter(vocabulary__in=vocabularies)

    def offered(self) -> Self:
        """Terms that an editor may still choose."""
        return self.filter(is_retired=False)

    def with_labels(self) -> Self:
        """Terms with all that naming them and their broader terms takes: three queries."""
        return self.select_related("parent").prefetch_related("labels", "parent__labels")

    def without_label_in(self, locale: str) -> Self:
        return self.exclude(self.has_label(locale=locale))

    def unverified(self) -> Self:
        """Terms with a label or a fact that nobody has seen in a source."""
        return self.filter(
            self.has_label(confidence=Confidence.UNVERIFIED) | Q(data__has_key="unverified")
        )

    def has_label(self, **conditions: object) -> Q:
        labels = apps.get_model("hub.TermLabel").objects
        return Q(Exists(labels.filter(term=OuterRef("pk"), **conditions)))
