"""Accounts that somebody made and never confirmed."""

from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone


def delete_unconfirmed() -> None:
    """Delete them when their link is too old; where a site keeps its own accounts, none.

    An account with rights of any kind is never one that somebody made for themselves.
    """
    if not apps.is_installed("allauth.account") or not hasattr(settings, "HUB_OPEN_SIGN_UP"):
        return
    get_user_model()._default_manager.filter(
        last_login=None,
        is_staff=False,
        is_superuser=False,
        groups=None,
        date_joined__lt=timezone.now()
        - timedelta(days=settings.ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS),
        emailaddress__primary=True,
        emailaddress__verified=False,
    ).delete()
