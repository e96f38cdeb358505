"""Courses, lessons and their blocks as partner sites meet them."""
