"""Files that go with an action: private as they are given, copied for its public page."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from PIL import Image, ImageOps
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction, Page, ReferenceIndex

from actions.answers import take_text
from actions.models import Draft, DraftFile
from actions.permissions import WRITE, draft_for
from actions.states import WRITABLE
from hub.importing.media import Media
from hub.media.documents import checksum
from hub.media.file_types import DOCUMENT_TYPES, extension_of
from hub.media.models import PageFile
from hub.media.uploads import IMAGE_FORMATS, check_document_upload, check_whole_image
from hub.organisations.models import Organisation

from .drafts import Locked, touch
from .records import record

MOST_FILES = 10
#: What may be evidence; recordings, archives and web pages may not.
DOCUMENTS = frozenset({"csv", "docx", "odp", "ods", "odt", "pdf", "pptx", "txt", "xlsx"})
IMAGES = {
    extension: f"image/{'jpeg' if extension == 'jpg' else extension}"
    for extensions in IMAGE_FORMATS.values()
    for extension in extensions
}
#: Where copies wait until their page is published; nobody but administrators can open them there.
WAITING = "Files of submitted actions, not published"
LOGOS = "Logos of organisations that joined"


def add_file(
    user: Any,
    key: Any,
    *,
    upload: "UploadedFile[bytes]",
    description: str = "",
    credit: str = "",
    has_consent: bool,
    may_be_published: bool = False,
) -> DraftFile:
    """Keep a file with a draft; a picture needs the consent of the people in it.

    What may be published says what it is: that stands in place of a picture, and names a document.
    """
    draft = draft_for(user, key, WRITE)
    found = DraftFile(
        draft=draft,
        name=PurePath(upload.name or "").name[-255:],
        media_type=checked_type(upload),
        size=upload.size or 0,
        checksum=checksum(upload),
        description=take_text(description),
        credit=take_text(credit),
        has_consent=has_consent,
        may_be_published=may_be_published,
        uploaded_by=user,
    )
    if found.is_picture and not has_consent:
        message = _("Please confirm that the people in the picture agree.")
        raise ValidationError({"has_consent": message})
    if may_be_published and not found.description:
        message = _("Please say what the file is or shows, so that it can be published.")
        raise ValidationError({"description": message})
    found.full_clean(exclude=["file"])
    with transaction.atomic():
        begin_writing(user, draft)
        if draft.files.count() >= MOST_FILES:
            message = _("An action takes %(most)s files at most.") % {"most": MOST_FILES}
            raise ValidationError({"file": message})
        # The name of the sender is shown, never used on the disk.
        found.file.save(f"{found.key}.{extension_of(found.name)}", upload, save=False)
        found.save()
        record("file_added", by=user, draft=draft, file=str(found.key))
    return found


def checked_type(upload: "UploadedFile[bytes]") -> str:
    """Return what the file is, or say why it is not taken."""
    extension = extension_of(upload.name or "")
    try:
        if extension in IMAGES:
            check_whole_image(upload)
            return IMAGES[extension]
        if extension not in DOCUMENTS:
            allowed = ", ".join(sorted({*DOCUMENTS, *IMAGES}))
            message = _("Files of this kind are not taken. Please use one of these: %(allowed)s.")
            raise ValidationError(message % {"allowed": allowed})
        check_document_upload(upload)
    except ValidationError as refused:
        raise ValidationError({"file": refused.messages}) from None
    return DOCUMENT_TYPES[extension]


def begin_writing(user: Any, draft: Draft) -> None:
    """Keep others waiting until the end of the transaction."""
    if Draft.objects.locked().get(pk=draft.pk).state not in WRITABLE:
        raise Locked
    touch(user, draft)


def file_for(user: Any, key: Any, file_key: Any) -> DraftFile:
    """Find a file of a draft that this person may see."""
    found: DraftFile = draft_for(user, key).files.get(key=file_key)
    return found


def delete_file(user: Any, key: Any, file_key: Any) -> None:
    """Take a file away for good, while the draft can be written in."""
    draft = draft_for(user, key, WRITE)
    with transaction.atomic():
        begin_writing(user, draft)
        found = draft.files.get(key=file_key)
        found.delete()
        record("file_deleted", by=user, draft=draft, file=str(file_key))
        transaction.on_commit(lambda: found.file.storage.delete(str(found.file.name)))


# Copies for the public ----------------------------------------------------------------------------


def attach_files(user: Any, draft: Draft, page: Any) -> None:
    """Put what may be published onto the page: pictures into the text, documents into its files."""
    rows: list[PageFile] = []
    for file in draft.files.filter(may_be_published=True).select_related("image", "document"):
        copy = copy_of(user, file)
        if not file.is_picture:
            words = {"title": file.description, "languages": [draft.locale]}
            rows.append(PageFile(**words, document=copy, sort_order=len(rows)))
        elif file.has_consent:
            figure = {"image": copy, "alt": file.description, "credit": file.credit}
            page.body.append(("figure", figure | {"is_decorative": False, "caption": ""}))
    page.hub_files = rows


def copy_of(user: Any, file: DraftFile) -> Any:
    """Copy a file once; the copy has no name of anybody, nor where a picture was taken."""
    place = "image" if file.is_picture else "document"
    if (made := getattr(file, place)) is not None:
        return made
    with file.file.open("rb") as stored:
        content = stored.read()
    model = get_image_model() if file.is_picture else get_document_model()
    made, media = model(title=file.description), waiting_files(user)
    name = f"{file.key}.{extension_of(file.name)}"
    media.store(made, name, without_facts(content) if file.is_picture else content)
    setattr(file, place, made)
    file.save(update_fields=[place])
    return made


def waiting_files(user: Any = None) -> Media:
    """Return the place where copies wait, closed to everybody."""
    media = Media(WAITING, user)
    CollectionViewRestriction.objects.get_or_create(
        collection=media.collection, defaults={"restriction_type": CollectionViewRestriction.GROUPS}
    )
    return media


def copy_of_logo(user: Any, organisation: Organisation) -> Any:
    """Make the image of the logo that an organisation handed in; None where it did not."""
    upload: Any = getattr(getattr(organisation, "profile", None), "logo_upload", None)
    if not upload:
        return None
    with upload.open("rb") as stored:
        content = without_facts(stored.read())
    image = get_image_model()(title=organisation.name)
    Media(LOGOS, user).store(image, f"{organisation.key}.{extension_of(upload.name)}", content)
    return image


def without_facts(content: bytes) -> bytes:
    """Drop what cameras write beside the points, as the place and the owner's name."""
    clean = BytesIO()
    with Image.open(BytesIO(content)) as picture:
        kind = "JPEG" if picture.format == "MPO" else picture.format
        profile = picture.info.get("icc_profile")
        upright = ImageOps.exif_transpose(picture)
        upright.info = {"icc_profile": profile} if profile else {}
        upright.save(clean, kind, icc_profile=profile, quality=90)
    return clean.getvalue()


