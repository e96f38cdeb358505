"""Requests made from the schema by chance: most are fit to be answered, many hold something vile.

The same seed makes the same requests. What is known to exist is passed in, so that answers are full
of rows and forged values stand close to true ones.
"""

import base64
import json
from random import Random
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_composite_type,
    is_required_argument,
)

TEXTS = [
    *("", " ", "a", "\x00", "a\x00b", "\ud800", "\udfff\ud800", "\U0001f600", "\ufeff"),
    *("\u202egpj.exe", "\u200b\u200d", "é", "e\u0301", "İ", "ß", "مكتبة", "\u2028", "\x1b[31m"),
    *("\r\nSet-Cookie: a=b", "x" * 10_000, "x" * 10_001, "é" * 9_000, "%", "_", "%00", "%ff"),
    *("%c0%ae", "\\", "'", '"', "`", "' OR 1=1 --", '"; DROP TABLE hub_entry; --', "${7*7}"),
    *("{{7*7}}", "<script>", "(a+)+$", "null", "undefined", "NaN", "true", "-1", "1e309"),
]
PATHS = [
    *("/", "//", "///", "//[", "http://[", "//evil.example/en/", "https://evil.example/en/"),
    *("/../../etc/passwd", "/en/../", "/en/%2e%2e/", "/en/%00/", "/en/%ff/", "/en/\x00/"),
    *("/en//library", "/xx/", "/EN/", "en", "/en/library/?a=%00", "/en/library/#x", "/en/;a=b"),
    *("javascript:alert(1)", "/" + "a/" * 4_000, "/en/" + "%41" * 3_000, "/en/\ud800/"),
    *("\\\\evil\\en", "/en/library/\u202e/", "/en/?" + "a=b&" * 2_000, "/en/%d9%85/"),
]
NUMBERS = [
    *(0, 1, 2, 23, 99, 100, 101, -1, -100, 2**31 - 1, 2**31, -(2**31), -(2**31) - 1, 2**63),
    *(10**39, 10**41, 1.5, 1e308, -0.0, True, None, "5", [1], {}),
]
MOMENTS = [
    *("2023-01-01", "2023-02-30", "2023-01-01T00:00:00", "2023-01-01T00:00:00Z", "0001-01-01"),
    *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "10000-01-01T00:00:00Z", "now"),
    *("2023-W01-1", "20230101", "2023-01-01T24:00:00Z", "-0001-01-01T00:00:00Z"),
    *(0, 1.5, None, [], ""),
]
BROKEN = ["nonsense", "...Missing", "... on Nobody { id }", "__typename @nonsense"]
ORDERS = ["newest", "oldest", "title", "updated", "curated", "organisations", "", 7, None]
NODES = ["page", "term", "organisation", "network", "Page", "", "term:topics", "block"]
LANGUAGES = ["en", "fr", "xx", "", "EN", ".."]


