"""Workers that are killed at any point: what `test_kills.py` lets a process of its own do.

Each life of a worker writes some messages and sends what waits, until it comes to the step that
its seed chose; there it ends without a word. The last life is spared.
"""

import argparse
import json
import os
import random
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

PAGES = 6
#: As in life, only faster.
LEASE = timedelta(seconds=0.3)
BACKOFF = [timedelta(seconds=0.02)] * 400


class Fate:
    """Counts the steps of a life and ends it at the one it was given."""

    def __init__(self, last: int) -> None:
        self.steps, self.last = 0, last

    def step(self) -> None:
        self.steps += 1
        if self.steps == self.last:
            os._exit(9)

    def watch(self, module: Any, *names: str) -> None:
        """Take a step before and one after each call of these functions."""
        for name in names:
            setattr(module, name, self.watched(getattr(module, name)))

    def watched(self, function: Any) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            self.step()
            found = function(*args, **kwargs)
            self.step()
            return found

        return call


def live(fate: Fate, dice: random.Random, diary: Path, *, writes: int) -> None:
    """Write and send, until the end comes or nothing waits."""
    from django.db import transaction

    from hub.outbox import services
    from hub.outbox.models import Delivery, Message
    from hub.webhooks import delivering

    delivering.LEASE, delivering.BACKOFF = LEASE, BACKOFF
    fate.watch(delivering, "claim", "post", "note_success", "note_failure", "note_well")
    fate.watch(services, "send_to")
    for _number in range(writes):
        key = f"page-{dice.randrange(PAGES)}"
        with transaction.atomic():
            version = Message.objects.filter(key=key).count() + 1
            seen = {"locales": ["en"], "networks": [], "readers": None}
            payload = {"id": key, "type": "report", "version": version}
            services.send(
                topic="page.updated", key=key, payload={**payload, "before": seen, "now": seen}
            )
        fate.step()
        with diary.open("a") as file:
            file.write(json.dumps([key, version]) + "\n")
        delivering.drain()
    while Delivery.objects.filter(state="waiting").exists():
        if not delivering.drain():
            time.sleep(0.01)
    delivering.sender().pool.shutdown()


def fork(last: int, seed: int, diary: Path, *, writes: int) -> bool:
    """Let a worker live in a process of its own; tell whether it was killed."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            live(Fate(last), random.Random(seed), diary, writes=writes)
            code = 0
        finally:
            os._exit(code)
    _child, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, 9), code
    return code == 9


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--url")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--kills", type=int)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.test")
    import django

    django.setup()
    from hub.outbox.models import Delivery, Message
    from hub.partners.models import PartnerSite
    from hub.webhooks import delivering  # noqa: F401 - read once, not in each life
    from hub.webhooks.services import make_endpoint

    site = PartnerSite.objects.create(name="Partner")
    _endpoint, secret = make_endpoint(site, url=options.url)
    (options.folder / "secret").write_text(secret)
    diary, dice = options.folder / "diary", random.Random(options.seed)
    diary.touch()
    killed = 0
    while killed < options.kills:
        seed = dice.randrange(2**32)
        killed += fork(dice.randrange(1, 60), seed, diary, writes=dice.randrange(1, 8))
    assert not fork(0, options.seed, diary, writes=1)
    found = {
        "killed": killed,
        "messages": list(Message.objects.order_by("pk").values_list("key", "payload__version")),
        "states": sorted({*Delivery.objects.values_list("state", flat=True)}),
    }
    (options.folder / "found").write_text(json.dumps(found))


if __name__ == "__main__":
    main()
