"""The catalogue: the read model of everything public, and the place that decides visibility.

A *group* is a page in all its languages. An *entry* is what a reader of one language sees of a
group, fallback already resolved. Everything here can be thrown away and rebuilt from the pages
(`manage.py catalogue rebuild`).
"""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.fields import SortKeyField

from .querysets import EntryQuerySet, GroupQuerySet

FAR_FUTURE = datetime(9999, 12, 31, tzinfo=UTC)
NO_DATE = date(1, 1, 1)
#: The end of what has none.
LAST_DAY = date(9999, 12, 31)


class Reach(models.TextChoices):
    """Who may read a page: everyone, or the partner sites of the networks it belongs to."""

    EVERYONE = "everyone", _("Everyone")
    NETWORKS = "networks", _("Only the partner sites of its networks")


class Group(models.Model):
    """A page in all its languages; it stays as a tombstone when the last of its pages is deleted.

    `version` grows with every mark. `is_dirty` is cleared only by a rebuild that read the version
    it clears.
    """

    translation_key = models.UUIDField(unique=True)
    type = models.CharField(max_length=40)
    source_locale = models.CharField(max_length=12, blank=True)
    version = models.PositiveBigIntegerField(default=1)
    is_dirty = models.BooleanField(default=True)
    is_removed = models.BooleanField(default=False)
    digest = models.CharField(
        max_length=64, blank=True, help_text=_("Of what was last built, to tell a change.")
    )

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("catalogue group")
        indexes = [
            models.Index(fields=["id"], name="hub_group_dirty", condition=models.Q(is_dirty=True))
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.translation_key}"


class Entry(models.Model):
    """What a reader of `locale` sees of a group, in the language it really is (`actual_locale`).

    Sort keys are never null, so that keyset cursors neither skip nor repeat a row on either
    database. `card` holds all that a list of this type shows; other pages are named in it by
    translation key only.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="entries")
    locale = models.CharField(max_length=12)
    actual_locale = models.CharField(max_length=12)
    is_outdated = models.BooleanField(
        default=False,
        db_default=False,
        help_text=_("Whether its source says what it does not say yet."),
    )
    type = models.CharField(max_length=40)
    family = models.CharField(max_length=40)
    is_visible = models.BooleanField(default=True)
    visible_until = models.DateTimeField(default=FAR_FUTURE)
    reach = models.CharField(max_length=12, choices=Reach.choices, default=Reach.EVERYONE)
    title = models.CharField(max_length=255)
    slug = models.CharField(max_length=255)
    path = models.CharField(max_length=1024, help_text=_("Address of the page without the host."))
    sort_title = SortKeyField(max_length=255)
    sort_date = models.DateField(default=NO_DATE)
    year = models.PositiveSmallIntegerField(default=0)
    starts_on = models.DateField(default=NO_DATE)
    ends_on = models.DateField(default=LAST_DAY)
    first_published_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    card = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("catalogue entry")
        constraints = [
            models.UniqueConstraint(fields=["group", "locale"], name="hub_entry_unique_locale")
        ]
        indexes = [
            models.Index(fields=["path"], name="hub_entry_path"),
            models.Index(fields=["locale", "type", "slug"], name="hub_entry_slug"),
            *[
                models.Index(
                    fields=["locale", scope, key, "group"],
                    name=f"hub_entry_{scope}_{key}",
                    condition=models.Q(is_visible=True),
                )
                for scope in ("type", "family")
                for key in ("sort_date", "sort_title", "updated_at")
            ],
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.locale})"

    @property
    def key(self) -> UUID:
        return self.group.translation_key


class EntryContent(models.Model):
    """The long part of an entry, read where one page is shown: blocks, and text for search.

    `texts` is a list of `{"weight": str, "anchor": str, "text": str}`; a weight is title, summary,
    heading, body or file.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="content")
    body = models.JSONField(default=list)
    texts = models.JSONField(default=list)

    class Meta:
        verbose_name = _("content of a catalogue entry")

    def __str__(self) -> str:
        return str(self.entry_id)


class Facet(models.Model):
    """One value to filter and count a group by: a term, a publisher, a kind, a file's language.

    `is_implied` marks the broader terms of a direct one: a page about Accra is found under Ghana
    and Africa.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="facets")
    name = models.CharField(max_length=40)
    value = models.CharField(max_length=100)
    is_implied = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("facet value")
        constraints = [
            models.UniqueConstraint(fields=["name", "value", "group"], name="hub_facet_unique")
        ]

    def __str__(self) -> str:
        return f"{self.name}={self.value}"


class Membership(models.Model):
    """A group in a network: by its own choice (`grants_access`), or picked by its manager."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    network = models.ForeignKey("hub.Network", models.CASCADE, related_name="memberships")
    position = models.PositiveIntegerField()
    note = models.TextField(blank=True)
    grants_access = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("membership in a network")
        constraints = [
            models.UniqueConstraint(fields=["network", "group"], name="hub_membership_unique")
        ]
        indexes = [
            models.Index(fields=["network", "position", "group"], name="hub_membership_order")
        ]

    def __str__(self) -> str:
        return f"{self.network_id}: {self.group_id}"


class Dependency(models.Model):
    """What a group was built from besides its own pages; a change of it marks the group."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="dependencies")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("dependency")
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "group"], name="hub_dependency_unique")
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class Tombstone(models.Model):
    """An address at which everyone could read a page, and nobody can any more.

    The pages above it are kept, to lead on from there. It goes when the address is taken again.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="tombstones")
    locale = models.CharField(max_length=12)
    path = models.CharField(max_length=1024, unique=True)
    above = models.JSONField(default=list)
    removed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("address of a removed page")
        indexes = [models.Index(fields=["locale", "removed_at"], name="hub_tombstone_newest")]

    def __str__(self) -> str:
        return self.path


class Generation(models.Model):
    """One row that every process reads: it grows whenever anything public may have changed.

    An answer is cached under the token read before it was computed: a number may come twice, after
    a transaction that was rolled back or a backup that was restored. `next_due_at` is the next
    moment at which a schedule changes what is public; `keys_version` is the hash of locales, chains
    and declarations last built with.
    """

    number = models.PositiveBigIntegerField(default=1)
    token = models.UUIDField(default=uuid4, editable=False)
    next_due_at = models.DateTimeField(default=FAR_FUTURE)
    leased_until = models.DateTimeField(null=True, blank=True)
    keys_version = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("content generation")

    def __str__(self) -> str:
        return str(self.number)
