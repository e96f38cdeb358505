"""Where the portal begins for somebody who signed in."""

from typing import Any

from django.urls import NoReverseMatch, reverse

from actions.models import Membership


def landing_for(user: Any) -> str:
    """Lead who signed in to their actions, or to where one joins; nothing without these pages."""
    name = "action_list" if Membership.objects.of(user).exists() else "joining_home"
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
