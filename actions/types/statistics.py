"""Numbers about the Call, as the API gives them."""

import strawberry

from actions.statistics import MOST_NUMBERS


@strawberry.type(description="How many there are of one value.")
class StatisticsNumber:
    code: str = strawberry.field(description="The value, as filters take it.")
    label: str = strawberry.field(description="The value in the language that was asked for.")
    total: int = strawberry.field(description="How many.")


@strawberry.type(description="Numbers by one property, such as the country.")
class StatisticsSeries:
    name: str = strawberry.field(
        description="One of overview, timeline, year, showcase and the names of vocabularies."
    )
    label: str = strawberry.field(description="What is counted by, in words.")
    note: str = strawberry.field(description="What to know when reading it.")
    numbers: list[StatisticsNumber] = strawberry.field(
        description="The numbers.", metadata={"list_size": MOST_NUMBERS}
    )
