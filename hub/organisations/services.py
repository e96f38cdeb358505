from collections.abc import Iterable

from hub.catalogue.description import Description
from hub.media.images import describe_image

from .models import Organisation


def refresh_logos_with(*, image_ids: Iterable[int]) -> None:
    """Refresh every organisation whose logo is one of these images."""
    found = Organisation.objects.filter(logo__in=list(image_ids)).values_list("pk", flat=True)
    refresh_logos(organisation_ids=list(found))


def refresh_logos(*, organisation_ids: list[int]) -> None:
    """Render the logos of these organisations and keep their addresses: no GET ever renders."""
    for organisation in Organisation.objects.filter(pk__in=organisation_ids).select_related("logo"):
        card = describe_image(
            organisation.logo,
            alt=organisation.name,
            credit="",
            is_decorative=False,
            description=Description(),
        )
        # An update, because a save would come back here.
        Organisation.objects.filter(pk=organisation.pk).update(logo_card=card)
