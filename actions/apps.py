from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hub.declarations import Consumer, Declaration
from hub.installation import require_apps


class ActionsConfig(AppConfig):
    """What cities and their partners do: joining the Call, writing, submitting, publishing."""

    name = "actions"
    label = "actions"
    verbose_name = _("Actions")
    default_auto_field = "django.db.models.BigAutoField"

    declaration = Declaration(
        consumers=(
            Consumer(name="action_mail", deliver="actions.mail.deliver", topics=("action.",)),
        )
    )

    def import_models(self) -> None:
        require_apps(self)
        super().import_models()
