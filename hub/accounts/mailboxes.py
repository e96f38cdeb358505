"""What it means for a new account that somebody has read the mail to its address."""

from typing import Any

from allauth.account.signals import authentication_step_completed, password_reset
from django.contrib.auth.models import AbstractUser
from django.dispatch import receiver

from .addresses import confirm, is_unconfirmed


@receiver(password_reset)
def confirm_by_new_password(user: AbstractUser, **kwargs: Any) -> None:
    """Take the link to a new password for a confirmation as well: it came to the same address."""
    confirm(user, user.email.lower())


@receiver(authentication_step_completed)
def forget_password(user: AbstractUser, method: str, **kwargs: Any) -> None:
    """Let a mailed code confirm an address, and never the password that a stranger chose."""
    if method == "code" and is_unconfirmed(user):
        user.set_unusable_password()
        user.save(update_fields=["password"])
