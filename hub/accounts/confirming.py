"""How a new account is confirmed: by the link in a mail, by a new password, or by a mailed code."""

from typing import Any

from allauth.account import views
from allauth.account.signals import authentication_step_completed, password_reset
from django.contrib.auth.models import AbstractUser
from django.dispatch import receiver
from django.http import Http404, HttpResponse
from django.urls import reverse

from .addresses import confirm, is_unconfirmed


class ConfirmEmailView(views.ConfirmEmailView):
    """Confirm an address by a button: a scanner that follows the link presses none."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            answer: HttpResponse = super().post(*args, **kwargs)
        except Http404:  # pressed twice
            answer = self.get(*args, **kwargs)
        return answer

    def get_redirect_url(self) -> str:
        """Lead by the log-in form, which sends on those who are in already."""
        return str(self.passthrough_next_url(reverse("account_login")))


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
