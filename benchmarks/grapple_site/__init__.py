"""The same library as a site that serves it by wagtail-grapple, in an environment of its own."""
