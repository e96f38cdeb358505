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
#: Letters that people tell one from another by, after its beginning.
SHOWN = 6
#: The last use is kept to the hour; a write for each request would be for nobody.
EXACTNESS = timedelta(hours=1)


def issue_token(user: Any, *, days: int = DAYS) -> tuple[PersonToken, str]:
    """Make a token; its text is given here and never again."""
    text, prefix = make_text(BEGINNING)
    token = PersonToken.objects.create(
        user=user,
        prefix=prefix,
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
    note_use(token)
    return token.user


def revoke_tokens(user: Any, *, prefix: str = "") -> int:
    """Take back the tokens of a person, or those that begin in this way; return how many."""
    tokens = PersonToken.objects.filter(user=user, prefix__startswith=prefix)
    return tokens.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())


def make_text(beginning: str) -> tuple[str, str]:
    """Make a secret that begins in this way, and the part of it that may be shown again."""
    text = beginning + secrets.token_urlsafe(32)
    return text, text[: len(beginning) + SHOWN]


def note_use(row: Any) -> None:
    """Note when a token, or a key of a partner site, was used last."""
    now = timezone.now()
    if row.last_used_at is None or row.last_used_at < now - EXACTNESS:
        type(row).objects.filter(pk=row.pk).update(last_used_at=now)


def hash_of(text: str) -> str:
    """Hash a token; it is random enough to need no slow hash."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()
