"""What published pages need, each as one condition: counted in the morning, a filter of the lists.

An app declares its own `page_needs`; what a page needs is offered to those who may change it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from hub.catalogue.models import Entry, Group
from hub.declarations import functions_of, page_types
from hub.localization.languages import content_locales, language_name
from hub.morning import Line, Urgency

from .models import ContentPage
from .page_languages import missing_in

ENDS_WITHIN = timedelta(days=14)
#: The page whose facts count; every published group knows which it is.
IS_SOURCE = Q(
    Exists(
        Group.objects.filter(
            translation_key=OuterRef("translation_key"),
            source_locale=OuterRef("locale__language_code"),
        )
    )
)


@dataclass(frozen=True, kw_only=True)
class PageNeed:
    """Something that somebody should do for every page that meets a condition."""

    code: str
    label: str
    condition: Q
    urgency: Urgency = Urgency.LATER


def page_needs() -> list[PageNeed]:
    return [need for tell in functions_of("page_needs") for need in tell()]


def need_choices() -> list[tuple[str, str]]:
    return [(need.code, need.label) for need in page_needs()]


def published_for(user: Any) -> "QuerySet[Page]":
    """Return the published pages that somebody may change."""
    policy = policy_registry.get_by_type(Page)
    pages: QuerySet[Page] = policy.instances_user_has_permission_for(user, "change")
    return pages.filter(live=True, alias_of=None)


def pages_that_need(code: str, user: Any) -> "QuerySet[Page]":
    condition = next((need.condition for need in page_needs() if need.code == code), Q(pk=None))
    return published_for(user).filter(condition)


def morning(user: Any) -> Iterator[Line]:
    """Count every need, all in one query."""
    needs = page_needs()
    sums = {f"need_{at}": Count("pk", filter=need.condition) for at, need in enumerate(needs)}
    counts = published_for(user).aggregate(**sums)
    for need, count in zip(needs, counts.values(), strict=True):
        address = f"{reverse('wagtailcore_all-pages:index')}?need={need.code}"
        yield Line(label=need.label, count=count, address=address, urgency=need.urgency)


def needs_of_every_type() -> Iterator[PageNeed]:
    for code in content_locales():
        language = {"language": language_name(code, get_language() or "en")}
        lagging = Entry.objects.filter(locale=code, actual_locale=code, is_outdated=True)
        yield PageNeed(
            code=f"outdated-{code}",
            label=_("Pages that are outdated in %(language)s") % language,
            condition=Q(
                locale__language_code=code,
                translation_key__in=lagging.values("group__translation_key"),
            ),
            urgency=Urgency.SOON,
        )
        yield PageNeed(
            code=f"missing-{code}",
            label=_("Pages that are missing in %(language)s") % language,
            condition=IS_SOURCE & missing_in(code),
        )
    now = timezone.now()
    yield PageNeed(
        code="ending",
        label=_("Pages that end within two weeks"),
        condition=Q(expire_at__gt=now, expire_at__lte=now + ENDS_WITHIN),
        urgency=Urgency.SOON,
    )
    yield PageNeed(
        code="cover",
        label=_("Pages with no words for their cover"),
        condition=without_words_for_cover(),
    )


def without_words_for_cover() -> Q:
    """Whether there is a cover, and whether it is decorative, is told by the source page."""
    models = [kind.load_model() for kind in page_types().values()]
    ours = [model for model in models if issubclass(model, ContentPage)]
    found = Q(pk=None)
    for model in dict.fromkeys(model._meta.get_field("cover").model for model in ours):
        pages = model._default_manager
        shown = pages.filter(IS_SOURCE, cover__isnull=False, cover_is_decorative=False)
        keys = shown.values("translation_key")
        found |= Q(pk__in=pages.filter(cover_alt="", translation_key__in=keys).values("pk"))
    return found
