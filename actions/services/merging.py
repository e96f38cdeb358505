"""What becomes of the profile, the people, commitments and drafts of an organisation merged away.

Nothing is lost that somebody signed or wrote: of two signatures, the one that counts less is
declined and stays on record.
"""

from django.utils import timezone

from actions.enums import Decision, MemberRole
from actions.models import AccessRequest, Commitment, Draft, Membership, Profile
from hub.organisations.models import Organisation


def settle(source: Organisation, target: Organisation) -> None:
    settle_profiles(source, target)
    settle_people(source, target)
    settle_commitments(source, target)
    settle_drafts(source, target)


def settle_profiles(source: Organisation, target: Organisation) -> None:
    """Keep the profile of the one that stays; it takes over that of the other if it has none."""
    own = Profile.objects.filter(organisation=source)
    if Profile.objects.filter(organisation=target).exists():
        own.delete()
    else:
        own.update(organisation=target)


def settle_people(source: Organisation, target: Organisation) -> None:
    """Let somebody who acts for both keep the stronger role, once."""
    twins = {row.user_id: row for row in Membership.objects.current().filter(organisation=target)}
    for row in Membership.objects.current().filter(organisation=source, user__in=twins):
        twin = twins[row.user_id]
        twin.role = min(twin.role, row.role, key=MemberRole.values.index)
        twin.save(update_fields=["role"])
        row.ended_at = timezone.now()
        row.save(update_fields=["ended_at"])
    asked = AccessRequest.objects.filter(state=Decision.PENDING)
    both = asked.filter(organisation=target).values_list("user", flat=True)
    twice = asked.filter(organisation=source, user__in=list(both))
    twice.update(state=Decision.DECLINED, decided_at=timezone.now())


def settle_commitments(source: Organisation, target: Organisation) -> None:
    """Let the one that is accepted stand, or else that of the organisation that stays."""
    standing = Commitment.objects.standing()
    for row in standing.filter(organisation=source):
        twin = standing.filter(organisation=target, kind=row.kind).first()
        if twin is None:
            continue
        is_better = row.state == Decision.ACCEPTED != twin.state
        weaker = twin if is_better else row
        weaker.state, weaker.decided_at = Decision.DECLINED, timezone.now()
        weaker.save(update_fields=["state", "decided_at"])


def settle_drafts(source: Organisation, target: Organisation) -> None:
    """Answers name those that lead along by their slug; nobody leads along with itself."""
    for draft in Draft.objects.select_for_update().filter(answers__has_key="co_leads"):
        named = draft.answers["co_leads"]
        if not isinstance(named, list) or source.slug not in named:
            continue
        slugs = dict.fromkeys(target.slug if slug == source.slug else slug for slug in named)
        if draft.organisation_id in (source.pk, target.pk):
            slugs.pop(target.slug, None)
        draft.answers["co_leads"] = list(slugs)
        draft.version += 1
        draft.changed_at["co_leads"] = draft.version
        draft.save(update_fields=["answers", "version", "changed_at"])
    for draft in Draft.objects.filter(organisation__in=[source, target]):
        draft.co_leads.remove(source, target)
