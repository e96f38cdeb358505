"""What actions hear of: a page that an editor publishes."""

from typing import Any

from wagtail.signals import page_published

from .models import Action
from .services.reviewing import note_publication
from .services.showing import open_files


def connect() -> None:
    page_published.connect(tell_publication, sender=Action, dispatch_uid="actions.published")


def tell_publication(instance: Action, revision: Any, **kwargs: Any) -> None:
    open_files(instance)
    note_publication(instance, getattr(revision, "user", None))
