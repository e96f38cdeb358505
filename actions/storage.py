"""Where the files of cities lie; migrations name it."""

from hub.private_files import private_storage

__all__ = ["private_storage"]
