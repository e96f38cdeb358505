from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hub.catalogue.healing import heal
from search.audit import audit
from search.delivery import dead, deliver_to, pending, state_of
from search.engines import engines
from search.engines.base import Engine, EngineAway
from search.evaluation import HELD_OUT, TUNE, by_locale, measure, read_judgments, worst
from search.files import read_files
from search.rebuilding import rebuild
from search.synonyms import seed_synonyms

JUDGMENTS = "tests/search/judgments.yaml"


class Command(BaseCommand):
    help = "Say how search stands, send what waits, rebuild an index, or prove that it is right."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="verb")
        verbs.add_parser("prepare", help="Create the synonyms that are missing.")
        verbs.add_parser("status", help="Say what waits, what was given up, and the last audit.")
        verbs.add_parser("deliver", help="Read new files and send everything that waits.")
        verbs.add_parser("rebuild", help="Make every index anew, while searches go on.")
        proof = verbs.add_parser("audit", help="Compare every index with the catalogue.")
        proof.add_argument("--repair", action="store_true", help="Mend what differs.")
        judged = verbs.add_parser("evaluate", help="Say how well judged queries are answered.")
        judged.add_argument("path", nargs="?", type=Path, default=Path(JUDGMENTS))
        judged.add_argument("--engine", choices=("embedded", "elasticsearch"))
        judged.add_argument("--split", choices=(TUNE, HELD_OUT, "all"), default="all")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, options["verb"])(options)
        except EngineAway as error:
            raise CommandError(f"The engine does not answer: {error}") from error

    def prepare(self, options: dict[str, Any]) -> None:
        self.stdout.write(f"{seed_synonyms()} synonyms created.")

    def status(self, options: dict[str, Any]) -> None:
        for engine in engines():
            state = state_of(engine)
            self.stdout.write(engine.name)
            self.stdout.write(f"  waiting:  {pending(engine).count()}")
            self.stdout.write(f"  given up: {dead(engine).count()}")
            for row in dead(engine).order_by("group")[:20]:
                self.stdout.write(f"    group {row.group_id}: {row.error}")
            self.stdout.write(f"  away:     {state.error or 'no'}")
            self.stdout.write(f"  audit:    {state.audited_at or 'never'} {state.audit or ''}")

    def deliver(self, options: dict[str, Any]) -> None:
        while read_files():
            heal()
        for engine in engines():
            self.stdout.write(f"{engine.name}: {self.drain(engine)} groups sent.")

    def rebuild(self, options: dict[str, Any]) -> None:
        for engine in engines():
            rebuild(engine)
            self.stdout.write(f"{engine.name}: rebuilt.")

    def audit(self, options: dict[str, Any]) -> None:
        differences = 0
        for engine in engines():
            found = audit(engine, repair=options["repair"])
            self.stdout.write(f"{engine.name}: {found.differences} differences {found.summary()}")
            differences += found.differences
            if options["repair"]:
                self.drain(engine)
        if differences and not options["repair"]:
            raise CommandError("`manage.py search audit --repair` mends this.")

    def evaluate(self, options: dict[str, Any]) -> None:
        """Print the figures of each engine by language, and the queries it answers worst."""
        chosen = [engine for engine in engines() if options["engine"] in (None, engine.name)]
        if not chosen:
            raise CommandError(f"This site has no engine named {options['engine']}.")
        judgments = [
            judgment
            for judgment in read_judgments(options["path"])
            if options["split"] in ("all", judgment.split)
        ]
        for engine in chosen:
            measured = list(measure(engine, judgments))
            self.stdout.write(f"{engine.name}, {options['split']} queries")
            for locale, row in by_locale(measured).items():
                self.stdout.write(
                    f"  {locale}  nDCG@10 {row.ndcg:.3f}  MRR {row.mrr:.3f}"
                    f"  no result {row.zero_rate:.1%}  of {row.queries}"
                )
            for one in worst(measured):
                first = ", ".join(one.found[:3]) or "nothing"
                text = one.judgment.text or str(dict(one.judgment.filters))
                self.stdout.write(f"  {one.gain:.3f}  {one.judgment.id}: {text} → {first}")

    def drain(self, engine: Engine) -> int:
        sent = 0
        while count := deliver_to(engine):
            sent += count
        return sent
