from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from hub.merging import merge
from hub.terms.enums import Vocabulary
from hub.terms.models import Term
from hub.terms.services import retire_term, seed_terms


class Command(BaseCommand):
    help = "Seed the terms from the reference tables, merge two of them, or retire one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True, metavar="seed|merge|retire")
        steps.add_parser("seed", help="Create what is missing; an editor's changes stay.")
        merge = steps.add_parser("merge", help="Move all that uses one term to another.")
        self.add_vocabulary(merge)
        merge.add_argument("source", help="Code of the term that goes.")
        merge.add_argument("target", help="Code of the term that stays.")
        retire = steps.add_parser("retire", help="Offer a term no longer.")
        self.add_vocabulary(retire)
        retire.add_argument("code", help="Code of the term.")

    def add_vocabulary(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "vocabulary", choices=Vocabulary.values, metavar="vocabulary", help="Such as topics."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, options["step"])(options)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None

    def seed(self, options: dict[str, Any]) -> None:
        report = seed_terms()
        self.stdout.write(f"{report.created} created, {report.updated} updated.")
        for name in report.kept:
            self.stdout.write(f"Kept as an editor left it: {name}")

    def merge(self, options: dict[str, Any]) -> None:
        source = self.find(options["vocabulary"], options["source"])
        target = self.find(options["vocabulary"], options["target"])
        moved = merge(source, target)
        self.stdout.write(f"Merged {source.code} into {target.code}; {moved} uses moved.")

    def retire(self, options: dict[str, Any]) -> None:
        term = self.find(options["vocabulary"], options["code"])
        retire_term(term=term)
        self.stdout.write(f"Retired {term.code}.")

    def find(self, vocabulary: str, code: str) -> Term:
        try:
            term: Term = Term.objects.get(vocabulary=vocabulary, code=code)
        except Term.DoesNotExist:
            raise CommandError(f"There is no term “{code}” in {vocabulary}.") from None
        return term
