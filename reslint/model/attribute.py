"""The types that attributes of a kind can have.

They are written as annotations (`multi_az: Flag`), so that a rule's expression is checked
when it is loaded, and the published schema of the model follows from the same line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from reslint.model.place import Spread
from reslint.model.value import Value


@dataclass(frozen=True, slots=True)
class AttributeType:
    """What an attribute holds, once known."""

    name: Literal["flag", "number", "text", "list", "record", "map", "zones"]
    of: AttributeType | None = None
    """Type of the items of a list."""
    fields: Mapping[str, AttributeType] = field(default_factory=dict, hash=False)
    """Types of the parts of a record."""


FLAG = AttributeType("flag")
NUMBER = AttributeType("number")
TEXT = AttributeType("text")
TEXTS = AttributeType("list", TEXT)
MAP = AttributeType("map")
ZONES = AttributeType("zones")


def records(**fields: AttributeType) -> AttributeType:
    """A list of records with these parts, for an annotation: `Annotated[Value, records(…)]`."""
    return AttributeType("list", AttributeType("record", fields=fields))


Flag = Annotated[Value, FLAG]
"""True or false."""
Number = Annotated[Value, NUMBER]
"""A number; its unit stands in the attribute's docstring."""
Text = Annotated[Value, TEXT]
"""A string."""
Texts = Annotated[Value, TEXTS]
"""A list of strings."""
Tags = Annotated[Value, MAP]
"""A mapping of strings."""
Zones = Annotated[Spread, ZONES]
"""A spread over zones; in an expression it counts as its number of zones."""
