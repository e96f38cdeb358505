"""Fields of models that name a term, or say how sure we are of something."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from .enums import Confidence, Vocabulary


def term_key(vocabulary: Vocabulary, verbose_name: Any, *, blank: bool = False) -> Any:
    """Make a foreign key to a term of one vocabulary; the term stays while it is used."""
    return models.ForeignKey(
        "hub.Term",
        models.PROTECT,
        null=blank,
        blank=blank,
        related_name="+",
        verbose_name=verbose_name,
        limit_choices_to={"vocabulary": vocabulary},
    )


def confidence_field() -> Any:
    return models.CharField(
        _("confidence"), max_length=20, choices=Confidence.choices, default=Confidence.VERIFIED
    )
