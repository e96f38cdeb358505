"""What follows when an organisation, or the image of its logo, changes; and when one is merged."""

from collections.abc import Iterable

from hub.catalogue.description import Description
from hub.importing.models import ImportRecord
from hub.media.images import describe_image
from hub.pages.models import Contribution

from .models import Organisation


def refresh_logos_with(*, image_ids: Iterable[int]) -> None:
    """Refresh every organisation whose logo is one of these images."""
    found = Organisation.objects.filter(logo__in=list(image_ids)).values_list("pk", flat=True)
    refresh_logos(organisation_ids=list(found))


def refresh_logos(*, organisation_ids: list[int]) -> None:
    """Render the logos of these organisations and keep their addresses: no GET ever renders."""
    for organisation in Organisation.objects.filter(pk__in=organisation_ids).select_related("logo"):
        card = describe_image(organisation.logo, alt=organisation.name, description=Description())
        # An update, because a save would come back here.
        Organisation.objects.filter(pk=organisation.pk).update(logo_card=card)


def settle(source: Organisation, target: Organisation) -> None:
    """Name nobody twice in one role, let an import find the one that stays, show the other no more.

    Two that are merged into each other at once are in one order here, by the lock on both.
    """
    there = set(target.contributions.values_list("page", "role"))
    for row in Contribution.objects.filter(organisation=source):
        if (row.page_id, row.role) in there:
            row.delete()
    records = ImportRecord.objects.filter(kind=ImportRecord.Kind.ORGANISATION)
    records.filter(object_id=source.pk).update(object_id=target.pk)
    source.is_public = False
