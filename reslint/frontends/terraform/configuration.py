"""One Terraform module as written: the blocks of one directory, with override files applied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reslint.frontends.terraform.constructs import construct_paths
from reslint.frontends.terraform.reader import Parsed, Reader
from reslint.model.span import Source, Span

Node = list[Any]
"""A node of the tree: `[op, start, end, …]`."""

SUFFIXES = (".tf", ".tf.json", ".tofu", ".tofu.json")
"""File names that are configuration."""


@dataclass(slots=True)
class Expression:
    """An expression with the file it stands in."""

    node: Node
    source: Source

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.source, self.node[1], self.node[2])


@dataclass(slots=True)
class Block:
    """A block with the file it stands in; its attributes by name, its blocks in order."""

    type: str
    labels: tuple[str, ...]
    source: Source
    start: int
    end: int
    header_end: int
    attributes: dict[str, Expression] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    construct: str = ""
    """The path of the construct that CDKTF made the block from."""

    @property
    def span(self) -> Span:
        """The whole block."""
        return Span(self.source, self.start, self.end)

    @property
    def header(self) -> Span:
        """Type and labels: what stands before the brace."""
        return Span(self.source, self.start, self.header_end)

    def of_type(self, name: str) -> Iterator[Block]:
        """The nested blocks of a type."""
        return (block for block in self.blocks if block.type == name)


def block_of(node: Node, source: Source) -> Block:
    """A block from its tree node."""
    _, start, end, name, labels, body, header_end = node
    block = Block(name, tuple(labels), source, start, end, header_end)
    _fill(block, body, source)
    return block


def body_of(parsed: Parsed) -> Block:
    """A whole file's body as a block without type."""
    body = parsed.tree["body"]
    block = Block("", (), parsed.source, body[1], body[2], body[1])
    _fill(block, body, parsed.source)
    return block


def _fill(block: Block, body: Node, source: Source) -> None:
    for _, _, _, name, expression in body[3]:
        block.attributes.setdefault(name, Expression(expression, source))
    block.blocks.extend(block_of(inner, source) for inner in body[4])


@dataclass(slots=True)
class ModuleConfig:
    """The blocks of one module directory, by what they declare."""

    directory: Path
    variables: dict[str, Block] = field(default_factory=dict)
    locals: dict[str, Expression] = field(default_factory=dict)
    outputs: dict[str, Block] = field(default_factory=dict)
    resources: dict[str, Block] = field(default_factory=dict)
    """Managed resources and data sources by `type.name` and `data.type.name`."""
    modules: dict[str, Block] = field(default_factory=dict)
    providers: list[Block] = field(default_factory=list)
    terraform: list[Block] = field(default_factory=list)
    files: list[Parsed] = field(default_factory=list)


def configuration_files(directory: Path) -> list[Path]:
    """The configuration files of a directory in name order; `x.tofu` hides `x.tf`."""
    try:
        names = sorted(p.name for p in directory.iterdir() if p.name.endswith(SUFFIXES) and not p.is_dir())
    except OSError:
        return []
    kept = [n for n in names if not n.startswith((".", "#"))]
    hidden = {_as_terraform(n) for n in kept if n.endswith((".tofu", ".tofu.json"))}
    return [directory / n for n in kept if n not in hidden]


def _as_terraform(name: str) -> str:
    """The Terraform file that an OpenTofu file takes the place of."""
    if name.endswith(".tofu.json"):
        return name.removesuffix(".tofu.json") + ".tf.json"
    return name.removesuffix(".tofu") + ".tf"


def is_override(path: Path) -> bool:
    """Whether a file overrides the others of its module."""
    stem = path.name.removesuffix(".json").rsplit(".", 1)[0]
    return stem == "override" or stem.endswith("_override")


def read_module(directory: Path, reader: Reader) -> ModuleConfig:
    """The module in a directory; files that cannot be read are left out (the reader says so)."""
    parsed = (reader.parse(path, confined=True) for path in configuration_files(directory))
    return module_of(directory, [file for file in parsed if file is not None])


def module_of(directory: Path, files: Iterable[Parsed]) -> ModuleConfig:
    """The module that some files make up; override files come last."""
    module = ModuleConfig(directory)
    for parsed in sorted(files, key=lambda file: is_override(file.path)):
        module.files.append(parsed)
        constructs = construct_paths(parsed.tree["comments"]) if parsed.path.suffix == ".json" else None
        for block in body_of(parsed).blocks:
            if constructs:
                block.construct = constructs.within(block.start, block.end)
            _declare(module, block, override=is_override(parsed.path))
    return module


def _declare(module: ModuleConfig, block: Block, override: bool) -> None:
    label = block.labels[0] if block.labels else ""
    if block.type == "locals":
        module.locals.update(block.attributes)
    elif block.type == "terraform":
        module.terraform.append(block)
    elif block.type == "provider" and label:
        _declare_provider(module, block, override)
    elif (table := _table(module, block)) is not None:
        key = _key(block)
        if override and key in table:
            _override(table[key], block)
        else:
            table.setdefault(key, block)


def _declare_provider(module: ModuleConfig, block: Block, override: bool) -> None:
    alias = provider_alias(block)
    same = [p for p in module.providers if p.labels == block.labels and provider_alias(p) == alias]
    if override and same:
        _override(same[0], block)
    else:
        module.providers.append(block)


def provider_alias(block: Block) -> str:
    """The alias of a provider block, which Terraform wants as plain text; empty for the default."""
    expression = block.attributes.get("alias")
    return str(expression.node[3]) if expression is not None and expression.node[0] == "lit" else ""


def _table(module: ModuleConfig, block: Block) -> dict[str, Block] | None:
    """Where blocks of this type are kept; None for block types that declare nothing we evaluate."""
    if block.type in ("resource", "data", "ephemeral"):
        return module.resources if len(block.labels) == 2 else None
    if len(block.labels) != 1:
        return None
    return {"variable": module.variables, "output": module.outputs, "module": module.modules}.get(block.type)


def _key(block: Block) -> str:
    if block.type == "resource":
        return ".".join(block.labels)
    if block.type in ("data", "ephemeral"):
        return ".".join((block.type, *block.labels))
    return block.labels[0]


def _override(base: Block, change: Block) -> None:
    """Apply an override block: arguments one by one, nested blocks type by type."""
    base.attributes.update(change.attributes)
    replaced = {_block_type(b) for b in change.blocks if b.type != "lifecycle"}
    kept = [b for b in base.blocks if _block_type(b) not in replaced]
    base.blocks = [*kept, *change.blocks]


def _block_type(block: Block) -> str:
    """The type of a nested block, seen through `dynamic`."""
    return block.labels[0] if block.type == "dynamic" and block.labels else block.type
