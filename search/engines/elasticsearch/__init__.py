"""Elasticsearch as an engine; only this folder and the settings know that it exists."""

from .engine import ElasticsearchEngine

__all__ = ["ElasticsearchEngine"]
