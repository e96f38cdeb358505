"""A quota is one for all processes, to the last unit, where they share a cache."""

import json
import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
PROCESSES, TIMES, COST, MOST = 8, 60, 3, 900
#: Processes that share nothing but what they were born with; each connects for itself.
TAKE = """
import django, json, multiprocessing, sys; django.setup()
from frontend_schema.errors import Refused
from frontend_schema.quotas import Sender, take
name, processes, times, cost, most = sys.argv[1], *map(int, sys.argv[2:])

def granted(_number):
    done = 0
    for _time in range(times):
        try:
            take(Sender(name, 10**9, most), cost)
            done += 1
        except Refused:
            pass
    return done

with multiprocessing.get_context("fork").Pool(processes) as pool:
    at_once = sum(pool.map(granted, range(processes), chunksize=1))
print(json.dumps([at_once, granted(0)]))
"""


@pytest.mark.redis
def test_eight_processes_take_no_more_than_there_is_and_lose_nothing():
    arguments = map(str, (PROCESSES, TIMES, COST, MOST))
    run = subprocess.run(
        [sys.executable, "-c", TAKE, f"test-{uuid4()}", *arguments],
        cwd=REPOSITORY,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "hub.settings.production",
            "HUB_SECRET_KEY": "only-for-this-test-and-long-enough-to-be-taken-by-the-settings",
            "HUB_ALLOWED_HOSTS": "localhost",
            "HUB_BASE_URL": "https://localhost",
        },
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=120,
    )
    at_once, afterwards = json.loads(run.stdout.splitlines()[-1])
    assert PROCESSES * TIMES * COST > MOST >= at_once * COST
    # Who was refused beside others may ask again: what is left is there to the last unit.
    assert (at_once + afterwards) * COST == MOST
