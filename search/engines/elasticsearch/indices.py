"""The indices behind the alias: the one that answers, and at times one that is being built."""

import re
import time
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from elasticsearch import Elasticsearch, NotFoundError

from search.engines.base import EngineAway

from .connection import WRITE_SECONDS
from .mapping import REFRESH_INTERVAL, mapping_version, mappings, settings_of_index

#: For how long an index that was found right counts as right.
CHECKED_SECONDS = 30.0


class WrongIndex(EngineAway):
    """The index is there and made for something else; only a person can mend that."""


class Indices:
    """What there is in the cluster under our name, by the names of its indices."""

    def __init__(self, client: Elasticsearch) -> None:
        self.client = client.options(request_timeout=WRITE_SECONDS)
        self.quick = client
        self.checked_until = 0.0

    @property
    def alias(self) -> str:
        return str(settings.HUB_ELASTICSEARCH_INDEX)

    @property
    def building(self) -> str:
        """The alias of the index that is being built; while there is none, nothing has it."""
        return f"{self.alias}-building"

    def check(self) -> None:
        """Make sure that the index is there and of this version. Raises EngineAway."""
        if time.monotonic() < self.checked_until:
            return
        found = self.quick.indices.get_mapping(index=self.alias, filter_path="*.mappings._meta")
        versions = [row["mappings"]["_meta"]["version"] for row in found.body.values()]
        if versions != [mapping_version()]:
            raise WrongIndex(
                "The index was made by another version of the hub or for other languages. "
                "Run `manage.py search rebuild`."
            )
        self.checked_until = time.monotonic() + CHECKED_SECONDS

    def ours(self) -> dict[str, list[str]]:
        """Return our indices with their aliases; another site may share the cluster."""
        name = re.compile(re.escape(self.alias) + r"-\d{20}")
        found = self.client.indices.get_alias(index=f"{self.alias}-*")
        return {
            index: list(row["aliases"]) for index, row in found.items() if name.fullmatch(index)
        }

    def exists(self) -> bool:
        return bool(self.client.indices.exists_alias(name=self.alias))

    def create(self, alias: str, *, refresh_interval: str = REFRESH_INTERVAL) -> str:
        index = f"{self.alias}-{datetime.now(UTC):%Y%m%d%H%M%S%f}"
        self.client.indices.create(
            index=index,
            aliases={alias: {}},
            settings=settings_of_index() | {"refresh_interval": refresh_interval},
            mappings=mappings() | {"_meta": {"version": mapping_version()}},
        )
        self.checked_until = 0.0
        return index

    def begin(self) -> str:
        """Create an index to be filled, after what an interrupted rebuild left."""
        self.delete_all_but_the_answering()
        return self.create(self.building, refresh_interval="-1")

    def finish(self, index: str, *, expected: int) -> None:
        """Have this index answer instead of the old one, in one step, when it holds enough."""
        self.client.indices.put_settings(
            index=index, settings={"refresh_interval": REFRESH_INTERVAL}
        )
        self.client.indices.refresh(index=index)
        count = self.client.count(index=index)["count"]
        if count < expected:
            raise EngineAway(f"The new index holds {count} of {expected} groups.")
        self.client.indices.update_aliases(
            actions=[
                {"remove": {"index": f"{self.alias}-*", "alias": self.alias, "must_exist": False}},
                {"add": {"index": index, "alias": self.alias}},
            ]
        )
        self.checked_until = 0.0

    def delete_all_but_the_answering(self) -> None:
        self.delete(index for index, aliases in self.ours().items() if self.alias not in aliases)

    def delete(self, indices: Any) -> None:
        for index in indices:
            self.client.indices.delete(index=index, ignore_unavailable=True)

    def release(self, index: str) -> None:
        """Take from an index the alias of what is being built."""
        try:
            self.client.indices.delete_alias(index=index, name=self.building)
        except NotFoundError:
            return
