"""The one e-mail address of an account: the one that an administrator, or its owner, wrote on it.

allauth keeps addresses in a table of its own and would go on taking the old one after an
administrator has given the account to somebody else; and it finds an address that was written with
capital letters by that table only.

What an administrator wrote needs no confirmation. Signing up makes the account and its unconfirmed
row at once, so an account without a row is never one that somebody made for themselves.
"""

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction


@transaction.atomic
def match_addresses(email: str) -> None:
    """Bring allauth's table in line with the accounts, for one address that somebody typed."""
    folded = email.strip().lower()
    if not folded:
        return
    found = get_user_model()._default_manager.filter(email__iexact=folded).order_by("pk")
    # In many locales PostgreSQL takes a dotless i for an i: an address that others can own.
    owners = [owner for owner in found if owner.email.strip().lower() == folded]
    EmailAddress.objects.filter(email=folded).exclude(user__in=owners).delete()
    for owner in owners:
        EmailAddress.objects.filter(user=owner).exclude(email=folded).delete()
        if not is_unconfirmed(owner):
            confirm(owner, folded)


def is_unconfirmed(user: AbstractBaseUser) -> bool:
    """Tell whether somebody made this account and has not yet shown that the address is theirs."""
    waiting = EmailAddress.objects.filter(user_id=user.pk, primary=True, verified=False)
    return user.last_login is None and waiting.exists()


def confirm(user: AbstractBaseUser, email: str) -> None:
    """Note that an address is that of the account; of two accounts with one, the first keeps it."""
    holders = EmailAddress.objects.filter(email=email, verified=True).exclude(user_id=user.pk)
    if not holders.exists():
        EmailAddress.objects.update_or_create(
            user=user, email=email, defaults={"primary": True, "verified": True}
        )
