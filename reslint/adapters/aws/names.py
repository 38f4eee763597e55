"""What the names of resources suggest: guesses, used only where nothing is certain."""

from __future__ import annotations

import re

from reslint.adapters.aws.shared import named_by
from reslint.model.raw import RawResource
from reslint.model.value import Concat, Value

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
"""A run of capitals, or a word with or without a capital: `OrdersDLQ` is Orders and DLQ."""


def words(raw: RawResource, *paths: str) -> tuple[frozenset[str], Value]:
    """The words in a resource's written name and in its label, in lower case; and the name."""
    names = named_by(raw, *paths)
    label = _label(raw.block)
    texts = [label, *(text for name in names for text in _texts(name))]
    found = {word.lower() for text in texts for word in _WORD.findall(text)}
    return frozenset(found), names[0] if names else Value(label, raw.span, "computed")


_SAYS_NOTHING = frozenset({"this", "main", "default", "self"})
"""Labels that modules give to their only resource: the call's name says what it is."""


def _label(block: str) -> str:
    """The author's own name for a resource: its label, or that of the module call that makes it."""
    *path, label = re.sub(r"\[[^]]*\]", "", block).split(".")
    calls = [path[i + 1] for i in range(len(path) - 1) if path[i] == "module"]
    return calls[-1] if label in _SAYS_NOTHING and calls else label


def _texts(name: Value) -> list[str]:
    """The known parts of a name."""
    if isinstance(name.data, str):
        return [name.data]
    if isinstance(name.symbol, Concat):
        return [part for part in name.symbol.parts if isinstance(part, str)]
    return [name.unknown.prefix] if name.unknown else []