def open_files(page: Any) -> None:
    """Let everybody see the files that stand on a page which is published now."""
    for copy in copies_for(page):
        if copy.collection.name != WAITING:
            continue
        if ReferenceIndex.get_references_to(copy).filter(object_id=str(page.pk)).exists():
            copy.collection = Collection.get_first_root_node()
            copy.save()


def close_files(page: Any) -> None:
    """Close again what was opened for a page that nobody reads any more.

    What an editor has put elsewhere, or uses on another page, is theirs. Without its source no
    translation is shown; where the source is deleted, one of them takes its place.
    """
    # One that is deleted is unpublished in memory alone.
    is_deleted = Page.objects.filter(pk=page.pk, live=True).exists()
    own = Q(pk=page.pk) if is_deleted else Q(translation_key=page.translation_key)
    others = Page.objects.live().exclude(own)
    opened = Collection.get_first_root_node()
    for copy in copies_for(page):
        if copy.collection_id == opened.pk and not is_used(copy, on=others):
            copy.collection = waiting_files().collection
            copy.save()


def copies_for(page: Any) -> Iterator[Any]:
    files = DraftFile.objects.filter(draft__page=page.pk).select_related("image", "document")
    return (copy for file in files if (copy := file.image or file.document) is not None)


def is_used(copy: Any, *, on: Any) -> bool:
    """Tell whether one of these pages, or anything that is no page, names it."""
    references = ReferenceIndex.get_references_to(copy)
    on_pages = references.filter(base_content_type=ContentType.objects.get_for_model(Page))
    numbers = [int(number) for number in on_pages.values_list("object_id", flat=True)]
    return bool(len(numbers) < references.count() or on.filter(pk__in=numbers).exists())
