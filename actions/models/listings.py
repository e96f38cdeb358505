"""Actions on their way to the showcases. Nothing here is public but what is published there."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from actions.enums import ListingState
from actions.routing import Place
from actions.showcases import Showcase, showcase_names, showcases

from .drafts import Draft

NUMBER_TAKEN = _("Another action has this number there.")


class Listing(models.Model):
    """An action on one showcase, from the day it is sent to us until it is taken down there.

    The rules of `actions.routing` make and close it; the secretariat leads it from state to state.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="listings")
    showcase = models.CharField(_("showcase"), max_length=40, choices=showcase_names)
    state = models.CharField(
        _("state"), max_length=12, choices=ListingState.choices, default=ListingState.TO_PREPARE
    )
    held = models.CharField(
        max_length=12,
        blank=True,
        choices=ListingState.choices,
        help_text=_("The state to which it returns, should it count again."),
    )
    is_to_confirm = models.BooleanField(_("to be confirmed"), default=False)
    due_on = models.DateField(_("due"), null=True, blank=True)
    wording = models.TextField(
        _("wording for this showcase"),
        blank=True,
        help_text=_("Where it has to be told differently there; the action stays as it is."),
    )
    remote_id = models.CharField(_("number there"), max_length=100, blank=True)
    url = models.URLField(_("address there"), max_length=500, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("place on a showcase")
        verbose_name_plural = _("places on showcases")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "showcase"], name="actions_listing_unique"),
            models.UniqueConstraint(
                fields=["showcase", "remote_id"],
                condition=~models.Q(remote_id=""),
                name="actions_listing_unique_number",
                violation_error_message=NUMBER_TAKEN,
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="actions_listing_due")]

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.showcase} {self.state}"

    @property
    def place(self) -> Place:
        """What the rules need to know of it."""
        values = {name: getattr(self, name) for name in Place.__dataclass_fields__}
        return Place(**values | {"state": ListingState(self.state)})

    @property
    def about(self) -> Showcase:
        return next(showcase for showcase in showcases() if showcase.code == self.showcase)
