"""Tokens with which a program acts for a person: made once, shown once, taken back at any time."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.utils import timezone

from .models import DAYS, PersonToken

#: What every token begins with, so that one that leaked is recognised, and no key of a partner
#: site is taken for one.
BEGINNING = "person_"
SHOWN = len(BEGINNING) + 6
#: The last use is kept to the hour; a write for each request would be for nobody.
EXACTNESS = timedelta(hours=1)


def issue_token(user: Any, *, days: int = DAYS) -> tuple[PersonToken, str]:
    """Make a token; its text is given here and never again."""
    text = BEGINNING + secrets.token_urlsafe(32)
    token = PersonToken.objects.create(
        user=user,
        prefix=text[:SHOWN],
        token_hash=hash_of(text),
        expires_at=timezone.now() + timedelta(days=days),
    )
    return token, text


def person_with(text: str) -> Any:
    """Return whose token this is, or None when it opens nothing."""
    if not text.startswith(BEGINNING):
        return None
    valid = PersonToken.objects.valid().select_related("user")
    token = valid.filter(token_hash=hash_of(text)).first()
    if token is None:
        return None
    now = timezone.now()
    if token.last_used_at is None or token.last_used_at < now - EXACTNESS:
        PersonToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token.user


def revoke_tokens(user: Any, *, prefix: str = "") -> int:
    """Take back the tokens of a person, or those that begin in this way; return how many."""
    tokens = PersonToken.objects.filter(user=user, prefix__startswith=prefix)
    return tokens.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())


def hash_of(text: str) -> str:
    """Hash a token; it is random enough to need no slow hash."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()
