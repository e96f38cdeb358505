from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hub.declarations import Declaration, Job
from hub.installation import require_apps


class ActionsConfig(AppConfig):
    """What cities and their partners do: joining the Call, writing, submitting, publishing."""

    name = "actions"
    label = "actions"
    verbose_name = _("Actions")
    default_auto_field = "django.db.models.BigAutoField"

    declaration = Declaration(
        jobs=(
            Job(
                name="forget-word-uploads",
                run="actions.word.accepting.forget_uploads",
                every=timedelta(hours=6),
            ),
        )
    )

    def import_models(self) -> None:
        require_apps(self)
        super().import_models()
