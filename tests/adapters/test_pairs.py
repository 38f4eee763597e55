"""The same system in Terraform and in CloudFormation is the same inventory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reslint.engine.inspect import plain
from reslint.model.inventory import Inventory
from reslint.model.place import Spread
from reslint.model.resource import Resource, attribute_types

PAIRS = Path(__file__).parent.parent / "fixtures" / "pairs"
OWN = {"name", "region", "account", "root", "deployment", "deletion_policy", "replace_policy"}
"""Attributes that name the language's own things: addresses, pseudo parameters, policies."""

InventoryOf = Callable[..., list[Inventory]]


@pytest.mark.parametrize("folder", sorted(p for p in PAIRS.iterdir() if p.is_dir()), ids=lambda p: p.name)
def test_both_languages_give_one_inventory(folder: Path, inventory_of: InventoryOf) -> None:
    (terraform,) = inventory_of("terraform", (folder / "main.tf").read_text())
    (template,) = inventory_of("cloudformation", (folder / "template.yaml").read_text())
    assert terraform.resources, "a pair must hold something"
    assert models(terraform) == models(template)


def models(inventory: Inventory) -> list[tuple[str, str]]:
    """Every resource by kind and attributes, in an order that does not depend on the language."""
    addresses = {raw.address for raw in inventory.loaded.resources}
    kept = [r for r in inventory.resources if r.kind != "Text"]
    return sorted((r.kind, repr(model(r, addresses))) for r in kept)


def model(resource: Resource, addresses: set[str]) -> dict[str, Any]:
    names = [n for n in attribute_types(type(resource)) if n not in OWN]
    return {n: shown(resource.attribute(n), addresses) for n in names}


def shown(value: Any, addresses: set[str]) -> Any:
    if isinstance(value, Spread):
        return value.how, str(value.count), len(value.members), len(value.candidates)
    return anonymous(plain(value), addresses)


def anonymous(data: Any, addresses: set[str]) -> Any:
    """Plain data without addresses, which unknowns name in their reasons."""
    if isinstance(data, dict):
        if set(data) == {"unknown"}:
            return "unknown"
        return {key: anonymous(item, addresses) for key, item in data.items()}
    if isinstance(data, list):
        return [anonymous(item, addresses) for item in data]
    return "address" if data in addresses else data
