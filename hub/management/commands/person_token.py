from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hub.accounts.models import DAYS, PersonToken
from hub.accounts.tokens import issue_token, revoke_tokens


class Command(BaseCommand):
    """Let a program act for a person in the API, see which can, and end that."""

    help = "Make a token for a person (issue), show those there are (list), or end them (revoke)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["issue", "list", "revoke"])
        parser.add_argument("email", help="The e-mail address of the account.")
        parser.add_argument("--days", type=int, default=DAYS, help="How long it opens anything.")
        parser.add_argument("--prefix", default="", help="Revoke only those that begin like this.")

    def handle(self, *args: Any, **options: Any) -> None:
        owners = get_user_model()._default_manager.filter(email__iexact=options["email"])
        if len(owners) != 1:
            raise CommandError(f"{len(owners)} accounts have this address.")
        getattr(self, options["verb"])(owners[0], options)

    def issue(self, owner: Any, options: dict[str, Any]) -> None:
        token, text = issue_token(owner, days=options["days"])
        self.stdout.write(f"{text}\nShown this once; it ends on {token.expires_at:%Y-%m-%d}.")

    def list(self, owner: Any, options: dict[str, Any]) -> None:
        for token in PersonToken.objects.filter(user=owner).order_by("pk"):
            end, used = token.revoked_at or token.expires_at, token.last_used_at
            self.stdout.write(
                f"{token.prefix}…  until {end:%Y-%m-%d}"
                f"  last used {f'{used:%Y-%m-%d}' if used else 'never'}"
            )

    def revoke(self, owner: Any, options: dict[str, Any]) -> None:
        self.stdout.write(f"{revoke_tokens(owner, prefix=options['prefix'])} revoked.")
