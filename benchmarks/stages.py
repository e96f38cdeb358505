"""How the time of one answer of the hub divides, by clocks around the parts that have a name."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from time import process_time
from typing import Any
from unittest.mock import patch

#: What a part is called, and the functions that belong to it; inner parts are taken out of outer ones.
STAGES = {
    "reading the request": ("frontend_schema.views:read_post",),
    "parse, limits and validation": ("frontend_schema.documents:Documents.prepare",),
    "schedule and content generation": ("hub.types.context:run_due",),
    "SQL in the database": ("django.db.backends.utils:CursorWrapper.execute",),
    "JSON of cards and bodies": ("django.db.models.fields.json:JSONField.from_db_value",),
    "queries and rows in the ORM": (
        "hub.types.connections:page_of",
        "hub.schema:find_by_path",
        "hub.types.pages:content",
        "hub.loading:Loader.get_many",
    ),
    "objects of pages": ("hub.types.pages:page_of_entry",),
    "links in blocks": ("hub.types.blocks:finish_body",),
    "GraphQL execution": ("frontend_schema.execution:HubSchema.run",),
    "writing the answer": ("frontend_schema.answers:Answering.to_result",),
}
REST = "the view around it"


class Clock:
    """Time by part; while an inner part runs, the outer one stands still."""

    def __init__(self) -> None:
        self.times = dict.fromkeys([*STAGES, REST], 0.0)
        self._running = [REST]
        self._since = process_time()

    def switch(self) -> None:
        now = process_time()
        self.times[self._running[-1]] += now - self._since
        self._since = now

    def around(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **kwargs: Any) -> Any:
            self.switch()
            self._running.append(name)
            try:
                return function(*args, **kwargs)
            finally:
                self.switch()
                self._running.pop()

        return timed


@contextmanager
def clock() -> Iterator[Clock]:
    """Put clocks around all parts."""
    running = Clock()
    with ExitStack() as stack:
        for name, targets in STAGES.items():
            for target in targets:
                module, _colon, path = target.partition(":")
                *owners, attribute = path.split(".")
                owner: Any = import_module(module)
                for part in owners:
                    owner = getattr(owner, part)
                function = running.around(name, getattr(owner, attribute))
                stack.enter_context(patch.object(owner, attribute, function))
        yield running
