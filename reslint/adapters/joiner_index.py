"""Joiners by what they point at, so that joins stay linear in the number of resources."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from reslint.model.raw import RawResource
from reslint.model.value import AttributeOf, Value

_SEPARATOR = re.compile("[:/]")


class JoinerIndex:
    """The joiners of some types whose pointers are certain, by address or name; and all others."""

    def __init__(
        self,
        joiners: Iterable[RawResource],
        pointers: Callable[[RawResource], Sequence[Value]],
        is_address: Callable[[str], bool],
    ) -> None:
        self._by_address: dict[str, list[RawResource]] = {}
        self._by_name: dict[str, list[RawResource]] = {}
        self._named: list[RawResource] = []
        self._open: list[RawResource] = []
        for joiner in joiners:
            self._add(joiner, pointers(joiner), is_address)

    def candidates(self, target: RawResource, names: Sequence[Value]) -> list[RawResource]:
        """The joiners that may point at a target, each once; `names` name it literally."""
        groups = [self._by_address.get(target.address, []), self._open]
        if any(name.unknown for name in names):
            groups.append(self._named)
        else:
            groups.extend(self._by_name.get(name.data, []) for name in names if isinstance(name.data, str))
        return list({id(joiner): joiner for group in groups for joiner in group}.values())

    def _add(self, joiner: RawResource, pointers: Sequence[Value], is_address: Callable[[str], bool]) -> None:
        """File a joiner under each of its pointers; one that points nowhere is left out."""
        named = False
        for pointer in pointers:
            symbol = pointer.symbol
            if isinstance(symbol, AttributeOf) and is_address(symbol.address):
                self._by_address.setdefault(symbol.address, []).append(joiner)
            elif isinstance(pointer.data, str):
                named = True
                for name in _names_in(pointer.data):
                    self._by_name.setdefault(name, []).append(joiner)
            elif pointer.data is not None:
                self._open.append(joiner)
                return
        if named:
            self._named.append(joiner)


def _names_in(text: str) -> Iterator[str]:
    """The texts by which a literal can mean something: itself, and what an ARN ends in."""
    yield text
    if text.startswith("arn:"):
        for match in _SEPARATOR.finditer(text):
            yield text[match.end() :]
