"""Files of an action on its public page: copies of those that the city gave for it."""

from io import BytesIO
from typing import Any

from PIL import Image, ImageOps
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction, ReferenceIndex

from actions.models import Draft, DraftFile
from hub.importing.media import Media
from hub.media.file_types import extension_of
from hub.media.models import PageFile
from hub.organisations.models import Organisation

#: Where copies wait until their page is published; nobody but administrators can open them there.
WAITING = "Files of submitted actions, not published"

LOGOS = "Logos of organisations that joined"


def attach_files(user: Any, draft: Draft, page: Any) -> None:
    """Put what may be published onto the page: pictures into the text, documents into its files."""
    rows = []
    for file in draft.files.filter(may_be_published=True).select_related("image", "document"):
        copy = copy_of(user, file)
        if not file.is_picture:
            rows.append(PageFile(title=file.description, languages=[draft.locale], document=copy))
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
    made, media = model(title=file.description), Media(WAITING, user)
    CollectionViewRestriction.objects.get_or_create(
        collection=media.collection,
        defaults={"restriction_type": CollectionViewRestriction.GROUPS},
    )
    name = f"{file.key}.{extension_of(file.name)}"
    media.store(made, name, without_facts(content) if file.is_picture else content)
    setattr(file, place, made)
    file.save(update_fields=[place])
    return made


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
    for file in DraftFile.objects.filter(draft__page=page.pk).select_related("image", "document"):
        copy: Any = file.image or file.document
        if copy is None or copy.collection.name != WAITING:
            continue
        if ReferenceIndex.get_references_to(copy).filter(object_id=str(page.pk)).exists():
            copy.collection = Collection.get_first_root_node()
            copy.save()
