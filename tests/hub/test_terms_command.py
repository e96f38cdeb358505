"""`manage.py terms`: what it prints, and how it says no."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from hub.terms.models import Term, TermLabel
from tests.factories.hub import TermFactory

pytestmark = pytest.mark.django_db


def test_seed_counts_what_it_did_and_names_what_it_kept():
    TermFactory(code="health", labels={"fr": "La santé"}, editor_note="Made by hand.")

    first, second = run("seed"), run("seed")

    kept = [
        "Kept as an editor left it: topics health",
        "Kept as an editor left it: topics health (fr)",
    ]
    assert first[1:] == kept
    assert second == ["0 created, 0 updated.", *kept]
    assert TermLabel.objects.filter(term__code="gcm-23").count() == 3


def test_merge_and_retire_say_what_they_did():
    TermFactory(code="old")
    TermFactory(code="new")
    TermFactory(code="gone")

    assert run("merge", "topics", "old", "new") == ["Merged old into new; 0 uses moved."]
    assert run("retire", "topics", "gone") == ["Retired gone."]
    assert list(Term.objects.offered().values_list("code", flat=True)) == ["new"]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["merge", "topics", "old", "nothing"], "There is no term “nothing” in topics."),
        (["merge", "audiences", "old", "old"], "There is no term “old” in audiences."),
        (["merge", "topics", "old", "old"], "“old” cannot be merged into itself."),
        (["retire", "topics", "nothing"], "There is no term “nothing” in topics."),
        (["retire", "nothing", "old"], "argument vocabulary: invalid choice: 'nothing'"),
        (["forget"], "argument seed|merge|retire: invalid choice: 'forget'"),
    ],
)
def test_a_wrong_call_is_refused_in_words_and_changes_nothing(arguments, problem):
    TermFactory(code="old")

    with pytest.raises(CommandError) as refusal:
        run(*arguments)

    assert problem in str(refusal.value)
    assert list(Term.objects.values_list("code", "is_retired")) == [("old", False)]


def run(*arguments: str) -> list[str]:
    output = StringIO()
    call_command("terms", *arguments, stdout=output)
    return output.getvalue().splitlines()
