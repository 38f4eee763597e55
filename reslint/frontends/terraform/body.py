"""The body of a block as values, worked out on demand."""

from __future__ import annotations

from reslint.frontends.terraform.configuration import Block, Expression
from reslint.frontends.terraform.evaluate import evaluate, is_literal
from reslint.frontends.terraform.objects import refs_inside
from reslint.frontends.terraform.repetition import dynamic_blocks
from reslint.frontends.terraform.scope import Scope
from reslint.frontends.terraform.standins import at_call
from reslint.frontends.terraform.values.bounds import check_size
from reslint.frontends.terraform.values.failures import Undecided
from reslint.model.raw import Attributes
from reslint.model.span import Span
from reslint.model.value import ListOf, MapOf, Ref, Unknown, Value, merge_refs

META_ARGUMENTS = frozenset({"count", "for_each", "provider", "providers", "depends_on"})
"""Arguments that belong to Terraform and not to the resource."""
META_BLOCKS = frozenset({"lifecycle", "provisioner", "connection"})
"""Blocks that belong to Terraform and not to the resource."""
ESCAPE = "_"
"""The block whose content is the resource's own, whatever its names mean to Terraform."""


def attributes_of(block: Block, scope: Scope, meta: bool = True) -> Attributes:
    """The arguments and nested blocks of a block by name; `meta`: leave out Terraform's own."""
    escaped = [inner for inner in block.blocks if meta and inner.type == ESCAPE]
    nested = _nested(block.blocks, META_BLOCKS | {ESCAPE} if meta else frozenset())
    arguments = {n: e for n, e in block.attributes.items() if not (meta and n in META_ARGUMENTS)}
    for inner in escaped:
        arguments.update(inner.attributes)
        nested.update(_nested(inner.blocks))

    def work_out(name: str) -> Value:
        if name in arguments:
            return argument(arguments[name], scope)
        return _blocks(nested[name], scope)

    return Attributes((*arguments, *(n for n in nested if n not in arguments)), work_out)


def _nested(blocks: list[Block], without: frozenset[str] = frozenset()) -> dict[str, list[Block]]:
    """Nested blocks by type, seen through `dynamic`."""
    nested: dict[str, list[Block]] = {}
    for block in blocks:
        name = block.labels[0] if block.type == "dynamic" and block.labels else block.type
        if name not in without:
            nested.setdefault(name, []).append(block)
    return nested


def argument(expression: Expression, scope: Scope) -> Value:
    """The value of an argument, placed where the argument stands.

    A literal that was picked inside the expression keeps its own place; one that comes from
    elsewhere (a variable's default, a local) is placed at the expression, with the original
    among the values it is because of.
    """
    value = _in_bounds(evaluate(expression.node, scope))
    if scope.module.stands_at is not None:
        return at_call(value, expression, scope, scope.module.stands_at)
    here = expression.span
    if value.span is not None and _within(value.span, here):
        return value
    origin = "written" if is_literal(expression.node) else "resolved"
    because = value.because or ((value,) if value.span else ())
    return value.with_(span=here, origin=origin, because=because)


def _in_bounds(value: Value) -> Value:
    try:
        check_size(value)
    except Undecided as undecided:
        return value.with_(data=undecided.unknown)
    return value


def _within(inner: Span, outer: Span) -> bool:
    return inner.source is outer.source and outer.start <= inner.start and inner.end <= outer.end


def _blocks(blocks: list[Block], scope: Scope) -> Value:
    items: list[Value] = []
    rest: Unknown | None = None
    refs: tuple[Ref, ...] = ()
    for block in blocks:
        if block.type != "dynamic":
            items.append(_block(block, scope, block.header))
            continue
        made = dynamic_blocks(block, scope)
        items.extend(_block(content, inner, block.header) for content, inner in made.blocks)
        rest = rest or made.rest
        if made.possible is not None:
            refs = merge_refs(refs, refs_inside(_block(*made.possible, block.header)))
    return Value(ListOf(tuple(items), rest, "blocks"), blocks[0].header, refs=refs)


def _block(block: Block, scope: Scope, header: Span) -> Value:
    return Value(MapOf(attributes_of(block, scope, meta=False)), header)
