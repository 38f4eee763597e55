"""YAML as Terraform reads and writes it.

PyYAML reads the structure; what a plain scalar means is decided here, since Terraform's
rules (YAML 1.2 with the booleans of 1.1) are not PyYAML's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reslint.frontends.terraform.values.arithmetic import INFINITY, parse_number
from reslint.frontends.terraform.values.bounds import MAX_DEPTH, MAX_ITEMS
from reslint.frontends.terraform.values.failures import EvaluationError, Undecided
from reslint.frontends.terraform.values.functions.jsontext import encode
from reslint.frontends.terraform.values.text import normal

if TYPE_CHECKING:
    from yaml.nodes import MappingNode, Node, ScalarNode

MAX_YAML = 200_000
"""Longest YAML that is read, in characters: it takes a few seconds at the worst."""

_TAG = "tag:yaml.org,2002:"
_TRUE = ("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON")
_FALSE = ("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF")
_NULL = ("", "~", "null", "Null", "NULL")
_WRITTEN_TAG = re.compile(r"(?:&\S+\s+)?!")
_DAY = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt\s].*)?", re.ASCII)
_STAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?", re.ASCII)


def decode_yaml(text: str) -> Any:
    """The one document of a YAML text as plain data."""
    import yaml

    if len(text) > MAX_YAML:
        raise Undecided("the YAML is too long to work with")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        node = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
        raise EvaluationError(f"this is not YAML: {getattr(error, 'problem', None) or error}") from error
    if node is None:
        raise EvaluationError("the YAML has no document")
    return _Reader(text).data(node, 0)


class _Reader:
    """Makes plain data of nodes; aliases are counted each time they appear."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.count = 0

    def data(self, node: Node, depth: int) -> Any:
        import yaml

        self.count += 1
        if self.count > MAX_ITEMS or depth > MAX_DEPTH:
            raise Undecided("the YAML is too large to work with")
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node, self.text)
        if isinstance(node, yaml.SequenceNode):
            _check(node, "seq")
            return [self.data(child, depth + 1) for child in node.value]
        assert isinstance(node, yaml.MappingNode)
        _check(node, "map")
        return self._mapping(node, depth)

    def _mapping(self, node: MappingNode, depth: int) -> dict[str, Any]:
        merged: dict[str, Any] = {}
        found: dict[str, Any] = {}
        for key, value in node.value:
            if isinstance(key.value, str) and key.value == "<<" and not key.style:
                merged = {**self._merged(value, depth), **merged}
            else:
                found[_name(key)] = self.data(value, depth + 1)
        return dict(sorted({**merged, **found}.items()))

    def _merged(self, node: Node, depth: int) -> dict[str, Any]:
        data = self.data(node, depth + 1)
        if isinstance(data, list):
            raise Undecided("a YAML merge of several mappings is not worked out")
        if not isinstance(data, dict):
            raise EvaluationError("a YAML merge key needs a mapping")
        return data


def _check(node: Node, kind: str) -> None:
    if node.tag not in (_TAG + kind, "!"):
        raise EvaluationError(f"the YAML tag {node.tag} is not supported")


def _name(key: Node) -> str:
    if not isinstance(key.value, str):
        raise EvaluationError("only strings are allowed as YAML keys")
    return normal(key.value)


def _scalar(node: ScalarNode, source: str) -> Any:
    text = node.value
    # The base loader gives every scalar without a tag that of strings: a written one is told by its place.
    if node.tag != _TAG + "str" or _WRITTEN_TAG.match(source, node.start_mark.index):
        return _tagged(node.tag, text)
    return normal(text) if node.style else _resolved(text)


def _tagged(tag: str, text: str) -> Any:
    if tag in (_TAG + "str", "!"):
        return normal(text)
    if not tag.startswith(_TAG):
        raise EvaluationError(f"the YAML tag {tag} is not supported")
    raise Undecided(f"a YAML scalar with the tag {tag} is not worked out")


def _resolved(text: str) -> Any:
    """What a plain scalar means."""
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if text[:1] in "0123456789+-.":
        return _numeric(text)
    return normal(text)


def _numeric(text: str) -> Any:
    """A scalar that begins like a number."""
    if text.lower() in (".inf", "+.inf", "-.inf"):
        return -INFINITY if text.startswith("-") else INFINITY
    if text.lower() == ".nan":
        raise EvaluationError("YAML's .nan is not supported")
    if re.fullmatch("0x[0-9A-Fa-f]+", text):
        return int(text, 16)
    if re.fullmatch("0o[0-7]+", text):
        return int(text, 8)
    if _DAY.fullmatch(text):
        return _timestamp(text)
    number = parse_number(text)
    return text if number is None else number


def _timestamp(text: str) -> str:
    if not _STAMP.fullmatch(text):
        raise Undecided(f'the YAML timestamp "{text[:40]}" is not worked out')
    return text if "T" in text else f"{text}T00:00:00Z"


# -- writing -----------------------------------------------------------------------------------


def encode_yaml(data: Any) -> str:
    """Plain data, whose dicts are in order of their keys, as YAML."""
    if data is None:
        return "null\n...\n"
    if isinstance(data, dict | list) and data:
        return "".join(line + "\n" for line in _lines(data))
    if isinstance(data, str) and "\n" in data:
        return "\n".join(_block(data)) + "\n"
    return _inline(data) + ("\n...\n" if _is_bare(data) else "\n")


def _is_bare(data: Any) -> bool:
    """Whether a document of this scalar alone is written with an end marker."""
    return not isinstance(data, str | dict | list)


def _lines(data: Any) -> list[str]:
    if isinstance(data, dict):
        return [line for name, value in data.items() for line in _entry(name, value)]
    return [line for value in data for line in _item(value)]


def _entry(name: str, value: Any) -> list[str]:
    head = _inline(name) + ":"
    if isinstance(value, dict) and value:
        return [head, *("  " + line for line in _lines(value))]
    if isinstance(value, list) and value:
        return [head, *_lines(value)]
    if isinstance(value, str) and "\n" in value:
        first, *others = _block(value)
        return [f"{head} {first}", *others]
    return [f"{head} {_inline(value)}"]


def _item(value: Any) -> list[str]:
    if isinstance(value, dict | list) and value:
        first, *others = _lines(value)
    elif isinstance(value, str) and "\n" in value:
        first, *others = _block(value)
        return ["- " + first, *others]
    else:
        return ["- " + _inline(value)]
    return ["- " + first, *("  " + line if line else line for line in others)]


def _inline(data: Any) -> str:
    return encode(data) if not isinstance(data, str) else _quoted(data)


_BLANKS = re.compile(r"^[ \n]|[ \t\r]\n|[^\x20-\x7e\n]|\n\n|[ \t]\Z")


def _block(text: str) -> list[str]:
    """A text of several lines; anything but plain lines is left to Terraform."""
    if _BLANKS.search(text):
        raise Undecided("YAML of this text of several lines is not worked out")
    marker = "|" if text.endswith("\n") else "|-"
    return [marker, *("  " + line for line in text.removesuffix("\n").split("\n"))]


def _quoted(text: str) -> str:
    if re.search(r"[^\x20-\x7e\t\xa1-\ud7ff]", text):
        raise Undecided("YAML of a text with unusual characters is not worked out")
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t") + '"'
