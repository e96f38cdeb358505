"""The settings of the processes of a storm: those of the suite, with the cluster it names."""

from hub.settings.base import env_list
from hub.settings.test import *  # noqa: F403 - as the other settings do

HUB_ELASTICSEARCH_URL = env_list("ELASTICSEARCH_URL")
