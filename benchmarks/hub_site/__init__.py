"""The hub itself, and two other ways to serve its pages: Wagtail's REST API and a view by hand."""
