import strawberry


@strawberry.interface(description="Anything that can be asked for again by its id.")
class Node:
    id: strawberry.ID = strawberry.field(
        description="Stable across imports and restores; opaque to clients."
    )
