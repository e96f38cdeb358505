from wagtail.signals import copy_for_translation_done

from .trees import turn_alias_into_draft


def connect() -> None:
    """Connect the handler; called once, when the app is ready."""
    copy_for_translation_done.connect(
        turn_alias_into_draft, dispatch_uid="hub.turn_alias_into_draft"
    )
