"""From what was sent to the public page: what stands there is named here, and nothing else."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import format_html_join
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.models import Page

from actions.answers import Answers, read_date
from actions.models import Action, ActionFigure, ActionRepository, Draft
from actions.questions import questions
from hub.organisations.enums import ContributionRole
from hub.organisations.models import Organisation
from hub.pages.models import Contribution, PageTerm
from hub.terms.models import Term

from .files import attach_files

#: Answers that stand on the page as they were written.
TEXTS = ("title", "summary", "results", "lessons", "recommendations")
#: Answers without a field of their own; a reviewer finds them beside the page, unpublished.
NOTED = (
    "website",
    "people_in_particular",
    "scope",
    "places",
    "partners",
    "funding",
    "evidence",
    "licence",
)


def make_page(user: Any, draft: Draft) -> Page:
    """Make the unpublished page of an action from its latest submission, or renew it."""
    submission = draft.latest_submission()
    if submission is None:
        raise ValidationError(_("This action was never sent."))
    answers = submission.answers
    page = draft.page.specific if draft.page else Action(live=False)
    for name, value in fields_of(answers).items():
        setattr(page, name, value)
    page.original_language = submission.locale
    page.hub_terms = [PageTerm(term=term) for term in terms_of(answers)]
    page.hub_contributions = list(contributions_of(draft, answers))
    page.figures = figures_of(draft, answers)
    attach_files(user, draft, page)
    if not page.pk:
        parent = repository_in(draft.locale)
        page.slug = find_available_slug(parent, slugify(page.title)[:200] or "action")
        page.locale = parent.locale
        page.owner = user
        parent.add_child(instance=page)
    page.save_revision(user=user)
    return Page.objects.get(pk=page.pk)


def repository_in(locale: str) -> Page:
    """Find the page under which actions in this language stand."""
    repositories = ActionRepository.objects.filter(locale__language_code=locale)
    found: Page | None = repositories.order_by("path").first()
    if found is None:
        raise ValidationError(_("There is no action repository in the language of this action."))
    return found


def fields_of(answers: Answers) -> dict[str, Any]:
    texts = {name: answers.get(name, "") for name in TEXTS}
    return {
        **texts,
        "starts_on": read_date(answers.get("starts_on", "")),
        "ends_on": read_date(answers.get("ends_on", "")),
        "body": [("rich_text", paragraphs(answers.get("description", "")))],
        "editor_note": note_of(answers),
    }


def paragraphs(text: str) -> str:
    """Turn plain text into paragraphs of rich text; what looks like markup stays text."""
    lines = ((line.strip(),) for line in text.split("\n") if line.strip())
    return str(format_html_join("", "<p>{}</p>", lines))


def note_of(answers: Answers) -> str:
    return "\n".join(
        f"{questions()[name].label}: {answers[name]}" for name in NOTED if answers.get(name)
    )


def terms_of(answers: Answers) -> list[Term]:
    wanted = [one for one in questions().values() if one.vocabulary and answers.get(one.key)]
    return [
        term
        for question in wanted
        for term in Term.objects.offered()
        .in_vocabulary(str(question.vocabulary))
        .filter(code__in=answers[question.key])
    ]


def contributions_of(draft: Draft, answers: Answers) -> list[Contribution]:
    """Name the organisation first, and those that lead the action with it."""
    others = Organisation.objects.filter(slug__in=answers.get("co_leads", ()))
    leads = [draft.organisation, *others.exclude(pk=draft.organisation_id)]
    return [
        Contribution(organisation=one, role=ContributionRole.LEAD, sort_order=place)
        for place, one in enumerate(leads)
    ]


def figures_of(draft: Draft, answers: Answers) -> list[ActionFigure]:
    """Make the rows of figures; their source is the organisation that gave them."""
    return [
        ActionFigure(
            value=figure["value"][:40],
            label=figure["label"][:255],
            as_of=read_date(figure["as_of"]),
            source=draft.organisation.name,
            sort_order=place,
        )
        for place, figure in enumerate(answers.get("figures", ()))
    ]


def publish_page(user: Any, draft: Draft) -> None:
    """Publish the page as its reviewer left it."""
    if draft.page is None:
        raise ValidationError(_("The page of this action was removed."))
    page = draft.page.specific
    revision = page.get_latest_revision() or page.save_revision(user=user)
    revision.publish(user=user)
