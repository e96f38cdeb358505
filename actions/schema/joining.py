"""What a program can do for people who join the Call, and for those without an account."""

from typing import Annotated, cast

import strawberry
from django.utils.translation import gettext as _

from actions.enums import Interest as Chosen
from actions.limits import is_too_often
from actions.services.choices import express_interest
from actions.services.commitments import endorse_call, sign_declaration, signatories
from actions.services.people import request_access
from actions.types.payloads import (
    ChoicePayload,
    Commitment,
    CommitmentPayload,
    Interest,
    ProfileAccessPayload,
    ProfileAccessRequest,
    answering,
)
from hub.errors import RateLimited
from hub.organisations.models import Organisation
from hub.schema import reading_locale
from hub.types.context import Info
from hub.types.scalars import Date

from .writing import INPUT


@strawberry.type
class Query:
    @strawberry.field(
        description="How many governments have signed the Marrakech Mayors Declaration."
    )
    def signatory_count(self) -> int:
        return signatories().order_by().count()


@strawberry.input(description="Who signs the Marrakech Mayors Declaration, when and where.")
class SignDeclarationInput:
    organisation: str = strawberry.field(description="The slug of the government.")
    signatory_name: str = strawberry.field(
        description="The name of the person who signs; it is not published."
    )
    signatory_title: str = strawberry.field(description="The office of that person.")
    signed_on: Date = strawberry.field(description="The day of the signature.")
    signed_at_place: str = strawberry.field(description="Where it was signed.")
    text_locale: str = strawberry.field(
        description="The language of the text that was signed: en, fr or es."
    )


@strawberry.input(description="Which partner endorses the Call to Local Action.")
class EndorseCallInput:
    organisation: str = strawberry.field(description="The slug of the organisation.")
    promises_to_spread: bool = strawberry.field(
        description="Whether it promises to tell its members about the Call; it has to."
    )


@strawberry.input(description="Who asks for the profile of an organisation, and why.")
class RequestProfileAccessInput:
    organisation: str = strawberry.field(description="The slug of the organisation.")
    job_title: str = strawberry.field(description="What the person who asks is there.")
    reason: str = strawberry.field(description="Why; the owners of the profile read it.")


@strawberry.input(description="Who would like to get the updates of the Call.")
class SubscribeToUpdatesInput:
    email: str = strawberry.field(description="The address; a mail asks it to confirm.")
    locale: str | None = strawberry.field(
        description="The language of the mails, as a BCP 47 code.", default=None
    )


@strawberry.input(description="Who is interested in what.")
class ExpressInterestInput:
    interest: Interest = strawberry.field(description="In what.")
    email: str = strawberry.field(description="The address; a mail asks it to confirm.")
    locale: str | None = strawberry.field(
        description="The language of the mails, as a BCP 47 code.", default=None
    )


@strawberry.type
class Mutation:
    @strawberry.mutation(description="Sign the Declaration for a government that one owns.")
    @answering
    def sign_declaration(
        self, info: Info, input: Annotated[SignDeclarationInput, INPUT]
    ) -> CommitmentPayload:
        person, values = info.context.known_person(), dict(vars(input))
        organisation = Organisation.objects.get(slug=values.pop("organisation"))
        made = sign_declaration(person, organisation, **values)
        return CommitmentPayload(commitment=cast(Commitment, made))

    @strawberry.mutation(description="Endorse the Call for a partner organisation that one owns.")
    @answering
    def endorse_call(
        self, info: Info, input: Annotated[EndorseCallInput, INPUT]
    ) -> CommitmentPayload:
        person = info.context.known_person()
        organisation = Organisation.objects.get(slug=input.organisation)
        made = endorse_call(person, organisation, promises_to_spread=input.promises_to_spread)
        return CommitmentPayload(commitment=cast(Commitment, made))

    @strawberry.mutation(
        description="Ask for the profile of an organisation, to act for it from now on."
    )
    @answering
    def request_profile_access(
        self, info: Info, input: Annotated[RequestProfileAccessInput, INPUT]
    ) -> ProfileAccessPayload:
        person = info.context.known_person()
        key = Organisation.objects.get(slug=input.organisation).key
        asked = request_access(person, key, job_title=input.job_title, reason=input.reason)
        return ProfileAccessPayload(request=cast(ProfileAccessRequest, asked))

    @strawberry.mutation(description="Get the updates of the Call by mail; needs no account.")
    @answering
    def subscribe_to_updates(
        self, info: Info, input: Annotated[SubscribeToUpdatesInput, INPUT]
    ) -> ChoicePayload:
        return choose(info, Chosen.UPDATES, input)

    @strawberry.mutation(description="Say what one is interested in; needs no account.")
    @answering
    def express_interest(
        self, info: Info, input: Annotated[ExpressInterestInput, INPUT]
    ) -> ChoicePayload:
        return choose(info, Chosen(input.interest.value), input)


def choose(
    info: Info, interest: Chosen, given: SubscribeToUpdatesInput | ExpressInterestInput
) -> ChoicePayload:
    """Take a choice; what comes back does not tell whether the address is known."""
    locale = reading_locale(info, given.locale)
    request = info.context.request
    if request is not None and is_too_often(request):
        raise RateLimited(_("That was more than we take in an hour. Please try again later."))
    express_interest(email=given.email, interest=interest, locale=locale)
    return ChoicePayload(interest=Interest(interest.value))
