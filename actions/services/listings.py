"""What the secretariat does with a listing, hands in, and records of what a showcase answers."""

from dataclasses import dataclass
from datetime import date
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actions.answers import read_date, take_text
from actions.enums import ListingState
from actions.enums import ListingStep as Step
from actions.models import Draft, Listing, Submission
from actions.models.listings import NUMBER_TAKEN
from actions.package_files import FORMS, package_file, package_to_keep
from actions.packages import Package, is_translated
from actions.permissions import check_reviewer
from actions.routing import REPOSITORY, state_after
from actions.states import AGREED
from actions.tables import BYTE_ORDER_MARK, Line, as_csv, read_lines, take_all
from hub import days
from hub.localization.languages import language_name

from .records import record
from .routing import keep

RECORDED = "listing_recorded"
TEXTS = ("remote_id", "url", "reason", "wording")
#: The columns of a table of receipts, and the steps by the states that it names.
NEEDED = ("action", "showcase", "state")
COLUMNS = (*NEEDED, "on", "id", "address", "reason")
STEPS = {
    ListingState.SENT: Step.SEND,
    ListingState.RECEIVED: Step.RECEIVE,
    ListingState.PUBLISHED: Step.PUBLISH,
    ListingState.REFUSED: Step.REFUSE,
    ListingState.TAKEN_DOWN: Step.TAKE_DOWN,
}


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """A step with a listing and what is known of it; `seen` is the state it was in for who did it.

    None leaves a value as it is; without a step only the values change.
    """

    seen: str
    step: str = ""
    on: date | None = None
    remote_id: str | None = None
    url: str | None = None
    reason: str | None = None
    wording: str | None = None


def record_receipt(user: Any, draft_key: Any, showcase: str, receipt: Receipt) -> Listing:
    """Record a step; of two people at once the first one wins, and the other is told."""
    check_reviewer(user)
    with transaction.atomic():
        draft: Draft = Draft.objects.locked().get(key=draft_key)
        listing = draft.listings.get(showcase=showcase)
        before = listing.state
        if before != receipt.seen:
            message = _("Somebody was faster: it is now %(state)s.")
            raise ValidationError(message % {"state": listing.get_state_display()}, code="stale")
        for name in TEXTS:
            value = getattr(receipt, name)
            if value is not None:
                setattr(listing, name, take_text(value))
        on = receipt.on or days.today()
        if receipt.step:
            take(listing, receipt.step, on)
        if on > days.today():
            raise ValidationError({"on": _("This day is still to come.")})
        listing.full_clean(exclude=["draft"])
        try:
            with transaction.atomic():
                keep(listing, before, by=user, verb=RECORDED, step=receipt.step, on=str(on))
        except IntegrityError:  # somebody gave the number to another action since it was checked
            raise ValidationError(NUMBER_TAKEN) from None
    return listing


def take(listing: Listing, step: str, on: date) -> None:
    """Lead a listing to its next state."""
    state = state_after(listing.state, step)
    if listing.showcase == REPOSITORY:
        raise ValidationError(_("This listing follows from the page of the action."))
    if state is None:
        message = _("This cannot be recorded of a listing that is %(state)s.")
        raise ValidationError(message % {"state": listing.get_state_display()})
    hands_in = step in (Step.PREPARE, Step.SEND, Step.RECEIVE, Step.PUBLISH)
    if hands_in and listing.draft.state not in AGREED:
        raise ValidationError(_("Please approve the action first."))
    if step == Step.PREPARE and not is_translated(listing):
        message = _("Please have it translated first: its page is not published in %(language)s.")
        language = language_name(listing.about.language, get_language() or "")
        raise ValidationError(message % {"language": language})
    if step == Step.REFUSE and not listing.reason:
        raise ValidationError({"reason": _("Please say why.")})
    listing.state, listing.held = state, ""
    if step in (Step.PREPARE, Step.SEND, Step.REFUSE):
        listing.is_to_confirm = False
    if step in (Step.PUBLISH, Step.REFUSE, Step.TAKE_DOWN):
        listing.due_on = None
    listing.published_on = on if step == Step.PUBLISH else None
    if step == Step.REOPEN:
        listing.reason = ""


# Receipts from a table ----------------------------------------------------------------------------


def take_receipts(user: Any, data: bytes, *, is_trial: bool) -> list[Line]:
    """Take in a table when all of it is right; a trial does the same, and takes it back."""
    check_reviewer(user)
    lines = read_lines(data, NEEDED, COLUMNS)
    said: dict[tuple[str, ...], int] = {}
    with transaction.atomic():
        lock_actions(lines)
        take_all(lines, lambda line: said_before(line, said) or take_line(user, line), is_trial)
    return lines


def lock_actions(lines: list[Line]) -> None:
    """Lock all that a table names in the order of everybody: in its own two would block each other.

    The lines are then read under the lock, so that nobody is faster between two of them.
    """
    rows = {row for line in lines if (row := row_numbered(line.cells["action"]))}
    named = Submission.objects.filter(pk__in=rows).values("draft")
    list(Draft.objects.locked().filter(pk__in=named).order_by("pk").values_list("pk"))


def said_before(line: Line, said: dict[tuple[str, ...], int]) -> str:
    """Find an earlier line that says something of the same listing in the same state."""
    about = tuple(line.cells[name].lower() for name in NEEDED)
    first = said.setdefault(about, line.number)
    if first == line.number:
        return ""
    return _("Line %(line)s says it already.") % {"line": first}


def take_line(user: Any, line: Line) -> str:
    """Record one line; return why it cannot be."""
    cells = line.cells
    submission = submission_numbered(cells["action"])
    if submission is None:
        return _("There is no action with this number.")
    listing = submission.draft.listings.filter(showcase=cells["showcase"]).first()
    if listing is None:
        return _("This action is not on this showcase.")
    line.about = str(submission.draft)
    step = STEPS.get(cells["state"])  # type: ignore[call-overload]
    if step is None:
        return _("The state is one of: %(states)s.") % {"states": ", ".join(STEPS)}
    on = read_date(cells.get("on", ""))
    if cells.get("on") and on is None:
        return _("The day is written like 2026-11-25.")
    given = {"remote_id": cells.get("id"), "url": cells.get("address")}
    given = {name: value or None for name, value in given.items()}
    is_same = all(value in (None, getattr(listing, name)) for name, value in given.items())
    if listing.state == cells["state"] and is_same:
        line.is_known = True
        return ""
    receipt = Receipt(
        seen=listing.state, step=step, on=on, reason=cells.get("reason") or None, **given
    )
    try:
        with transaction.atomic():
            record_receipt(user, submission.draft.key, listing.showcase, receipt)
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""


def submission_numbered(number: str) -> Submission | None:
    """Find the submission with the number on its receipt."""
    row = row_numbered(number)
    found = Submission.objects.select_related("draft").filter(pk=row).first() if row else None
    return found if found is not None and found.number == number.upper() else None


def row_numbered(number: str) -> int | None:
    last = number.rpartition("-")[2]
    return int(last) if last.isascii() and last.isdigit() and len(last) <= 9 else None


# Packages that are given out ----------------------------------------------------------------------

TAKEN = "package_taken"
#: What is still to be handed in.
UNSENT = (ListingState.TO_PREPARE, ListingState.PREPARED)
PACKED_COLUMNS = ("folder", "action", "showcase", "organisation", "state", "due", "problems")


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
        packed.writestr("packages.csv", BYTE_ORDER_MARK + as_csv(PACKED_COLUMNS, rows))
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
