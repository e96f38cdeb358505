"""Actions as GraphQL types: the shape of answers, made from cards of the catalogue."""