class Requests:
    """An endless supply of requests."""

    def __init__(self, schema: GraphQLSchema, seed: int, known: dict[str, list[str]]) -> None:
        self.schema = schema
        self.chance = Random(seed)
        self.known = known
        self.variables: dict[str, Any] = {}
        self.declared: list[str] = []
        self.vileness = 0.0

    def next(self) -> dict[str, Any]:
        """Make a query with its variables; every third one holds no harm."""
        self.variables, self.declared = {}, []
        self.vileness = self.chance.choice([0.0, 0.05, 0.25])
        root = self.schema.query_type
        assert root is not None
        names = self.chance.choices(list(root.fields), k=self.chance.choice([1, 1, 1, 2, 3]))
        parts = [
            self.field(name, root.fields[name], depth=self.chance.randint(2, 6), alias=f"r{number}")
            for number, name in enumerate(names)
        ]
        head = f"query({', '.join(self.declared)})" if self.declared else "query"
        return {"query": f"{head} {{ {' '.join(parts)} }}", "variables": self.variables}

    def is_vile(self) -> bool:
        return self.chance.random() < self.vileness

    def field(self, name: str, field: GraphQLField, *, depth: int, alias: str = "") -> str:
        passed = [
            f"{argument}: {self.argument(argument, definition.type)}"
            for argument, definition in field.args.items()
            if is_required_argument(definition) or self.chance.random() < 0.35
        ]
        call = f"{name}({', '.join(passed)})" if passed else name
        call = f"{alias}: {call}" if alias else call
        kind = get_named_type(field.type)
        return f"{call} {self.selection(kind, depth)}" if is_composite_type(kind) else call

    def selection(self, kind: Any, depth: int) -> str:
        parts = ["__typename"]
        if isinstance(kind, GraphQLInterfaceType | GraphQLUnionType):
            possible = list(self.schema.get_possible_types(kind))
            parts += [
                f"... on {object_type.name} {self.selection(object_type, depth)}"
                for object_type in self.chance.sample(possible, min(2, len(possible)))
            ]
        if isinstance(kind, GraphQLInterfaceType | GraphQLObjectType):
            names = list(kind.fields)
            parts += [
                self.once(kind, name, depth)
                for name in self.chance.sample(names, min(len(names), self.chance.randint(1, 5)))
                if depth > 0 or not is_composite_type(get_named_type(kind.fields[name].type))
            ]
        if self.is_vile():
            parts.append(self.chance.choice(BROKEN))
        return f"{{ {' '.join(parts)} }}"

    def once(self, kind: Any, name: str, depth: int) -> str:
        """Select a field; one with arguments under a name of its own, so that none collide."""
        field = kind.fields[name]
        alias = f"{name}{self.chance.randrange(10**6)}" if field.args else ""
        return self.field(name, field, depth=depth - 1, alias=alias)

    def argument(self, name: str, kind: Any) -> str:
        """Write a value as a literal, or pass it as a variable."""
        value = self.value(name, kind, nesting=self.chance.choice([1, 2, 3, 8]))
        if self.chance.random() < 0.5:
            key = f"v{len(self.declared)}"
            self.declared.append(f"${key}: {kind if not self.is_vile() else 'String'}")
            self.variables[key] = value
            return f"${key}"
        return literal(value, get_named_type(kind))

    def value(self, name: str, kind: Any, *, nesting: int) -> Any:
        if isinstance(kind, GraphQLNonNull):
            return self.value(name, kind.of_type, nesting=nesting)
        if self.is_vile():
            return self.chance.choice([None, [], {}, 1, "x", [None], {"in": ["x"] * 101}])
        if isinstance(kind, GraphQLList):
            length = self.chance.choice([0, 1, 2, 3, 101] if self.is_vile() else [1, 1, 2])
            return [self.value(name, kind.of_type, nesting=nesting) for _each in range(length)]
        if isinstance(kind, GraphQLInputObjectType):
            return self.input_object(kind, nesting)
        if isinstance(kind, GraphQLEnumType):
            wrong = [*("WRONG", "report", ""), 1, None, True]
            return self.chance.choice(wrong if self.is_vile() else list(kind.values))
        return self.scalar(name, kind.name)

    def input_object(self, kind: GraphQLInputObjectType, nesting: int) -> dict[str, Any]:
        names = self.chance.sample(list(kind.fields), min(2, len(kind.fields)))
        branches = [name for name in ("and", "or", "not") if name in kind.fields and nesting > 0]
        if branches and self.chance.random() < 0.6:
            names.append(self.chance.choice(branches))
        if "in" in kind.fields:
            names = ["in"]
        value = {
            name: self.value(name, kind.fields[name].type, nesting=nesting - 1)
            for name in names
            if nesting > 0 or name not in ("and", "or", "not")
        }
        return value | ({"nonsense": 1} if self.is_vile() else {})

    def scalar(self, name: str, kind: str) -> Any:
        if kind in ("Int", "Float"):
            return self.chance.choice(NUMBERS if self.is_vile() else [0, 1, 3, 8, 20, 2022])
        if kind in ("Date", "DateTime"):
            ordinary = ["2022-05-17"] if kind == "Date" else ["2022-05-17T10:00:00+02:00"]
            return self.chance.choice(MOMENTS if self.is_vile() else ordinary)
        if kind == "Boolean":
            return self.chance.choice([True, False, "true", 1] if self.is_vile() else [True, False])
        known = self.known.get(name) or self.known["in"]
        if not self.is_vile():
            return self.chance.choice(known)
        return self.chance.choice([self.forged, self.mutated, self.any_text])(known)

    def any_text(self, known: list[str]) -> str:
        return self.chance.choice(TEXTS + PATHS)

    def mutated(self, known: list[str]) -> str:
        """Change one letter of something true."""
        text = self.chance.choice(known)
        place = self.chance.randrange(len(text) + 1)
        return text[:place] + self.chance.choice(TEXTS[:20]) + text[place + 1 :]

    def forged(self, known: list[str]) -> str:
        """Make a cursor or an id that is nearly right."""
        pick = self.chance.choice
        key = pick([*TEXTS[:20], *MOMENTS, *NUMBERS, "2022-01-01", [[]] * 50])
        number = pick([1, 7_000_000, 0, -1, 2**63 - 1, 2**63, 10**30, "1", None, 1.5, True])
        name = pick(ORDERS)
        text = json.dumps(pick([[name, key, number], [name, key], {"a": name}, key, name]))
        cursor = base64.urlsafe_b64encode(text.encode()).decode()
        identifier = f"{pick(NODES)}:{pick([*TEXTS[:30], str(number)])}:{pick(LANGUAGES)}"
        return pick([cursor, cursor.rstrip("="), cursor[:-3], identifier])


def literal(value: Any, kind: Any) -> str:
    """Write a value the way it stands in a query."""
    if isinstance(value, dict):
        fields = kind.fields if isinstance(kind, GraphQLInputObjectType) else {}
        kinds = {name: get_named_type(field.type) for name, field in fields.items()}
        inner = (f"{name}: {literal(item, kinds.get(name))}" for name, item in value.items())
        return f"{{{', '.join(inner)}}}"
    if isinstance(value, list):
        return f"[{', '.join(literal(item, kind) for item in value)}]"
    if isinstance(kind, GraphQLEnumType) and isinstance(value, str) and value.isidentifier():
        return value
    return json.dumps(value)
