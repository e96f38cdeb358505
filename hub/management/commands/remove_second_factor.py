from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    """Let somebody in again who has lost both the phone and the recovery codes."""

    help = "Remove the second factor of an account; the password stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="The e-mail address of the account.")

    def handle(self, *args: Any, **options: Any) -> None:
        owners = get_user_model()._default_manager.filter(email__iexact=options["email"])
        if len(owners) != 1:
            raise CommandError(f"{len(owners)} accounts have this address.")
        deleted, _details = Authenticator.objects.filter(user__in=owners).delete()
        self.stdout.write("Removed." if deleted else "There was none.")
