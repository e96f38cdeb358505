"""What the hub asks of allauth's forms beyond what they do."""

from allauth.account import forms
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core.ratelimit import consume
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.http import HttpRequest

from .addresses import match_addresses


class ByAddress:
    """Find accounts by the address that is on them now, however it is written.

    Not in the adapter, which allauth asks to clean an address also while an account is half made.
    """

    cleaned_data: dict[str, str]

    def clean_email(self) -> str:
        match_addresses(self.cleaned_data["email"])
        return str(super().clean_email())  # type: ignore[misc]


class ResetPasswordForm(ByAddress, forms.ResetPasswordForm):
    pass


class RequestLoginCodeForm(ByAddress, forms.RequestLoginCodeForm):
    pass


class SignupForm(ByAddress, forms.SignupForm):
    """Sign up; a known address gets the same answer after the same work, and no account."""

    def try_save(self, request: HttpRequest) -> tuple[AbstractUser | None, object]:
        email = self.cleaned_data["email"]
        # allauth would answer as always and leave the mail out.
        if not consume(request, action="confirm_email", key=email, dry_run=True):
            raise get_adapter().validation_error("rate_limited")
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        answer: tuple[AbstractUser | None, object] = super().try_save(request)
        return answer

    @transaction.atomic
    def save(self, request: HttpRequest) -> AbstractUser:
        """Make the account with its unconfirmed address, also when another is made at once.

        allauth leaves the address out when it finds it with the other account.
        """
        user: AbstractUser = super().save(request)
        EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"primary": True})
        return user
