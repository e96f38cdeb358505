"""Actions: their public pages."""

from .pages import Action, ActionFigure, ActionListing, ActionRepository, ActionUpdate

__all__ = ["Action", "ActionFigure", "ActionListing", "ActionRepository", "ActionUpdate"]
