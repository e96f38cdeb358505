"""Taking in the documents of a partner site, as its build writes them."""

import json
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from hub.errors import DomainError
from hub.partners.identity import partner_of
from hub.partners.models import PartnerSite, TrustedDocument

from .errors import Refused
from .execution import HubSchema
from .limits import current_limits
from .parsing import PREFIX
from .trusted import hash_of

#: Of one site.
MOST = 500
BYTES = 2_000_000
TOO_MANY = f"A site has {MOST} documents at most."
SHAPE = "Send one JSON object that has the text of each document under its SHA-256."


@method_decorator(csrf_exempt, name="dispatch")  # a key is what opens it, no cookie
class RegisterDocumentsView(View):
    """Takes a JSON object of hash and text, the file that GraphQL Code Generator writes.

    All of them are taken or none; those that are known already stay.
    """

    schema: HubSchema = None  # type: ignore[assignment]  # as_view() wants an attribute

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            partner = partner_of(request)
        except DomainError as error:
            return refusal(401, str(error))
        if partner is None:
            return refusal(401, "Send the key of a partner site.")
        try:
            documents = read(request.read(BYTES + 1))
        except UnreadablePostError:
            return refusal(400, "The body did not arrive whole.")
        if documents is None:
            return refusal(400, SHAPE)
        if len(documents) > MOST:  # to read them all would take long
            return refusal(400, TOO_MANY)
        problems = {
            hash_: found
            for hash_, text in documents.items()
            if (found := self.problem(hash_, text))
        }
        if problems:
            return refusal(400, "Some documents are not valid; none was taken.", problems)
        total = keep(documents, partner.site_id)
        if total is None:
            return refusal(400, TOO_MANY)
        return JsonResponse({"documents": len(documents), "total": total})

    def problem(self, hash_: str, text: str) -> str:
        """Return what is wrong with a document, in a sentence."""
        if hash_ != hash_of(text):
            return "This is not the SHA-256 of the text."
        try:
            self.schema.documents.prepare(text, limits=current_limits(), with_introspection=False)
        except Refused as refused:
            return refused.errors[0].message
        return ""


def read(body: bytes) -> dict[str, str] | None:
    """Return the documents in a body by their hash; None for what has another shape."""
    try:
        found: Any = json.loads(body) if len(body) <= BYTES else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
        return None
    return {hash_.removeprefix(PREFIX): text for hash_, text in found.items()}


@transaction.atomic
def keep(documents: dict[str, str], site_id: int) -> int | None:
    """Keep documents and count those of the site; None, and nothing kept, for too many."""
    # Two builds at once would each see room for its own.
    PartnerSite.objects.select_for_update().get(pk=site_id)
    known = TrustedDocument.objects.filter(site=site_id)
    if known.exclude(hash__in=documents).count() + len(documents) > MOST:
        return None
    rows = [
        TrustedDocument(site_id=site_id, hash=hash_, text=text) for hash_, text in documents.items()
    ]
    TrustedDocument.objects.bulk_create(rows, ignore_conflicts=True)
    return known.count()


def refusal(status: int, message: str, problems: dict[str, str] | None = None) -> JsonResponse:
    content = {"message": message, "problems": problems or {}}
    return JsonResponse(content, status=status, headers={"Cache-Control": "no-store"})
