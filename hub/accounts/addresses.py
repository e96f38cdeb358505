"""The one e-mail address of an account: the one that an administrator wrote on it.

allauth keeps addresses in a table of its own and would go on taking the old one after an
administrator has given the account to somebody else; and it finds an address that was written with
capital letters by that table only.
"""

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.db import transaction


@transaction.atomic
def match_addresses(email: str) -> None:
    """Bring allauth's table in line with the accounts, for one address that somebody typed."""
    folded = email.strip().lower()
    if not folded:
        return
    owners = list(get_user_model()._default_manager.filter(email__iexact=folded))
    EmailAddress.objects.filter(email=folded).exclude(user__in=owners).delete()
    for owner in owners:
        EmailAddress.objects.filter(user=owner).exclude(email=folded).delete()
        EmailAddress.objects.update_or_create(user=owner, email=folded, defaults={"primary": True})
