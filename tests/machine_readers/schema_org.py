"""The part of schema.org's rules that our pages touch: types, their properties and values.

Written down from schema.org's own pages; what a type must have is what search engines ask of it.
"""

import re
from typing import Any
from urllib.parse import urlsplit

TEXT, URL, DATE, NUMBER, BOOLEAN = "Text", "URL", "Date", "Number", "Boolean"

#: The type above each.
PARENTS = {
    "CreativeWork": "Thing",
    "Organization": "Thing",
    "Place": "Thing",
    "Event": "Thing",
    "Intangible": "Thing",
    "WebPage": "CreativeWork",
    "CollectionPage": "WebPage",
    "WebSite": "CreativeWork",
    "Article": "CreativeWork",
    "Report": "Article",
    "LearningResource": "CreativeWork",
    "Course": "LearningResource",
    "CourseInstance": "Event",
    "MediaObject": "CreativeWork",
    "GovernmentOrganization": "Organization",
    "CollegeOrUniversity": "Organization",
    "NGO": "Organization",
    "VirtualLocation": "Intangible",
    "ItemList": "Intangible",
    "BreadcrumbList": "ItemList",
    "ListItem": "Intangible",
    "PostalAddress": "Intangible",
}
PROPERTIES: dict[str, dict[str, tuple[str, ...]]] = {
    "Thing": {
        "name": (TEXT,),
        "alternateName": (TEXT,),
        "description": (TEXT,),
        "url": (URL,),
        "image": (URL,),
        "identifier": (TEXT,),
        "mainEntityOfPage": (URL,),
    },
    "CreativeWork": {
        "headline": (TEXT,),
        "inLanguage": (TEXT,),
        "datePublished": (DATE,),
        "dateModified": (DATE,),
        "temporalCoverage": (TEXT,),
        "publisher": ("Organization",),
        "author": ("Organization",),
        "funder": ("Organization",),
        "contributor": ("Organization",),
        "provider": ("Organization",),
        "license": (URL,),
        "keywords": (TEXT,),
        "encoding": ("MediaObject",),
        "isPartOf": ("CreativeWork",),
        "teaches": (TEXT,),
        "educationalLevel": (TEXT,),
        "learningResourceType": (TEXT,),
        "timeRequired": ("Duration",),
        "isAccessibleForFree": (BOOLEAN,),
    },
    "Report": {"reportNumber": (TEXT,)},
    "Course": {
        "coursePrerequisites": (TEXT,),
        "educationalCredentialAwarded": (TEXT,),
        "availableLanguage": (TEXT,),
        "hasCourseInstance": ("CourseInstance",),
    },
    "Event": {
        "startDate": (DATE,),
        "endDate": (DATE,),
        "location": ("Place", "VirtualLocation"),
        "organizer": ("Organization",),
        "funder": ("Organization",),
        "eventAttendanceMode": ("EventAttendanceMode",),
        "inLanguage": (TEXT,),
        "keywords": (TEXT,),
    },
    "CourseInstance": {"courseMode": (TEXT,), "courseWorkload": ("Duration",)},
    "MediaObject": {"contentUrl": (URL,), "encodingFormat": (TEXT,), "contentSize": (TEXT,)},
    "Organization": {"logo": (URL,), "address": ("PostalAddress",)},
    "Place": {"address": (TEXT, "PostalAddress")},
    "PostalAddress": {"addressCountry": (TEXT,)},
    "ItemList": {"itemListElement": ("ListItem",)},
    "ListItem": {"position": (NUMBER,), "item": (URL,)},
}
REQUIRED = {
    "Thing": (),
    "CreativeWork": ("name",),
    "WebPage": ("url", "inLanguage"),
    "Article": ("url", "inLanguage"),
    "Course": ("url", "description", "provider", "hasCourseInstance"),
    "CourseInstance": ("courseMode", "inLanguage"),
    "MediaObject": ("contentUrl", "encodingFormat"),
    "Organization": ("name",),
    "Event": ("startDate", "location", "organizer"),
    "BreadcrumbList": ("itemListElement",),
    "ListItem": ("position", "name", "item"),
    "VirtualLocation": ("url",),
}
#: A type of which less is asked than of the one above.
WITHOUT = {"CourseInstance": {"startDate", "location", "organizer", "name"}}
PATTERNS = {
    DATE: r"\d{4}(-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z))?)?",
    "Duration": r"P(?=.)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?)?",
    "EventAttendanceMode": r"https://schema\.org/(Mixed|Online|Offline)EventAttendanceMode",
}


def lineage(kind: str) -> list[str]:
    found = [kind]
    while found[-1] in PARENTS:
        found.append(PARENTS[found[-1]])
    return found


def fits(value: Any, kind: str) -> bool:
    if kind in (NUMBER, BOOLEAN):
        return type(value) is {NUMBER: int, BOOLEAN: bool}[kind]
    if not isinstance(value, str):
        return False
    if kind == URL:
        return urlsplit(value).scheme in {"http", "https"} and bool(urlsplit(value).hostname)
    if kind in PATTERNS:
        return re.fullmatch(PATTERNS[kind], value) is not None
    return kind == TEXT and bool(value.strip())


def problems(node: dict[str, Any], where: str = "") -> list[str]:
    """Say what is wrong with a node and everything in it."""
    kind = node.get("@type", "")
    where = f"{where}{kind}"
    types = lineage(kind)
    if types[-1] != "Thing":
        return [f"{where}: no such type"]
    allowed = {
        name: found for one in reversed(types) for name, found in PROPERTIES.get(one, {}).items()
    }
    is_reference = bool(where != kind and "@id" in node)  # what it is, it says on its own page
    wanted = (
        set()
        if is_reference
        else {name for one in types for name in REQUIRED.get(one, ())} - WITHOUT.get(kind, set())
    )
    found = [f"{where}: without {name}" for name in sorted(wanted - node.keys())]
    for name, given in node.items():
        if name in ("@type", "@id"):
            continue
        if name not in allowed:
            found.append(f"{where}: has no {name}")
            continue
        for value in given if isinstance(given, list) else [given]:
            if isinstance(value, dict):
                if not set(lineage(value.get("@type", ""))) & set(allowed[name]):
                    found.append(f"{where}.{name}: is a {value.get('@type')}")
                found += problems(value, f"{where}.{name}.")
            elif not any(fits(value, one) for one in allowed[name]):
                found.append(f"{where}.{name}: {value!r}")
    return found
