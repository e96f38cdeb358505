from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

#: Failures, each on a day of its own, after which an address counts as silent.
ENOUGH = 3


class CheckedAddressQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def silent(self) -> Self:
        """Keep those that failed on enough days, with no answer in between."""
        return self.filter(failures__gte=ENOUGH)


class CheckedAddress(models.Model):
    """An address of a course elsewhere, and what came of asking it.

    `failures` counts days until it is silent; the first answer takes them back.
    """

    url = models.URLField(_("address"), max_length=500, unique=True)
    asked_at = models.DateTimeField(_("last asked"), null=True)
    failures = models.PositiveSmallIntegerField(_("days without an answer"), default=0)
    failed_on = models.DateField(_("last day without an answer"), null=True)
    moved_to = models.URLField(_("moved to"), max_length=2000, blank=True)

    objects = CheckedAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("checked address")
        verbose_name_plural = _("checked addresses")

    def __str__(self) -> str:
        return self.url

    @property
    def is_silent(self) -> bool:
        return self.failures >= ENOUGH

    def note(self, *, answered: bool, moved_to: str, day: date) -> None:
        """Take down what came of asking; a second failure of a day counts for nothing."""
        if answered:
            self.failures, self.failed_on, self.moved_to = 0, None, moved_to[:2000]
        elif self.failed_on != day and not self.is_silent:
            self.failures, self.failed_on = self.failures + 1, day
