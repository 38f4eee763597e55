"""Descriptions of known modules, put in the place of a call whose code is not installed.

Nobody who reads a report can look at a line of a description. So every node of it is moved to the
header of the call, and a value that comes from an argument of the call is placed at the argument.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, Literal

from reslint.frontends.terraform.configuration import Block, Expression, ModuleConfig, Node, module_of
from reslint.frontends.terraform.evaluate import evaluate, is_literal
from reslint.frontends.terraform.known import KnownModule
from reslint.frontends.terraform.reader import Parsed, Reader
from reslint.frontends.terraform.scope import Scope
from reslint.model.span import Span
from reslint.model.value import ListOf, MapOf, Unknown, Value

_CHAIN = ("attr", "index")
"""Nodes that may be a reference, or a part of one."""

How = Literal["exact", "bases", "counts"]
"""How far to look for what a description reads from the call: what its references say to the end;
also what they only begin with; also what decides how many there are of the resources that they
refer to."""

_HOW: tuple[How, ...] = ("exact", "bases", "counts")


@dataclass(frozen=True, slots=True)
class StandIn:
    """A description in the place of a call."""

    config: ModuleConfig
    defaults: Mapping[str, Value] = field(default_factory=dict)
    """Inputs that the call leaves out and whose default is not the description's."""


def stand_in(choices: Sequence[KnownModule], call: Block, reader: Reader) -> StandIn:
    """The newest of the descriptions that a call may mean; where the others differ, it is unknown."""
    newest = choices[0]
    config = described(newest.folder, call, reader)
    written = [_written_defaults(known, call, reader) for known in choices]
    defaults: dict[str, Value] = {}
    for name in config.variables:
        if name in call.attributes:
            continue
        if any(other.get(name) != written[0].get(name) for other in written[1:]):
            reason = f"the default of {name} depends on the version of the module, which is left open"
            defaults[name] = Value(Unknown(reason), call.header)
        elif name in newest.defaults:
            defaults[name] = Value(newest.defaults[name], call.header, "default")
    return StandIn(config, defaults)


def described(folder: Path, call: Block, reader: Reader) -> ModuleConfig:
    """The module in a folder of descriptions, with everything in it placed at a call."""
    parsed = (reader.parse(path, confined=False) for path in sorted(folder.glob("*.tf")))
    return module_of(folder, [_at_call(file, call) for file in parsed if file is not None])


def _written_defaults(known: KnownModule, call: Block, reader: Reader) -> dict[str, str]:
    """The defaults of all inputs as text that can be compared; `none` for an input without one."""
    texts: dict[str, str] = {}
    for name, block in described(known.folder, call, reader).variables.items():
        default = block.attributes.get("default")
        texts[name] = "none" if default is None else json.dumps(default.node[3:])
    return texts | {name: repr(value) for name, value in known.defaults.items()}


def _at_call(parsed: Parsed, call: Block) -> Parsed:
    body = _moved(parsed.tree["body"], call)
    return Parsed(parsed.path, call.source, {"body": body, "comments": [], "errors": []})


def _moved(part: Any, call: Block) -> Any:
    """A tree with all its nodes at the call's header; blocks take up the whole call."""
    if not isinstance(part, list):
        return part
    if len(part) < 3 or not isinstance(part[0], str) or type(part[1]) is not int or type(part[2]) is not int:
        return [_moved(inner, call) for inner in part]
    if part[0] == "block":
        op, _, _, name, labels, body, _ = part
        return [op, call.start, call.end, name, labels, _moved(body, call), call.header_end]
    return [part[0], call.start, call.header_end, *(_moved(inner, call) for inner in part[3:])]


# -- places ------------------------------------------------------------------------------------


def at_call(value: Value, expression: Expression, scope: Scope, call: Block) -> Value:
    """The value of an argument in a description, placed where its author would look for it.

    That is the argument of the call that it comes from; for what the module decides by itself, the
    header, as with a default of the provider.
    """
    if value.span is not None and _in_arguments(value.span, call):
        return value.with_(origin="written") if _is_written(value.span, call) else value
    found = (_given(expression.node, scope, call, how) for how in _HOW)
    source = next(chain.from_iterable(found), None)
    if source is not None:
        return value.with_(span=source.span, origin="resolved" if _is_plain(value) else "computed")
    return value.with_(span=call.header, origin="default" if _is_plain(value) else "computed")


def _is_plain(value: Value) -> bool:
    return not value.refs and not isinstance(value.data, Unknown | ListOf | MapOf)


def _in_arguments(span: Span, call: Block) -> bool:
    return span.source is call.source and call.header_end <= span.start and span.end <= call.end


def _is_written(span: Span, call: Block) -> bool:
    """Whether a literal, or a list or object of anything, stands at a place in the call."""
    found = (_node_at(expression.node, span) for expression in call.attributes.values())
    return any(node is not None and (node[0] in ("tuple", "object") or is_literal(node)) for node in found)


def _node_at(part: Any, span: Span) -> Node | None:
    """The innermost node that takes up just these characters."""
    if not isinstance(part, list):
        return None
    inner = (_node_at(child, span) for child in part)
    found = next((node for node in inner if node is not None), None)
    if found is not None or len(part) < 3:
        return found
    return part if isinstance(part[0], str) and part[1:3] == [span.start, span.end] else None


def _given(part: Any, scope: Scope, call: Block, how: How) -> Iterator[Value]:
    """What an expression of a description reads from the arguments of the call, in order."""
    if not isinstance(part, list):
        return
    inner = part
    if part and part[0] in _CHAIN:
        yield from _given_to_chain(part, scope, call, how)
        if how == "exact" and _reads_input(_root(part), scope):
            inner = part[4:]
    for child in inner:
        yield from _given(child, scope, call, how)


def _given_to_chain(node: Node, scope: Scope, call: Block, how: How) -> Iterator[Value]:
    """The same for a reference."""
    module = scope.module
    root = _root(node)
    if _reads_input(root, scope):
        value = evaluate(node, scope)
        if value.span is not None and _in_arguments(value.span, call):
            yield value
    elif node[0] == "attr" and node[3][0] == "name":
        named = module.config.locals.get(node[4]) if root == "local" else None
        block = module.config.resources.get(f"{root}.{node[4]}") if how == "counts" else None
        if block is not None:
            named = block.attributes.get("count") or block.attributes.get("for_each")
        if named is not None:
            yield from _given(named.node, Scope(module, named.source), call, how)


def _reads_input(root: str, scope: Scope) -> bool:
    return root == "var" or root in scope.bound


def _root(node: Node) -> str:
    """The first name of a reference; empty for anything else."""
    while node[0] in _CHAIN:
        node = node[3]
    return str(node[3]) if node[0] == "name" else ""
