"""The words of a file for the fields of courses, where they are shorter than the fields' names."""

from hub.importing.formats import RowFormat

FORMATS = {
    "course_index": RowFormat(defaults={"show_in_menus": True}),
    "course": RowFormat(names={"relations.to": "target"}),
    "lesson": RowFormat(names={"module": "module_code"}),
}
