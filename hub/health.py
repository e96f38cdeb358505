"""Is this process alive, and is it ready to answer: for load balancers, and for the person on duty.

A probe learns one word. Which part is not well is said by `manage.py health`, to those who may run
commands on the machine.
"""

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache as remember
from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from hub.accounts.identity import bearer_of
from hub.catalogue.generation import current_keys_version
from hub.catalogue.models import Generation, Group
from hub.declarations import jobs
from hub.outbox.models import Delivery, DeliveryState, JobRun
from hub.webhooks.models import PREFIX

#: Groups that wait for a rebuild; an import marks more, but not for long.
MAX_DIRTY_GROUPS = 500
#: How late the worker may be with a delivery or a periodic job.
MAX_DELAY = timedelta(minutes=10)
#: Seconds after which a probe, or a reader, may ask again.
RETRY_AFTER = 10


class Health(StrEnum):
    """`degraded` still answers every reader, but somebody should look."""

    READY = "ready"
    DEGRADED = "degraded"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True)
class Check:
    name: str
    health: Health
    remark: str = ""


def checks() -> Iterator[Check]:
    """Look at every part, and stop at the first without which nothing can be answered."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        yield Check("database", Health.READY)
        missing = known_migrations() - set(MigrationRecorder(connection).applied_migrations())
        if missing:
            yield Check("migrations", Health.UNAVAILABLE, f"{len(missing)} are not applied")
            return
        yield Check("migrations", Health.READY)
        for name, problem in PARTS.items():
            remark = problem()
            yield Check(name, Health.DEGRADED if remark else Health.READY, remark)
    except Error as error:
        yield Check("database", Health.UNAVAILABLE, type(error).__name__)


@remember
def known_migrations() -> frozenset[tuple[str, str]]:
    """List what is installed by file names: Django's loader imports every file, which is slow."""
    found = set()
    for app in apps.get_app_configs():
        name, _is_explicit = MigrationLoader.migrations_module(app.label)
        try:
            package = import_module(name) if name else None
        except ModuleNotFoundError:
            continue
        for module in pkgutil.iter_modules(getattr(package, "__path__", [])):
            if not module.ispkg and module.name[0] not in "_~":
                found.add((app.label, module.name))
    return frozenset(found)


def catalogue_problem() -> str:
    dirty = Group.objects.dirty()[: MAX_DIRTY_GROUPS + 1].count()
    if dirty > MAX_DIRTY_GROUPS:
        return f"more than {MAX_DIRTY_GROUPS} groups wait for a rebuild"
    built = Generation.objects.filter(pk=1).values_list("keys_version", flat=True).first()
    if built and built != current_keys_version():
        return "languages or declarations have changed: run `manage.py catalogue rebuild`"
    return ""


def worker_problem() -> str:
    late = timezone.now() - MAX_DELAY
    waiting = Delivery.objects.filter(state=DeliveryState.WAITING, next_try_at__lt=late)
    # Behind one that is tried again, the others of its page wait as well.
    if waiting.exclude(consumer__startswith=PREFIX).exists():
        return "deliveries are late: is `manage.py work` running?"
    # What is declared no more, by another version or choice of apps, is late for ever.
    declared = JobRun.objects.filter(name__in=[job.name for job in jobs()])
    unwell = declared.filter(Q(next_run_at__lt=late) | ~Q(last_error=""))
    job = unwell.order_by("next_run_at").first()
    if job is None:
        return ""
    if job.next_run_at < late:
        return "periodic jobs are late: is `manage.py work` running?"
    return f"the job {job.name} failed: {job.last_error[:200]}"


def cache_problem() -> str:
    try:
        cache.get("hub.health")
    except Exception as error:
        return f"the cache does not answer ({type(error).__name__})"
    return "Redis does not answer" if getattr(cache, "is_away", False) else ""


#: What is looked at once the database answers; a remark means that it is not well.
PARTS: dict[str, Callable[[], str]] = {
    "catalogue": catalogue_problem,
    "worker": worker_problem,
    "cache": cache_problem,
}


def worst(found: list[Check]) -> Health:
    order = list(Health)
    return max((check.health for check in found), key=order.index)


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Answer as long as the process can; nothing is looked up."""
    return JsonResponse({"status": "alive"}, headers={"Cache-Control": "no-store"})


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when readers can be served, 503 when they cannot."""
    health = worst(list(checks()))
    headers = {"Cache-Control": "no-store"}
    if health is not Health.UNAVAILABLE:
        return JsonResponse({"status": health}, headers=headers)
    headers["Retry-After"] = str(RETRY_AFTER)
    return JsonResponse({"status": health}, status=503, headers=headers)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer with figures for Prometheus, to whoever has the token; to others there is nothing."""
    token = getattr(settings, "HUB_METRICS_TOKEN", "")
    if not token or not constant_time_compare(bearer_of(request), token):
        return HttpResponse(status=404, headers={"Cache-Control": "no-store"})
    from hub.metrics import exposition  # only a site that has a token needs the library

    kind = "text/plain; version=0.0.4; charset=utf-8"
    return HttpResponse(exposition(), content_type=kind, headers={"Cache-Control": "no-store"})


PROBES = {"/health/live": live, "/health/ready": ready, "/health/metrics": metrics}


class HealthMiddleware:
    """Answer probes before anything else does.

    They come from inside, without TLS and with an address for a host name; neither the redirect to
    HTTPS nor the list of allowed hosts may turn them away.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        probe = PROBES.get(request.path_info)
        return probe(request) if probe else self.get_response(request)
