"""How resources of one deployment belong together, by reference or by name.

A joiner (a versioning resource, a cluster member, an attachment) names its target. Whether it
means a given resource is answered with yes, no or "the code does not decide"; the last only for
the candidates which the joiner's partial knowledge does not exclude.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

from reslint.adapters.joiner_index import JoinerIndex
from reslint.adapters.lookup import every, look_up_list
from reslint.model.raw import RawResource
from reslint.model.value import AttributeOf, Concat, ListOf, Symbol, Unknown, Value, same

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Joined:
    """The resources that point at a target."""

    certain: tuple[RawResource, ...]
    """They exist and point at it."""
    maybe: tuple[RawResource, ...]
    """They may exist, or may point at it."""

    @property
    def undecided(self) -> Unknown | None:
        """Why the join is not decided, when it is not."""
        if not self.maybe:
            return None
        first = self.maybe[0]
        if first.exists is not None:
            return Unknown(f"{first.address} may not exist: {first.exists.reason}")
        return Unknown(f"it is not decided what {first.address} belongs to")


@dataclass(frozen=True, slots=True)
class Targets:
    """The resources that a value points at."""

    found: tuple[RawResource, ...]
    unresolved: tuple[Value, ...]
    """Items that point at nothing in this deployment, or at something undecided."""
    rest: Unknown | None = None
    """Set when the list of targets may go on."""


class Joins:
    """The resources of one deployment, looked up by type, address and reference."""

    def __init__(self, resources: Sequence[RawResource]) -> None:
        self._by_type: dict[str, list[RawResource]] = {}
        self._by_address: dict[str, RawResource] = {}
        self._by_block: dict[str, list[RawResource]] = {}
        self._indexes: dict[Callable[[Joins], object], object] = {}
        self._read: dict[tuple[str, str], tuple[Value, ...]] = {}
        self._names: dict[tuple[tuple[str, ...], str], dict[str, RawResource]] = {}
        self._joiners: dict[tuple[tuple[str, ...], str], JoinerIndex] = {}
        for resource in resources:
            self._by_type.setdefault(resource.type, []).append(resource)
            self._by_address[resource.address] = resource
            self._by_block.setdefault(resource.block, []).append(resource)

    def of_type(self, *types: str) -> list[RawResource]:
        """Resources of these types, in order of appearance within a type."""
        return [resource for name in types for resource in self._by_type.get(name, ())]

    def once(self, build: Callable[[Joins], T]) -> T:
        """What a function makes of the whole deployment, worked out once: an index of its own."""
        if build not in self._indexes:
            self._indexes[build] = build(self)
        return cast(T, self._indexes[build])

    def at(self, address: str) -> RawResource | None:
        """The resource at an address."""
        return self._by_address.get(address)

    def pointing_at(
        self, target: RawResource, joiner_types: Iterable[str], path: str, names: Sequence[Value] = ()
    ) -> Joined:
        """The resources of some types whose value at `path` (also a list) is the target.

        `names` are the values by which the target can be named literally (its identifier, its
        bucket name, its ARN).
        """
        certain: list[RawResource] = []
        maybe: list[RawResource] = []
        for joiner in self._candidates(target, tuple(joiner_types), path, names):
            verdict = self._any_points_at(joiner, path, target, names)
            if verdict is True and joiner.exists is None:
                certain.append(joiner)
            elif verdict is not False:
                maybe.append(joiner)
        return Joined(tuple(certain), tuple(maybe))

    def targets(self, value: Value, types: Sequence[str], name_path: str = "") -> Targets:
        """The resources of some types that a value, or each item of a list, points at.

        `name_path` is the attribute of a target that a literal text is compared with.
        """
        if isinstance(value.data, ListOf):
            items, rest = value.data.items, value.data.rest
        elif value.data is None:
            items, rest = (), None
        else:
            items, rest = (value,), None
        found: list[RawResource] = []
        unresolved: list[Value] = []
        for item in items:
            target = self.target(item, types, name_path)
            if target is None:
                unresolved.append(item)
            else:
                found.append(target)
        return Targets(tuple(found), tuple(unresolved), rest)

    def target(self, value: Value, types: Sequence[str], name_path: str = "") -> RawResource | None:
        """The one resource of some types that a value certainly points at."""
        value = _spoken(value)
        symbol = value.symbol
        if isinstance(symbol, AttributeOf):
            resource = self._by_address.get(symbol.address)
            return resource if resource and resource.type in types else None
        by_name = self._by_name(types, name_path) if name_path else {}
        if isinstance(value.data, str) and (named := by_name.get(_name_in(value.data))):
            return named
        pointed = [self._by_address.get(ref.address) for ref in value.refs]
        fitting = [r for r in pointed if r is not None and r.type in types]
        return fitting[0] if value.known and len(fitting) == 1 else None

    def _by_name(self, types: Sequence[str], path: str) -> dict[str, RawResource]:
        key = (tuple(types), path)
        if key not in self._names:
            named = ((look_up_list(r, path).data, r) for r in self.of_type(*types))
            self._names[key] = {name: r for name, r in named if isinstance(name, str)}
        return self._names[key]

    def _candidates(
        self, target: RawResource, types: tuple[str, ...], path: str, names: Sequence[Value]
    ) -> list[RawResource]:
        """Joiners that may point at the target."""
        key = (types, path)
        if key not in self._joiners:
            self._joiners[key] = JoinerIndex(
                self.of_type(*types),
                lambda joiner: self._pointers(joiner, path),
                self._by_address.__contains__,
            )
        return self._joiners[key].candidates(target, names)

    def _pointers(self, joiner: RawResource, path: str) -> tuple[Value, ...]:
        """As `pointers`, read once: an open joiner is asked about every target."""
        key = (joiner.address, path)
        if key not in self._read:
            self._read[key] = pointers(joiner, path)
        return self._read[key]

    def _any_points_at(
        self, joiner: RawResource, path: str, target: RawResource, names: Sequence[Value]
    ) -> bool | None:
        verdicts = [self.points_at(value, joiner, target, names) for value in self._pointers(joiner, path)]
        if any(v is True for v in verdicts):
            return True
        return None if any(v is None for v in verdicts) else False

    def points_at(
        self, value: Value, joiner: RawResource, target: RawResource, names: Sequence[Value] = ()
    ) -> bool | None:
        """Whether a value of a joiner means the target; None if that is not decided."""
        if value.data is None:
            return False
        value = _spoken(value)
        symbol = value.symbol
        if isinstance(symbol, AttributeOf):
            if symbol.address == target.address:
                return True
            other = self._by_address.get(symbol.address)
            if other is not None and not other.is_data:
                return False
        if isinstance(value.data, str):
            return _named(value.data, names)
        verdicts = [same(value, name) for name in names]
        if any(v is True for v in verdicts):
            return True
        return None if self._may_mean(value, joiner, target, verdicts) else False

    def _may_mean(
        self, value: Value, joiner: RawResource, target: RawResource, verdicts: Sequence[bool | None]
    ) -> bool:
        """Whether what is known of an unknown pointer leaves the target possible."""
        if same(joiner.region, target.region) is False:
            return False
        managed = managed_refs(value)
        if managed:
            return any(address in (target.address, target.block) for address in managed)
        return not verdicts or any(v is None for v in verdicts)


def managed_refs(value: Value) -> list[str]:
    """Addresses of the resources that a value refers to, look-ups left out."""
    addresses = (ref.address for ref in value.refs)
    return [address for address in addresses if not address.rpartition("module.")[2].startswith("data.")]


def pointers(joiner: RawResource, path: str) -> tuple[Value, ...]:
    """The values at a path, those of every block on the way, a list's items one by one."""
    return every(joiner, path)


