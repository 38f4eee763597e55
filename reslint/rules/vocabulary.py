"""The kinds and attributes that a rule may name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reslint.model.attribute import AttributeType
from reslint.model.resource import Resource, attribute_types


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Kinds by name, and the groups of kinds that can be named as one."""

    kinds: Mapping[str, type[Resource]] = field(hash=False)
    traits: Mapping[str, tuple[str, ...]] = field(hash=False, default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that `kind:` can say."""
        return (*self.kinds, *self.traits)

    def resolve(self, name: str) -> tuple[str, ...]:
        """The kinds behind a name; empty when there is none."""
        return (name,) if name in self.kinds else self.traits.get(name, ())

    def shared(self, kinds: tuple[str, ...]) -> dict[str, AttributeType]:
        """The attributes that all these kinds have, with the same type."""
        first, *others = (attribute_types(self.kinds[kind]) for kind in kinds)
        return {n: t for n, t in first.items() if all(_alike(other.get(n), t) for other in others)}


def _alike(one: AttributeType | None, other: AttributeType) -> bool:
    return one is not None and (one.name, one.of, one.fields) == (other.name, other.of, other.fields)


def model_vocabulary() -> Vocabulary:
    """The kinds of the model; imported when it is asked for, since a warm run needs none."""
    from reslint.model.kinds import KINDS, TRAITS

    return Vocabulary({kind.__name__: kind for kind in KINDS}, TRAITS)
