"""Fill the database of the settings in force: `python -m benchmarks.load <module> [number]`."""

import sys
from importlib import import_module

import django

if __name__ == "__main__":
    django.setup()
    import_module(sys.argv[1]).load(*(int(number) for number in sys.argv[2:]))
