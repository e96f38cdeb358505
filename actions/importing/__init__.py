"""How files for import differ from the names of the fields of actions: in nothing but the menu."""

from hub.importing.formats import RowFormat

FORMATS = {"action_repository": RowFormat(defaults={"show_in_menus": True})}
