import signal
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from hub.outbox.worker import STOPPING, work_once


class Command(BaseCommand):
    """Run the worker: heal the catalogue, keep schedules, deliver messages, run jobs."""

    help = "Run the worker until it is told to stop; with --once, do what is due now and end."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Do what is due now, then end.")
        parser.add_argument(
            "--pause", type=float, default=0.5, help="Seconds between looks when idle."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            while work_once():
                continue
            return
        STOPPING.clear()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self.stop)
        while not STOPPING.is_set():
            close_old_connections()
            if not work_once():
                time.sleep(options["pause"])

    def stop(self, *args: Any) -> None:
        STOPPING.set()
