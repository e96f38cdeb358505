"""The page behind the link in the mail to somebody who has signed up."""

from typing import Any

from allauth.account import views
from django.http import Http404, HttpResponse
from django.urls import reverse


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
