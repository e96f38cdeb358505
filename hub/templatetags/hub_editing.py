"""What the translator's screen says beside the texts: the state of the page, and its facts."""

from typing import Any

from django import template
from django.urls import reverse

from hub.pages.models import ContentPage
from hub.pages.page_languages import edit_state
from hub.pages.panels import facts_of
from hub.pages.sources import source_of

register = template.Library()


@register.inclusion_tag("hub/admin/beside_translation.html", takes_context=True)
def beside_translation(context: Any) -> dict[str, Any]:
    """Show the languages, the problems and the facts of the page that is being translated.

    A page type of another site has none of them.
    """
    page = context["instance"]
    if not isinstance(page, ContentPage):
        return {}
    user = context["request"].user
    source = source_of(page) or page
    return {
        "csrf_token": context["csrf_token"],
        "may_review": not page.live or page.permissions_for_user(user).can_publish(),
        **edit_state(page, user),
        "facts": facts_of(source),
        "language": source.locale.get_display_name(),
        "edit_url": reverse("wagtailadmin_pages:edit", args=[source.pk]),
    }
