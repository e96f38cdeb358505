"""The page types of the library as partner sites meet them."""
