"""For one's own machine, and for `make demo`."""

from .base import *

DEBUG = env_flag("DEBUG", default=True)
