"""What search adds to the admin."""

from wagtail.snippets.models import register_snippet

from .viewsets import SearchGroup

register_snippet(SearchGroup)
