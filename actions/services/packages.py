"""Giving out packages, one by one or all that a month asks for; each is kept on record."""

from datetime import date
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.db.models import Q, QuerySet

from actions.enums import ListingState
from actions.models import Listing
from actions.package_files import FORMS, package_file, package_to_keep
from actions.packages import Package
from actions.permissions import check_reviewer
from actions.routing import REPOSITORY
from actions.states import AGREED
from actions.tables import BYTE_ORDER_MARK, as_csv

from .records import record

TAKEN = "package_taken"
#: What is still to be handed in.
UNSENT = (ListingState.TO_PREPARE, ListingState.PREPARED)
COLUMNS = ("folder", "action", "showcase", "organisation", "state", "due", "problems")


def take_package(user: Any, listing: Listing, form: str) -> tuple[str, str, bytes]:
    """Make a file of what is handed in; return its name, its media type and what is in it."""
    check_reviewer(user)
    record(TAKEN, by=user, draft=listing.draft, showcase=listing.showcase, form=form)
    return package_file(package_to_keep(listing), form)


def listings_of_month(month: date) -> QuerySet[Listing]:
    """Find what is to be handed in until the end of a month; what has no date always is."""
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    listings = Listing.objects.filter(state__in=UNSENT, draft__state__in=AGREED)
    due = listings.filter(Q(due_on=None) | Q(due_on__lt=following)).exclude(showcase=REPOSITORY)
    return due.select_related("draft__organisation", "draft__page").order_by("showcase", "pk")


def take_batch(user: Any, month: date) -> IO[bytes]:
    """Put all packages of a month into one archive, with their files and a list of them."""
    check_reviewer(user)
    archive: IO[bytes] = TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    rows = []
    with ZipFile(archive, "w", ZIP_DEFLATED) as packed:
        for listing in listings_of_month(month):
            record(TAKEN, by=user, draft=listing.draft, showcase=listing.showcase, form="zip")
            package = package_to_keep(listing)
            folder = f"{listing.showcase}/{package.number}"
            for form in FORMS:
                name, _media_type, data = package_file(package, form)
                packed.writestr(f"{folder}/{name}", data)
            pack_files(packed, folder, package)
            rows.append(row_of(listing, package, folder))
        packed.writestr("packages.csv", BYTE_ORDER_MARK + as_csv(COLUMNS, rows))
    archive.seek(0)
    return archive


def pack_files(packed: ZipFile, folder: str, package: Package) -> None:
    """Add the files that go with a package, piece by piece: one can be large."""
    for line in package.lines:
        if line.file is None:
            continue
        # The name is the sender's: nothing of it may lead out of the folder.
        name = line.file.name.replace("/", "_").replace("\\", "_")
        path = f"{folder}/{line.field.name}-{name}"
        with line.file.file.open("rb") as given, packed.open(path, "w") as kept:
            copyfileobj(given, kept)


def row_of(listing: Listing, package: Package, folder: str) -> tuple[str, ...]:
    problems = "; ".join(f"{one.field}: {one.code}" for one in package.problems)
    due = str(listing.due_on or "")
    names = (package.title, listing.showcase, str(listing.draft.organisation))
    return (folder, *names, listing.state, due, problems)
