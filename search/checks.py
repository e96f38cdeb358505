"""System checks of search: what a person has to do about an engine, said at start-up."""

from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from .engines import engines


@register("search")
def check_elasticsearch(**kwargs: Any) -> list[CheckMessage]:
    """E001: the client is installed where it is needed; W001: the index fits this hub.

    A cluster that is away is no problem of the site: the embedded engine answers.
    """
    if not getattr(settings, "HUB_ELASTICSEARCH_URL", ""):
        return []
    if find_spec("elasticsearch") is None:
        return [
            Error(
                "HUB_ELASTICSEARCH_URL is set and the client is not installed.",
                hint="pip install 'local-action-hub[elasticsearch]'",
                id="search.E001",
            )
        ]
    problems = [engine.problem() for engine in engines() if hasattr(engine, "problem")]
    return [Warning(problem, id="search.W001") for problem in problems if problem]
