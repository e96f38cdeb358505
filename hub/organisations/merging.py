"""What becomes of an organisation that is merged, beside the rows that point to it."""

from hub.importing.models import ImportRecord
from hub.pages.models import Contribution

from .models import Organisation


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
    if source.is_public:
        Organisation.objects.filter(pk=source.pk).update(is_public=False)
        source.is_public = False