def arn_name(value: Value) -> Value | None:
    """What an ARN put together from parts ends in: `q` of `arn:aws:sqs:${region}:${account}:q`."""
    symbol = value.symbol
    if not isinstance(symbol, Concat) or not str(symbol.parts[0]).startswith("arn:"):
        return None
    tail: list[str | Symbol] = []
    for part in reversed(symbol.parts):
        cut = max(part.rfind(":"), part.rfind("/")) if isinstance(part, str) else -1
        tail.insert(0, part[cut + 1 :] if isinstance(part, str) else part)
        if cut >= 0:
            break
    named = [part for part in tail if part != ""]
    if len(named) != 1:
        return None
    name = named[0]
    assert value.unknown is not None
    data = name if isinstance(name, str) else Unknown(value.unknown.reason, name, "no")
    return value.with_(data=data)


def _named(text: str, names: Sequence[Value]) -> bool | None:
    """Whether a literal text names a target: equal to a name, or an ARN that ends in it."""
    verdict: bool | None = False
    for name in names:
        known = name.data
        if isinstance(known, str) and (known == text or _ends_in(text, known)):
            return True
        if name.unknown and same(Value(text), name) is None:
            verdict = None
    return verdict


def _spoken(value: Value) -> Value:
    """The name that an ARN put together from parts ends in; any other value as it is."""
    named = arn_name(value)
    return value if named is None else named


def _name_in(text: str) -> str:
    """The name that an ARN ends in; any other text as it is."""
    return re.split("[:/]", text)[-1] if text.startswith("arn:") else text


def _ends_in(arn: str, name: str) -> bool:
    return arn.startswith("arn:") and re.search(rf"[:/]{re.escape(name)}$", arn) is not None
