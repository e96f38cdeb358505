"""How the hub uses allauth: who gets in, where they land, what they are told and what is mailed."""

import logging
import unicodedata
from smtplib import SMTPException
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import passthrough_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from hub import vault
from hub.pages.roots import base_url

from .addresses import is_unconfirmed, match_addresses
from .doors import landing_path

logger = logging.getLogger(__name__)

#: What allauth would say with status 200, beside the form.
TOO_MANY = ("too_many_login_attempts", "rate_limited")
SALT = "hub.accounts.second-factor"


class AccountAdapter(DefaultAccountAdapter):
    """Nobody gets in before the address is confirmed; no answer tells whether it is known."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "The e-mail address and the password do not belong together. Please check both. "
            "If you have just made an account, please follow the link in our mail first."
        ),
        "too_many_login_attempts": _("This code has ended. Please ask for a new one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(getattr(settings, "HUB_OPEN_SIGN_UP", False))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return landing_path(request.user)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def is_safe_url(self, url: str) -> bool:
        """Allow only addresses without a host: which one is ours, a request does not prove."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_client_ip(self, request: HttpRequest) -> str:
        try:
            return str(super().get_client_ip(request))
        except ImproperlyConfigured:  # fewer entries than proxies: the request came from inside
            return str(request.META["REMOTE_ADDR"])

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        if code in TOO_MANY:
            raise ImmediateHttpResponse(respond_429(self.request))
        error: ValidationError = super().validation_error(code, *args)
        return error

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Treat an unconfirmed account like a wrong password, also when tries are counted.

        Otherwise whoever signs up with somebody's address learns from this form if it was known.
        """
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if user is None or not is_unconfirmed(user):
            return user
        self.pre_authenticate(request, **credentials)
        return None

    # The table of addresses ---------------------------------------------------------------------

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        super().pre_authenticate(request, **credentials)
        match_addresses(credentials.get("email", ""))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # allauth puts the Host header in front, so every other port would bring fresh tries.
        login = credentials.get("email") or credentials.get("username") or ""
        return unicodedata.normalize("NFKC", login).casefold()

    # Mail ---------------------------------------------------------------------------------------

    def format_email_subject(self, subject: str) -> str:
        return f"[{settings.WAGTAIL_SITE_NAME}] {subject}"

    def get_reset_password_from_key_url(self, key: str) -> str:
        return _on_this_site(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """Keep in the link where somebody was going, for it may be opened in another browser."""
        url = _on_this_site(super().get_email_confirmation_url(request, emailconfirmation))
        return str(passthrough_next_redirect_url(request, url, REDIRECT_FIELD_NAME))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send; a failure is for the log, because the answer must be the same for any address."""
        site = SimpleNamespace(name=settings.WAGTAIL_SITE_NAME, domain=base_url())
        try:
            super().send_mail(template_prefix, email, {**context, "current_site": site})
        except (OSError, SMTPException):
            logger.exception("Mail %s was not sent", template_prefix)


def _on_this_site(url: str) -> str:
    """Replace the Host header, which whoever asks can choose, by the configured address."""
    return base_url() + urlsplit(url).path


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keep the secrets of second factors encrypted: a copy of the database opens no account."""

    def encrypt(self, text: str) -> str:
        return vault.encrypt(text, salt=SALT)

    def decrypt(self, encrypted_text: str) -> str:
        return vault.decrypt(encrypted_text, salt=SALT)
