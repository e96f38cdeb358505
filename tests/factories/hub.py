"""Terms, organisations and networks, with the words a test needs and no more."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from hub.networks.models import Network, NetworkLabel
from hub.organisations.enums import OrganisationKind
from hub.organisations.models import Organisation
from hub.terms.enums import Vocabulary
from hub.terms.models import Term, TermLabel


class TermFactory(DjangoModelFactory):
    """A topic, or with a trait a region, a country or a place; `labels={"fr": …}` names it."""

    class Meta:
        model = Term
        skip_postgeneration_save = True

    class Params:
        region = factory.Trait(
            vocabulary=Vocabulary.REGIONS, code=factory.Sequence(lambda n: f"{n:03}")
        )
        country = factory.Trait(
            vocabulary=Vocabulary.COUNTRIES,
            code=factory.Sequence(lambda n: f"C{n}"),
            parent=factory.SubFactory("tests.factories.hub.TermFactory", region=True),
        )
        place = factory.Trait(
            vocabulary=Vocabulary.PLACES,
            code=factory.Sequence(lambda n: f"place-{n}"),
            parent=factory.SubFactory("tests.factories.hub.TermFactory", country=True),
        )

    vocabulary = Vocabulary.TOPICS
    code = factory.Sequence(lambda n: f"topic-{n}")

    @factory.post_generation
    def labels(self: Term, create: bool, extracted: dict[str, str] | None, **kwargs: Any) -> None:
        for locale, label in (extracted or {}).items():
            TermLabelFactory(term=self, locale=locale, label=label)


class TermLabelFactory(DjangoModelFactory):
    class Meta:
        model = TermLabel

    term = factory.SubFactory(TermFactory)
    locale = "en"
    label = factory.Sequence(lambda n: f"Topic {n}")


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    slug = factory.Sequence(lambda n: f"organisation-{n}")
    name = factory.Sequence(lambda n: f"Organisation {n}")
    kind = OrganisationKind.CITY_NETWORK


class NetworkFactory(DjangoModelFactory):
    """A network; `labels={"en": …}` names it."""

    class Meta:
        model = Network
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"network-{n}")

    @factory.post_generation
    def labels(
        self: Network, create: bool, extracted: dict[str, str] | None, **kwargs: Any
    ) -> None:
        for locale, name in (extracted or {}).items():
            NetworkLabel.objects.create(network=self, locale=locale, name=name)
