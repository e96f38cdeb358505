"""What actions hear of: a page that an editor publishes."""

from typing import Any

from wagtail.signals import page_published

from .models import Action
from .services.files import open_files
from .services.reviewing import note_publication


def connect() -> None:
    page_published.connect(tell_publication, sender=Action, dispatch_uid="actions.published")


def tell_publication(instance: Action, revision: Any, **kwargs: Any) -> None:
    open_files(instance)
    note_publication(instance, getattr(revision, "user", None))
