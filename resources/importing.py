"""The words of a file for the library's fields, where they are shorter than the fields' names."""

from hub.importing.formats import RowFormat

_RELATIONS = {"relations.to": "target"}
_IN_MENU = {"show_in_menus": True}

FORMATS = {
    "library": RowFormat(names={"sections.intro": "description"}, defaults=_IN_MENU),
    "index": RowFormat(defaults=_IN_MENU),
    "report": RowFormat(names={**_RELATIONS, "year": "report_year", "edition": "edition_number"}),
    "toolkit": RowFormat(names=_RELATIONS),
    "indicator_framework": RowFormat(names=_RELATIONS),
    "city_assessment": RowFormat(
        names={**_RELATIONS, "year": "assessment_year", "pages": "page_count"}
    ),
    "programme": RowFormat(
        names={
            **_RELATIONS,
            "rounds.eligibility": "description",
            "partner_cities.phase": "phase_code",
            "grants.round": "round_code",
        }
    ),
    "knowledge_platform": RowFormat(names=_RELATIONS),
}
