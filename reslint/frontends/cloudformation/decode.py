"""Text to nested maps and lists with marks: the one file that knows cfn-lint's decoder.

cfn-lint refuses a whole template for one duplicate key. Its loader is then run again with a
mapping constructor that keeps the last of equal keys, as CloudFormation does, and reports them.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reslint.frontends.cloudformation.scan import Refused, Scan, scan

if TYPE_CHECKING:
    from reslint.model.inventory import Level

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")


MAX_WIDTH = 2_000
"""Keys of one map, beyond which cfn-lint's own search for duplicates takes too long: it compares each
with each. The lenient loader takes such a template."""

MAX_PROBLEMS = 100
"""Keys of one file that are reported."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a text that the reader must know of, with its offsets."""

    level: Level
    code: str
    message: str
    start: int
    end: int


@dataclass(slots=True)
class Decoded:
    """What a text holds: cfn-lint's nodes, or None when it is not one readable mapping."""

    data: Any = None
    scan: Scan = field(default_factory=Scan)
    problems: list[Problem] = field(default_factory=list)


@cache
def decoder_version() -> str:
    """The version of the installed cfn-lint, read from its file: importing it takes half a second."""
    spec = importlib.util.find_spec("cfnlint")
    if spec is None or not spec.submodule_search_locations:
        return ""
    text = (Path(next(iter(spec.submodule_search_locations))) / "version.py").read_text("utf-8")
    found = re.search(r"""__version__ = ["']([^"']+)""", text)
    return found[1] if found else ""


def decode(text: str) -> Decoded:
    """Decode a template's text. Several documents in one file are no template and no problem."""
    text = _as_yaml(text)
    try:
        found = scan(text)
    except Refused as refused:
        end = min(refused.offset + 1, len(text))
        problem = Problem("error", refused.code, refused.message, min(refused.offset, end), end)
        return Decoded(problems=[problem])
    if found.documents != 1:
        return Decoded()
    decoded = Decoded(scan=found)
    _construct(text, decoded)
    if decoded.data is not None and found.alias:
        message = "YAML aliases are expanded; CloudFormation itself does not take them"
        decoded.problems.append(Problem("note", "yaml-alias", message, *found.alias))
    return decoded


def _as_yaml(text: str) -> str:
    """A JSON text as YAML takes it, of equal length: YAML knows neither tabs nor surrogate pairs there."""
    if not text.lstrip().startswith("{"):
        return text
    return _SURROGATE.sub(r"\\ufffd", text.replace("\t", " "))


def _construct(text: str, decoded: Decoded) -> None:
    """Let cfn-lint decode the text; where it refuses, decode what can be and report the rest."""
    refusal = None
    if decoded.scan.widest <= MAX_WIDTH:
        decoded.data, refusal = _strictly(text)
        if refusal is None:
            return
    found: list[Problem] = []
    decoded.data = _leniently(text, found)
    if decoded.data is None or (refusal and not found):
        found.append(refusal or Problem("error", "syntax-error", "the template cannot be decoded", 0, 0))
    decoded.problems.extend(found)


def _strictly(text: str) -> tuple[Any, Problem | None]:
    """The template as cfn-lint decodes it, or why it does not."""
    from cfnlint.decode import decode_str

    data, refusals = decode_str(text)
    if not refusals:
        return data, None
    start = _offset(text, refusals[0].linenumber, refusals[0].columnnumber)
    message = " ".join(refusals[0].message.split())
    return None, Problem("error", "syntax-error", message, start, min(start + 1, len(text)))


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return min(start + max(column - 1, 0), len(text))


def _leniently(text: str, problems: list[Problem]) -> Any:
    """The template in spite of keys that cfn-lint refuses; None if that does not help."""
    import yaml
    from cfnlint.decode.cfn_yaml import CfnFullLoader, NodeConstructor, multi_constructor
    from cfnlint.decode.node import dict_node
    from yaml.constructor import SafeConstructor

    class LenientLoader(CfnFullLoader):  # type: ignore[misc]
        """cfn-lint's loader, which goes on where it would refuse the template."""

    def construct_map(loader: Any, node: Any) -> Any:
        node.value = _usable_pairs(loader, node.value, problems)
        (data,) = SafeConstructor.construct_yaml_map(loader, node)
        return dict_node(data, node.start_mark, node.end_mark)

    LenientLoader.add_constructor("tag:yaml.org,2002:map", construct_map)
    LenientLoader.add_constructor("tag:yaml.org,2002:timestamp", NodeConstructor.construct_yaml_str)
    LenientLoader.add_multi_constructor("!", multi_constructor)
    try:
        return LenientLoader(text, None).get_single_data()
    except (yaml.YAMLError, ValueError, TypeError, AttributeError, RecursionError):
        return None


def _usable_pairs(loader: Any, pairs: list[Any], problems: list[Problem]) -> list[Any]:
    """The entries of a mapping without null and unhashable keys, and the last of equal ones."""
    kept: dict[Any, Any] = {}
    for key_node, value_node in pairs:
        start, end = key_node.start_mark.index, key_node.end_mark.index
        if key_node.tag == "tag:yaml.org,2002:merge":
            kept[start, end] = (key_node, value_node)
            continue
        key = loader.construct_object(key_node, deep=True)
        if key is None or not isinstance(key, Hashable):
            message = "a key that is null, a list or a mapping; its entry is left out"
            if len(problems) < MAX_PROBLEMS:
                problems.append(Problem("error", "syntax-error", message, start, end))
            continue
        if key in kept:
            message = f'the key "{key}" stands here twice; the last one holds'
            if len(problems) < MAX_PROBLEMS:
                problems.append(Problem("warning", "duplicate-key", message, start, end))
            del kept[key]
        kept[key] = (key_node, value_node)
    return list(kept.values())
