"""Languages as the API names them."""

from enum import Enum
from functools import cache

import strawberry

from hub.localization.languages import language_name, text_direction


@strawberry.enum(description="The direction in which a language is written.")
class TextDirection(Enum):
    LTR = strawberry.enum_value("ltr", description="Left to right.")
    RTL = strawberry.enum_value("rtl", description="Right to left, such as Arabic.")


@strawberry.type(description="A language, by its BCP 47 code.")
class Language:
    code: str = strawberry.field(description="BCP 47 code, for example fr.")
    name: str = strawberry.field(description="Its name in English.")
    native_name: str = strawberry.field(description="Its name in itself.")
    direction: TextDirection = strawberry.field(description="The direction it is written in.")


@cache
def language(code: str) -> Language:
    return Language(
        code=code,
        name=language_name(code, "en"),
        native_name=language_name(code, code),
        direction=TextDirection(text_direction(code)),
    )
