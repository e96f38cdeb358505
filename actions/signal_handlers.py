"""What actions hear of: a page that an editor publishes, or takes off."""

from typing import Any

from wagtail.signals import page_published, page_unpublished

from .models import Action
from .services.files import close_files, open_files
from .services.reviewing import note_publication


def connect() -> None:
    page_published.connect(tell_publication, sender=Action, dispatch_uid="actions.published")
    page_unpublished.connect(tell_end, sender=Action, dispatch_uid="actions.unpublished")


def tell_publication(instance: Action, revision: Any, **kwargs: Any) -> None:
    open_files(instance)
    note_publication(instance, getattr(revision, "user", None))


def tell_end(instance: Action, **kwargs: Any) -> None:
    close_files(instance)
